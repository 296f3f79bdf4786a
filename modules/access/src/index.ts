export { createAccessModule } from './module.js';
export { Access } from './service.js';
export type { AccessService, AuthenticatedSession, DataScope, FirstAdministrator, SessionEnd } from './service.js';
export { DEVICE_COOKIE, SESSION_COOKIE } from './cookie.js';
export { PROFILE_IDS, PROFILES, type ProfileId, type SecurityProfile } from './domain/security-profile.js';
export { DEFAULT_POLICY, POST_GROUPS } from './domain/default-policy.js';
export { ADMIN_POSTS, postConflict } from './domain/separation.js';
export { DEMO_PASSWORD_FILE } from './demo/demo-accounts.js';
