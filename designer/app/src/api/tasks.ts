import type {
  CompleteTaskRequest,
  CompleteTaskResponse,
  SaveDraftRequest,
  TaskDetail,
  TaskPage,
  TaskViewId,
  TransferTaskRequest,
} from '@anliu/contract';
import { http } from './http.js';

export interface TaskQuery {
  view: TaskViewId;
  q?: string;
  kind?: string;
  page?: number;
  size?: number;
}

const at = (id: string): string => `/api/tasks/${encodeURIComponent(id)}`;

export const tasksApi = {
  list: (query: TaskQuery, signal?: AbortSignal): Promise<TaskPage> =>
    http.get('/api/tasks', { query: { ...query }, ...(signal ? { signal } : {}) }),
  detail: (id: string): Promise<TaskDetail> => http.get(at(id)),
  complete: (id: string, request: CompleteTaskRequest, idempotencyKey: string): Promise<CompleteTaskResponse> =>
    http.post(`${at(id)}/complete`, request, { idempotencyKey }),
  saveDraft: (id: string, request: SaveDraftRequest): Promise<{ savedAt: string }> =>
    http.put(`${at(id)}/draft`, request),
  claim: (id: string): Promise<void> => http.post(`${at(id)}/claim`, {}),
  unclaim: (id: string): Promise<void> => http.post(`${at(id)}/unclaim`, {}),
  transfer: (id: string, request: TransferTaskRequest): Promise<void> => http.post(`${at(id)}/transfer`, request),
};
