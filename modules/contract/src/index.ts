export * from './error.js';
export * from './session.js';
export * from './clock.js';
export * from './task.js';
export * from './case.js';
export * from './enterprise.js';
export * from './pack.js';
export * from './events.js';
