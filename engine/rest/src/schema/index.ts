export * from './common.js';
export * from './external-task.js';
export * from './history.js';
export * from './job.js';
export * from './repository.js';
export * from './runtime.js';
export * from './shown.js';
export * from './task.js';
