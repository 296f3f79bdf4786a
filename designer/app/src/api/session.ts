import type { LoginRequest, SessionInfo } from '@anliu/contract';
import { http } from './http.js';

export const sessionApi = {
  current: (): Promise<SessionInfo> => http.get('/api/session', { anonymous: true }),
  login: (request: LoginRequest): Promise<SessionInfo> => http.post('/api/session', request, { anonymous: true }),
  logout: (): Promise<void> => http.delete('/api/session', { anonymous: true }),
  actAs: (post: string): Promise<SessionInfo> => http.put('/api/session/post', { post }),
  changePassword: (current: string, next: string): Promise<void> =>
    http.put('/api/session/password', { current, next }),
};
