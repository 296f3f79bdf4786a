export { askPlatform, REQUEST_TIMEOUT_MS } from './ask-platform.js';
export type { CreatePlugin, Plugin, PluginContext, PluginLog } from './contract.js';
export { externalTaskPlugin, LOCK_MS, RETRIES, type ExternalTaskWork } from './external-task-plugin.js';
