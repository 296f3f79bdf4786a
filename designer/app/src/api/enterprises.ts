import type { EnterpriseDetail, EnterpriseSummary, ImportPreview } from '@anliu/contract';
import { http } from './http.js';

export interface EnterprisePage {
  items: EnterpriseSummary[];
  total: number;
  page: number;
  size: number;
}

const IMPORTS = '/api/enterprises/imports';
const importAt = (id: string): string => `${IMPORTS}/${encodeURIComponent(id)}`;

export const enterprisesApi = {
  list: (
    query: { q?: string; region?: string; page?: number; size?: number },
    signal?: AbortSignal,
  ): Promise<EnterprisePage> => http.get('/api/enterprises', { query: { ...query }, ...(signal ? { signal } : {}) }),
  detail: (uscc: string): Promise<EnterpriseDetail> => http.get(`/api/enterprises/${encodeURIComponent(uscc)}`),
  upload: (file: File): Promise<ImportPreview> => {
    const form = new FormData();
    form.set('file', file, file.name);
    return http.post(IMPORTS, form, { timeout: 180_000 });
  },
  preview: (id: string): Promise<ImportPreview> => http.get(importAt(id)),
  correctRow: (id: string, row: number, values: Record<string, string>): Promise<ImportPreview> =>
    http.put(`${importAt(id)}/rows/${row}`, { values }),
  commit: (id: string): Promise<ImportPreview> => http.post(`${importAt(id)}/commit`, {}, { timeout: 180_000 }),
  rejectedUrl: (id: string): string => `${importAt(id)}/rejected.csv`,
  templateUrl: '/api/enterprises/import-template.csv',
};
