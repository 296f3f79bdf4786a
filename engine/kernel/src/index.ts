export * from './columns.js';
export * from './entities.js';
