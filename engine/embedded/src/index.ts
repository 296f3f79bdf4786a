export { createEmbeddedEngine } from './engine.js';
export type { EmbeddedEngine, EmbeddedEngineOptions } from './engine.js';
export * as embeddedLimits from './limits.js';
