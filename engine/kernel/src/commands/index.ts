export * from './executions.js';
export * from './external-tasks.js';
export * from './jobs.js';
export * from './messages.js';
export * from './modify.js';
export * from './tasks.js';
