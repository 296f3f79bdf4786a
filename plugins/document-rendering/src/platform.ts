import { askPlatform, type PluginContext } from '@anliu/plugin-sdk';

/** A document as the platform prepared it. */
export interface PreparedDocument {
  readonly id: string;
  readonly title: string;
  readonly number?: string;
  readonly state: 'draft' | 'issued' | 'void';
  readonly html: string;
  readonly preparedAt: string;
}

/** Asks for the document of an external task: numbered and merged, the same one however often it is asked for. */
export const prepare = (context: PluginContext, externalTaskId: string): Promise<PreparedDocument> =>
  askPlatform(context, '/api/worker/documents', { externalTaskId });

/** Hands the PDF in; with that the document is issued. */
export async function handIn(context: PluginContext, id: string, pdf: Uint8Array): Promise<void> {
  const form = new FormData();
  form.append('pdf', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), `${id}.pdf`);
  await askPlatform(context, `/api/worker/documents/${encodeURIComponent(id)}/pdf`, form);
}
