export { createPlugin } from './plugin.js';
