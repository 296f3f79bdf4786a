export * from './clock.js';
export * from './reload.js';
export * from './with-engine.js';
