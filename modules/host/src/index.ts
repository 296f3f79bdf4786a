export { createHost, type Host, type HostConfig } from './host.js';
export { VirtualClock, durationMs } from './clock/virtual-clock.js';
export { AuditCutError, AuditLog, type AuditVerdict } from './audit/audit-log.js';
export { checkRoutes, BootError } from './http/check-routes.js';
export { IdempotencyStore } from './idempotency/idempotency-store.js';
export { addWorkerToken, listWorkerTokens, revokeWorkerToken, type WorkerToken } from './workers/worker-tokens.js';
export { VERBS, type Verb } from './workers/verbs.js';
