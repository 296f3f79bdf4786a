/** What a plugin is given: everything it may use is reached over HTTP with this token. */
export interface PluginContext {
  /** Origin of the platform, e.g. `http://127.0.0.1:8080`; the engine's REST interface is below `/engine-rest`. */
  readonly baseUrl: string;
  /** Sent as `authorization: Bearer …`. */
  readonly token: string;
  readonly log: PluginLog;
}

export interface PluginLog {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** A connector that can be removed: it works on external tasks and imports no module. */
export interface Plugin {
  readonly name: string;
  start(): Promise<void> | void;
  stop(): Promise<void> | void;
}

/** What every package below `plugins/` exports as `createPlugin`. */
export type CreatePlugin = (context: PluginContext) => Plugin | Promise<Plugin>;
