import type { AccountView, AuditItem, AuditVerification } from '@anliu/contract';
import { http } from './http.js';

const account = (id: string): string => `/api/accounts/${encodeURIComponent(id)}`;

export const administrationApi = {
  accounts: async (signal?: AbortSignal): Promise<AccountView[]> =>
    (await http.get<{ items: AccountView[] }>('/api/accounts', signal ? { signal } : {})).items,
  setDisabled: (id: string, disabled: boolean): Promise<AccountView> =>
    http.put(`${account(id)}/disabled`, { disabled }),
  unlock: (id: string): Promise<void> => http.post(`${account(id)}/unlock`, {}),
  resetPassword: (id: string): Promise<{ initialPassword: string }> => http.post(`${account(id)}/password`, {}),
  audit: async (
    query: { before?: number; size: number; action?: string; by?: string },
    signal?: AbortSignal,
  ): Promise<AuditItem[]> =>
    (await http.get<{ items: AuditItem[] }>('/api/audit', { query: { ...query }, ...(signal ? { signal } : {}) }))
      .items,
  verify: (): Promise<AuditVerification> => http.get('/api/audit/verification'),
};
