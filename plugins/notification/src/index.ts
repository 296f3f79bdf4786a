export { createPlugin, TOPIC } from './plugin.js';
export type { Plugin, PluginOptions } from './plugin.js';
