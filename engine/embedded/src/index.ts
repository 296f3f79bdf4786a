export { createEmbeddedEngine, ENGINE_DATABASE } from './engine.js';
export type { DatabaseSnapshot, EngineFile } from './database-file.js';
export type { EmbeddedEngine, EmbeddedEngineOptions } from './engine.js';
export * as embeddedLimits from './limits.js';
