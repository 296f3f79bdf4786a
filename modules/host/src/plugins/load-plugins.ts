import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from '@anliu/kit';
import type { CreatePlugin, Plugin, PluginContext } from '@anliu/plugin-sdk';

const PLUGIN_FOLDER = fileURLToPath(new URL('../../../../plugins/', import.meta.url));
/** Milliseconds a plugin may take to finish what it is doing. */
const PLUGIN_STOP_MS = 5_000;

/** What the host gives to all plugins, and to each a token of its own. */
export interface PluginEnvironment extends Omit<PluginContext, 'token'> {
  readonly tokenOf: (plugin: string) => string;
}

export interface RunningPlugins {
  readonly names: readonly string[];
  stop(): Promise<void>;
}

/** Starts every plugin found beside the modules. A plugin that fails is named in the log and left out; the platform runs without it. */
export async function startPlugins(
  { tokenOf, ...context }: PluginEnvironment,
  disabled: readonly string[],
  folder: string = PLUGIN_FOLDER,
): Promise<RunningPlugins> {
  const running: Plugin[] = [];
  for (const name of packagesIn(folder)) {
    if (disabled.includes(name)) continue;
    try {
      const loaded = (await import(name)) as { createPlugin?: CreatePlugin };
      if (typeof loaded.createPlugin !== 'function') {
        context.log.warn('plugin has no createPlugin and is left out', { plugin: name });
        continue;
      }
      const plugin = await loaded.createPlugin({ ...context, token: tokenOf(name.replace(/^.*\//, '')) });
      await plugin.start();
      running.push(plugin);
      context.log.info('plugin started', { plugin: plugin.name });
    } catch (error) {
      context.log.error('plugin could not be started and is left out', { plugin: name, error });
    }
  }
  return {
    names: running.map((plugin) => plugin.name),
    async stop() {
      await Promise.all(running.map((plugin) => stopInTime(plugin, context.log)));
    },
  };
}

function packagesIn(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return (
    fs
      .readdirSync(folder)
      .sort()
      .map((name) => path.join(folder, name, 'package.json'))
      .filter((file) => fs.existsSync(file))
      .map((file) => JSON.parse(fs.readFileSync(file, 'utf8')) as { name: string; anliu?: { plugin?: boolean } })
      // What plugins share stands beside them and says that it is none.
      .filter(({ anliu }) => anliu?.plugin !== false)
      .map(({ name }) => name)
  );
}

async function stopInTime(plugin: Plugin, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), PLUGIN_STOP_MS);
  });
  try {
    const result = await Promise.race([Promise.resolve(plugin.stop()), late]);
    if (result === 'late') log.warn('plugin did not stop in time', { plugin: plugin.name });
  } catch (error) {
    log.warn('plugin failed while stopping', { plugin: plugin.name, error });
  } finally {
    clearTimeout(timer);
  }
}
