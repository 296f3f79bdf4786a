export { coverageOf, coveragePage } from './coverage/coverage.js';
export type { Coverage } from './coverage/coverage.js';
export * from './limits.js';
export { engineOperations } from './resources/index.js';
export { DEFAULT_PREFIX, engineRestApp, engineRestRouter } from './router.js';
export type { EngineRestOptions, OperationAnswer, OperationCall } from './router.js';
export type { Declaration, Method, Route, Shown } from './http/route.js';
export { openApiDocument, tagOf, templateOf } from './openapi/document.js';
export type { OpenApiDocument } from './openapi/document.js';
