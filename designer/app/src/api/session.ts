import type {
  LoginRequest,
  RegionRef,
  SessionInfo,
  SetupChoices,
  SetupRequest,
  SetupResult,
  Welcome,
} from '@anliu/contract';
import { http } from './http.js';

const ANONYMOUS = { anonymous: true } as const;

export const sessionApi = {
  current: (): Promise<SessionInfo> => http.get('/api/session', ANONYMOUS),
  login: (request: LoginRequest): Promise<SessionInfo> => http.post('/api/session', request, ANONYMOUS),
  tryOut: (login: string): Promise<SessionInfo> => http.post('/api/session/demonstration', { login }, ANONYMOUS),
  recover: (login: string, code: string, next: string): Promise<SessionInfo> =>
    http.post('/api/session/recovery', { login, code, next }, ANONYMOUS),
  logout: (): Promise<void> => http.delete('/api/session', ANONYMOUS),
  actAs: (post: string): Promise<SessionInfo> => http.put('/api/session/post', { post }),
  changePassword: (current: string, next: string): Promise<void> =>
    http.put('/api/session/password', { current, next }),
  offerSecondFactor: (password: string): Promise<{ secret: string; uri: string }> =>
    http.post('/api/session/second-factor', { password }),
  confirmSecondFactor: (code: string): Promise<void> => http.put('/api/session/second-factor', { code }),
};

/** What is open before anybody can log in. */
export const setupApi = {
  welcome: (): Promise<Welcome> => http.get('/api/welcome', ANONYMOUS),
  choices: (): Promise<SetupChoices> => http.get('/api/setup', ANONYMOUS),
  regions: (parent: string): Promise<RegionRef[]> =>
    http.get('/api/setup/regions', { ...ANONYMOUS, query: { parent } }),
  run: (request: SetupRequest): Promise<SetupResult> => http.post('/api/setup', request, ANONYMOUS),
};
