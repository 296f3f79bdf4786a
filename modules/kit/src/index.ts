export * from './errors.js';
export * from './services.js';
export * from './principal.js';
export * from './route.js';
export * from './platform.js';
export * from './idempotency.js';
export * from './proposals.js';
