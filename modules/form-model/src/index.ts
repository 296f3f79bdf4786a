export type * from './form.js';
export type * from './compiled.js';
export * from './limits.js';
