import { askPlatform, externalTaskPlugin, type Plugin, type PluginContext } from '@anliu/plugin-sdk';

/**
 * Delivers notices: asks the platform to resolve receivers and text of the step and to put the notice into their station
 * messages. Delivery is idempotent by external task id, so a second try never tells twice.
 */
export const createPlugin = (context: PluginContext): Plugin =>
  externalTaskPlugin(context, {
    name: 'notification',
    topic: 'notify',
    async handle({ id }) {
      const { receivers } = await askPlatform<{ receivers?: number }>(context, '/api/worker/notices', {
        externalTaskId: id,
      });
      return { receivers: receivers ?? 0 };
    },
  });
