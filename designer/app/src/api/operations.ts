import type {
  BackupState,
  CaseOperations,
  IncidentPage,
  OperationsOverview,
  ProposalView,
  UnassignedPage,
  WorkerList,
  WorkerVerb,
} from '@anliu/contract';
import { http } from './http.js';

const BASE = '/api/operations';
const within = (signal?: AbortSignal): { signal?: AbortSignal } => (signal ? { signal } : {});
const caseAt = (no: string): string => `${BASE}/cases/${encodeURIComponent(no)}`;

export const operationsApi = {
  overview: (signal?: AbortSignal): Promise<OperationsOverview> => http.get(BASE, within(signal)),
  incidents: (page: number, signal?: AbortSignal): Promise<IncidentPage> =>
    http.get(`${BASE}/incidents`, { query: { page }, ...within(signal) }),
  retry: (incident: string, alike: boolean): Promise<{ count: number; left: number }> =>
    http.post(`${BASE}/incidents/${encodeURIComponent(incident)}/retry`, { alike }),
  unassigned: (page: number, signal?: AbortSignal): Promise<UnassignedPage> =>
    http.get(`${BASE}/unassigned`, { query: { page }, ...within(signal) }),
  assign: (task: string): Promise<{ people: number }> =>
    http.post(`${BASE}/unassigned/${encodeURIComponent(task)}/assign`, {}),
  one: (no: string, signal?: AbortSignal): Promise<CaseOperations> => http.get(caseAt(no), within(signal)),
  move: (no: string, input: { place: string; to: string; reason: string }): Promise<ProposalView> =>
    http.post(`${caseAt(no)}/move`, input),
  correct: (no: string, input: { name: string; value: string; reason: string }): Promise<ProposalView> =>
    http.post(`${caseAt(no)}/variables`, input),
  backup: (): Promise<BackupState> => http.post(`${BASE}/backup`, {}),
  workers: (signal?: AbortSignal): Promise<WorkerList> => http.get(`${BASE}/workers`, within(signal)),
  proposeToken: (input: {
    name: string;
    topics: string[];
    verbs: WorkerVerb[];
    reason: string;
  }): Promise<ProposalView> => http.post(`${BASE}/workers`, input),
  revokeToken: (name: string): Promise<void> => http.delete(`${BASE}/workers/${encodeURIComponent(name)}`),
};
