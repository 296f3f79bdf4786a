import { z } from 'zod';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { bytes, empty, json } from '../http/answer.js';
import { selfLink } from '../http/links.js';
import { del, get, param, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { text } from '../http/schemas.js';
import { unknownAs } from '../http/unknown.js';
import { shownAttachmentDto, shownCommentDto } from '../schema/index.js';

const commentSchema = z.object({ message: z.string().min(1), processInstanceId: text });

const noTask = (id: string): string => `No task found for task id ${id}`;

/** Comments and attachments of a task. */
export function taskAttachmentRoutes({ tasks, comments }: ProcessEngine): Route[] {
  return [
    get('/task/:id/comment', { summary: 'Comments of a task', answer: z.array(shownCommentDto) }, async (request) =>
      json(await tasks.listComments(param(request, 'id'))),
    ),
    post(
      '/task/:id/comment/create',
      { summary: 'Adds a comment', body: commentSchema, answer: shownCommentDto },
      async (request) => {
        const { message, processInstanceId } = await request.body();
        const id = param(request, 'id');
        const comment = await unknownAs({ status: 400, message: noTask(id) }, () =>
          tasks.addComment(id, message, processInstanceId),
        );
        return json({ ...comment, links: [selfLink(request.raw, 'task', `/task/${id}/comment/${comment.id}`)] });
      },
    ),
    get(
      '/task/:id/comment/:commentId',
      { summary: 'One comment of a task', answer: shownCommentDto },
      async (request) => json(await tasks.getComment(param(request, 'id'), param(request, 'commentId'))),
    ),
    del('/task/:id/comment/:commentId', { summary: 'Deletes a comment', answer: 'none' }, async (request) => {
      await comments.delete({ taskId: param(request, 'id') }, param(request, 'commentId'));
      return empty;
    }),
    del('/task/:id/comment', { summary: 'Deletes all comments of a task', answer: 'none' }, async (request) => {
      await comments.delete({ taskId: param(request, 'id') });
      return empty;
    }),
    get(
      '/task/:id/attachment',
      { summary: 'Attachments of a task', answer: z.array(shownAttachmentDto) },
      async (request) => json(await tasks.listAttachments(param(request, 'id'))),
    ),
    post(
      '/task/:id/attachment/create',
      {
        summary: 'Attaches a file or a link',
        parts: {
          'attachment-name': 'text',
          'attachment-description': 'text',
          'attachment-type': 'text',
          url: 'text',
          content: 'file',
        },
        answer: shownAttachmentDto,
      },
      async (request) => {
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
        const at = `/task/${param(request, 'id')}/attachment/${attachment.id}`;
        return json({ ...attachment, links: [selfLink(request.raw, 'task', at)] });
      },
    ),
    get(
      '/task/:id/attachment/:attachmentId/data',
      { summary: 'Content of an attachment', answer: 'bytes' },
      async (request) =>
        bytes(
          await tasks.getAttachmentData(param(request, 'id'), param(request, 'attachmentId')),
          'application/octet-stream',
        ),
    ),
    get(
      '/task/:id/attachment/:attachmentId',
      { summary: 'One attachment', answer: shownAttachmentDto },
      async (request) => json(await tasks.getAttachment(param(request, 'id'), param(request, 'attachmentId'))),
    ),
    del('/task/:id/attachment/:attachmentId', { summary: 'Deletes an attachment', answer: 'none' }, async (request) => {
      await tasks.deleteAttachment(param(request, 'id'), param(request, 'attachmentId'));
      return empty;
    }),
  ];
}
