export { createHazardModule } from './module.js';
export * from './checks.js';
