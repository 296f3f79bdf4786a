export { DEFAULT_DATA_DIR, DEFAULT_PORT, UsageError, readArguments } from './arguments.js';
export { main } from './main.js';
export { CLOSE_GRACE_MS, startStandalone } from './server.js';
export type { Standalone, StandaloneOptions } from './server.js';
