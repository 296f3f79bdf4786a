export { createAccessModule } from './module.js';
export { Access } from './service.js';
export type { AccessService, AuthenticatedSession, DataScope, SessionEnd } from './service.js';
export { SESSION_COOKIE } from './cookie.js';
export { DEFAULT_POLICY, POST_GROUPS } from './domain/default-policy.js';
export { ADMIN_POSTS, postConflict } from './domain/separation.js';
export { DEMO_PASSWORD_FILE } from './demo/demo-accounts.js';
