import type { EnterpriseDetail, EnterpriseSummary, ImportLayout, ImportPreview } from '@anliu/contract';
import { http } from './http.js';

export interface EnterprisePage {
  items: EnterpriseSummary[];
  total: number;
  page: number;
  size: number;
}

const IMPORTS = '/api/enterprises/imports';
const importAt = (id: string): string => `${IMPORTS}/${encodeURIComponent(id)}`;

/** Milliseconds an import of thousands of rows may take. */
const LONG_MS = 180_000;

/** What the person says about a file that is not clear by itself. */
export interface ImportMeaning {
  sheet?: string;
  /** What every column is; null: left out. */
  columns?: (string | null)[];
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.set('file', file, file.name);
  return form;
}

function queryOf({ sheet, columns }: ImportMeaning): string {
  const query = new URLSearchParams();
  if (sheet) query.set('sheet', sheet);
  if (columns) query.set('columns', columns.map((key) => key ?? '').join(','));
  return query.size > 0 ? `?${query.toString()}` : '';
}

export const enterprisesApi = {
  list: (
    query: { q?: string; region?: string; page?: number; size?: number },
    signal?: AbortSignal,
  ): Promise<EnterprisePage> => http.get('/api/enterprises', { query: { ...query }, ...(signal ? { signal } : {}) }),
  detail: (uscc: string): Promise<EnterpriseDetail> => http.get(`/api/enterprises/${encodeURIComponent(uscc)}`),
  /** `meaning`: which sheet is meant, and what its columns are. */
  upload: (file: File, meaning: ImportMeaning = {}): Promise<ImportPreview> =>
    http.post(IMPORTS + queryOf(meaning), formOf(file), { timeout: LONG_MS }),
  layout: (file: File): Promise<ImportLayout> => http.post(`${IMPORTS}/layout`, formOf(file), { timeout: LONG_MS }),
  correctAlike: (id: string, alike: { column: string; from: string; to: string }): Promise<ImportPreview> =>
    http.put(`${importAt(id)}/values`, alike),
  dropRow: (id: string, row: number, dropped: boolean): Promise<ImportPreview> =>
    http.put(`${importAt(id)}/rows/${row}/dropped`, { dropped }),
  forgetMapping: (id: string): Promise<ImportPreview> => http.delete(`${importAt(id)}/mapping`),
  preview: (id: string): Promise<ImportPreview> => http.get(importAt(id)),
  correctRow: (id: string, row: number, values: Record<string, string>): Promise<ImportPreview> =>
    http.put(`${importAt(id)}/rows/${row}`, { values }),
  commit: (id: string): Promise<ImportPreview> => http.post(`${importAt(id)}/commit`, {}, { timeout: LONG_MS }),
  rejectedUrl: (id: string): string => `${importAt(id)}/rejected.csv`,
  templateUrl: '/api/enterprises/import-template.xlsx',
};
