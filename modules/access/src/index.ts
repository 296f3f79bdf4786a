export { Access } from './service.js';
export type { AccessService, AuthenticatedSession, DataScope } from './service.js';
