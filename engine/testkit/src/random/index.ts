export * from './batch.js';
export * from './generate.js';
export * from './run.js';
export * from './shrink.js';
export * from './xml.js';
export type { Process } from './blocks.js';
