import type {
  CaseDetail,
  CaseDiagram,
  CasePage,
  StartableProcess,
  StartCaseRequest,
  StartCaseResponse,
  StartForm,
} from '@anliu/contract';
import { http } from './http.js';

export interface CaseQuery {
  q?: string;
  kind?: string;
  state?: string;
  closed?: boolean;
  overdue?: boolean;
  enterprise?: string;
  page?: number;
  size?: number;
}

const at = (id: string): string => `/api/cases/${encodeURIComponent(id)}`;

export const casesApi = {
  list: (query: CaseQuery, signal?: AbortSignal): Promise<CasePage> =>
    http.get('/api/cases', { query: { ...query }, ...(signal ? { signal } : {}) }),
  detail: (id: string): Promise<CaseDetail> => http.get(at(id)),
  diagram: (id: string): Promise<CaseDiagram> => http.get(`${at(id)}/diagram`),
  start: (request: StartCaseRequest, idempotencyKey: string): Promise<StartCaseResponse> =>
    http.post('/api/cases', request, { idempotencyKey }),
  startables: (): Promise<StartableProcess[]> =>
    http
      .get<StartableProcess[] | { items: StartableProcess[] }>('/api/startables')
      .then((body) => (Array.isArray(body) ? body : body.items)),
  startForm: (key: string, parent?: string): Promise<StartForm> =>
    http.get(`/api/startables/${encodeURIComponent(key)}/form`, { query: { parent } }),
};
