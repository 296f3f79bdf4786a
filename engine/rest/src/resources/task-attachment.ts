import { z } from 'zod';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { bytes, empty, json } from '../http/answer.js';
import { del, get, param, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { text } from '../http/schemas.js';

const commentSchema = z.strictObject({ message: z.string().min(1), processInstanceId: text });

/** Comments and attachments of a task. */
export function taskAttachmentRoutes({ tasks }: ProcessEngine): Route[] {
  return [
    get('/task/:id/comment', async (request) => json(await tasks.listComments(param(request, 'id')))),
    post('/task/:id/comment/create', async (request) => {
      const { message, processInstanceId } = await request.body(commentSchema);
      const id = param(request, 'id');
      const comment = await tasks.addComment(id, message, processInstanceId);
      return json({ links: [], ...comment });
    }),
    get('/task/:id/comment/:commentId', async (request) =>
      json(await tasks.getComment(param(request, 'id'), param(request, 'commentId'))),
    ),
    del('/task/:id/comment/:commentId', async (request) => {
      await tasks.deleteComment(param(request, 'id'), param(request, 'commentId'));
      return empty;
    }),
    del('/task/:id/comment', async (request) => {
      await tasks.deleteComment(param(request, 'id'));
      return empty;
    }),
    get('/task/:id/attachment', async (request) => json(await tasks.listAttachments(param(request, 'id')))),
    post('/task/:id/attachment/create', async (request) => {
      const { fields, files } = await request.multipart();
      const field = (name: string): string | null => fields.get(name) ?? null;
      const [file] = files;
      const attachment = await tasks.addAttachment(param(request, 'id'), {
        name: field('attachment-name'),
        description: field('attachment-description'),
        type: field('attachment-type'),
        url: field('url'),
        ...(file ? { content: file.bytes } : {}),
      });
      return json({ links: [], ...attachment });
    }),
    get('/task/:id/attachment/:attachmentId/data', async (request) =>
      bytes(
        await tasks.getAttachmentData(param(request, 'id'), param(request, 'attachmentId')),
        'application/octet-stream',
      ),
    ),
    get('/task/:id/attachment/:attachmentId', async (request) =>
      json(await tasks.getAttachment(param(request, 'id'), param(request, 'attachmentId'))),
    ),
    del('/task/:id/attachment/:attachmentId', async (request) => {
      await tasks.deleteAttachment(param(request, 'id'), param(request, 'attachmentId'));
      return empty;
    }),
  ];
}
