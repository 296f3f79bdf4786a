export * from './clock.js';
export * from './random/index.js';
export * from './reload.js';
export * from './telling.js';
export * from './with-engine.js';
