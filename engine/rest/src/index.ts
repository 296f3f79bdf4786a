export * from './limits.js';
export { engineOperations } from './resources/index.js';
export { DEFAULT_PREFIX, engineRestApp, engineRestRouter } from './router.js';
export type { EngineRestOptions, OperationCall } from './router.js';
export type { Method, Route } from './http/route.js';
