import { z } from 'zod';
import type { CommentOwner, ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { del, get, param, put } from '../http/route.js';
import type { RestRequest, Route } from '../http/route.js';
import { text } from '../http/schemas.js';
import { shownCommentDto } from '../schema/index.js';

/** Clients send back the whole comment they read. */
const updateSchema = z.object({ id: z.string().min(1), message: z.string().min(1), processInstanceId: text });

/** Comments of process instances, and changing those of tasks. */
export function commentRoutes({ comments }: ProcessEngine): Route[] {
  type WithParams = Pick<RestRequest<unknown>, 'params'>;
  const update = (path: string, ownerOf: (request: WithParams) => CommentOwner): Route =>
    put(path, { summary: 'Changes a comment', body: updateSchema, answer: 'none' }, async (request) => {
      const { id, message } = await request.body();
      await comments.update(ownerOf(request), id, message);
      return empty;
    });
  const ofInstance = (request: WithParams) => ({ processInstanceId: param(request, 'id') });
  const path = '/process-instance/:id/comment';
  return [
    update('/task/:id/comment', (request) => ({ taskId: param(request, 'id') })),
    get(path, { summary: 'Comments of an instance', answer: z.array(shownCommentDto) }, async (request) =>
      json(await comments.listOfProcessInstance(param(request, 'id'))),
    ),
    update(path, ofInstance),
    del(path, { summary: 'Deletes all comments of an instance', answer: 'none' }, async (request) => {
      await comments.delete(ofInstance(request));
      return empty;
    }),
    del(`${path}/:commentId`, { summary: 'Deletes a comment of an instance', answer: 'none' }, async (request) => {
      await comments.delete(ofInstance(request), param(request, 'commentId'));
      return empty;
    }),
  ];
}
