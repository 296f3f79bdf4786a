import { externalTaskPlugin, type Plugin, type PluginContext } from '@anliu/plugin-sdk';
import { handIn, prepare } from './platform.js';
import { RenderThread } from './render-thread.js';

/**
 * Makes documents: asks the platform for the numbered, merged text, sets it as a PDF and hands it in. Every step gives the same result
 * when it is repeated, so a worker that dies anywhere in between leaves nothing twice.
 */
export const createPlugin = (context: PluginContext): Plugin => {
  const thread = new RenderThread();
  return externalTaskPlugin(context, {
    name: 'document-rendering',
    topic: 'document.render',
    async handle({ id }) {
      const document = await prepare(context, id!);
      if (document.state === 'draft') {
        const title = document.number ? `${document.title} ${document.number}` : document.title;
        const pdf = await thread.render(document.html, { title, date: new Date(document.preparedAt) });
        await handIn(context, document.id, pdf);
      }
      return { document: document.id };
    },
    close: () => thread.close(),
  });
};
