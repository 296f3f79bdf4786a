import type {
  AccountChange,
  AccountView,
  AuditCheckState,
  AuditItem,
  AuditVerification,
  PeopleImport,
  PeopleImported,
  PeopleRow,
  ProposalConfirmed,
  ProposalView,
  UnitDirectory,
  UnitView,
} from '@anliu/contract';
import { http } from './http.js';

const account = (id: string): string => `/api/accounts/${encodeURIComponent(id)}`;
const unit = (id: string): string => `/api/units/${encodeURIComponent(id)}`;
const proposal = (id: string): string => `/api/proposals/${encodeURIComponent(id)}`;
const within = (signal?: AbortSignal): { signal?: AbortSignal } => (signal ? { signal } : {});

export interface PostInput {
  post: string;
  organization: string;
  from?: string;
  until?: string;
}
export interface PersonInput {
  name: string;
  login: string;
  certificate?: string;
  phone?: string;
}
export interface PolicyRow {
  subject: string;
  region: string;
  permission: string;
}
export interface PolicyTable {
  permissions: { id: string; title: string }[];
  rows: PolicyRow[];
  ignored: PolicyRow[];
  posts: { id: string; title: string }[];
}

export const administrationApi = {
  accounts: async (signal?: AbortSignal): Promise<AccountView[]> =>
    (await http.get<{ items: AccountView[] }>('/api/accounts', within(signal))).items,
  addAccount: (person: PersonInput): Promise<AccountView & { initialPassword: string }> =>
    http.post('/api/accounts', person),
  changeAccount: (id: string, person: Omit<PersonInput, 'login'>): Promise<AccountView> =>
    http.put(account(id), person),
  setDisabled: (id: string, disabled: boolean): Promise<AccountChange> =>
    http.put(`${account(id)}/disabled`, { disabled }),
  unlock: (id: string): Promise<void> => http.post(`${account(id)}/unlock`, {}),
  resetPassword: (id: string): Promise<AccountChange> => http.post(`${account(id)}/password`, {}),
  setPosts: (id: string, posts: PostInput[], reason: string): Promise<AccountChange> =>
    http.put(`${account(id)}/posts`, { posts, reason }),

  units: (signal?: AbortSignal): Promise<UnitDirectory> => http.get('/api/units', within(signal)),
  addUnit: (input: { name: string; kind: string; region: string; parent?: string }): Promise<UnitView> =>
    http.post('/api/units', input),
  changeUnit: (
    id: string,
    input: { name: string; region: string; parent: string | null },
  ): Promise<{ proposal?: ProposalView }> => http.put(unit(id), input),
  retireUnit: (id: string, retired: boolean): Promise<UnitView> => http.put(`${unit(id)}/retired`, { retired }),

  proposals: async (signal?: AbortSignal): Promise<ProposalView[]> =>
    (await http.get<{ items: ProposalView[] }>('/api/proposals', within(signal))).items,
  confirm: (id: string): Promise<ProposalConfirmed> => http.post(`${proposal(id)}/confirm`, {}),
  refuse: (id: string, reason: string): Promise<ProposalView> => http.post(`${proposal(id)}/refuse`, { reason }),
  withdraw: (id: string): Promise<ProposalView> => http.post(`${proposal(id)}/withdraw`, {}),

  readPeople: (file: File): Promise<PeopleImport> => {
    const form = new FormData();
    form.set('file', file, file.name);
    return http.post('/api/accounts/import/file', form);
  },
  checkPeople: (rows: readonly PeopleRow[]): Promise<PeopleImport> =>
    http.post('/api/accounts/import/check', { rows: rows.map(({ row, values }) => ({ row, values })) }),
  importPeople: (rows: readonly PeopleRow[]): Promise<PeopleImported> =>
    http.post('/api/accounts/import', { rows: rows.map(({ row, values }) => ({ row, values })) }),

  policies: (signal?: AbortSignal): Promise<PolicyTable> => http.get('/api/policies', within(signal)),
  setPolicy: (row: PolicyRow, granted: boolean): Promise<{ proposal?: ProposalView }> =>
    http.put('/api/policies', { ...row, granted }),

  audit: (
    query: { before?: number; size: number; action?: string; by?: string },
    signal?: AbortSignal,
  ): Promise<{ items: AuditItem[]; check?: AuditCheckState }> =>
    http.get('/api/audit', { query: { ...query }, ...within(signal) }),
  verify: (): Promise<AuditVerification> => http.get('/api/audit/verification'),
};
