export { createChecksModule } from './module.js';
