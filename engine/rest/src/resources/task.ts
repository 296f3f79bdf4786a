import { z } from 'zod';
import type { ProcessEngine, TaskCreateInput } from '@anliu/engine-protocol';
import { BadUserRequestError, InvalidRequestError, NotFoundError, RestError } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { failingAs, invalidAs } from '../http/errors.js';
import { del, get, param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { delegationState, present, text, variablesSchema } from '../http/schemas.js';
import { namedIn, shownForm, shownTask } from '../http/shown.js';
import { notFoundByEngine, nullValue, unknownAs, whereFound } from '../http/unknown.js';
import type { UnknownAnswer } from '../http/unknown.js';
import { taskListRoutes } from './task-list.js';
import { taskAttachmentRoutes } from './task-attachment.js';
import { variableRoutes } from './variables.js';
import {
  identityLinkDto,
  shownFormDto,
  shownTaskDto,
  taskCountByCandidateGroupDto,
  variableMap,
} from '../schema/index.js';

const userSchema = z.object({ userId: z.string().nullish() });
const completeSchema = z.object({
  variables: variablesSchema,
  withVariablesInReturn: z.boolean().exactOptional(),
});
const variablesBody = z.object({ variables: variablesSchema });
const bpmnErrorSchema = z.object({ errorCode: text, errorMessage: text, variables: variablesSchema });
const escalationSchema = z.object({ escalationCode: text, variables: variablesSchema });
const linkSchema = z.object({ userId: text, groupId: text, type: z.string().min(1) });
// Clients send back the whole TaskDto they read, so read-only fields are dropped, not refused.
const taskSchema = z.object({
  id: z.string().exactOptional(),
  name: text,
  description: text,
  assignee: text,
  owner: text,
  due: text,
  followUp: text,
  priority: z.number().int().nullable().exactOptional(),
  delegationState: delegationState.nullable().exactOptional(),
  parentTaskId: text,
  caseInstanceId: text,
  tenantId: text,
});

const noTask = (id: string): string => `No matching task with id ${id}`;

/** Camunda keeps 404 and 400 of these two commands; everything else is a failure. */
async function thrownInto<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (NotFoundError.isInstance(error)) throw new RestError(error.message, 404, { cause: error });
    if (BadUserRequestError.isInstance(error)) throw new RestError(error.message, 400, { cause: error });
    throw error;
  }
}

export function taskRoutes(engine: ProcessEngine): Route[] {
  const { tasks } = engine;
  const command = (
    path: string,
    summary: string,
    unknown: UnknownAnswer,
    run: (id: string, userId: string | null) => Promise<void>,
  ): Route =>
    post(path, { summary, body: userSchema, answer: 'none' }, async (request) => {
      const { userId } = await request.body();
      await unknownAs(unknown, () => run(param(request, 'id'), userId ?? null));
      return empty;
    });
  return [
    post(
      '/task/create',
      { summary: 'Creates a task of its own', body: taskSchema, answer: 'none' },
      async (request) => {
        await failingAs('Could not save task', async () =>
          tasks.create(present(await request.body()) as TaskCreateInput),
        );
        return empty;
      },
    ),
    ...taskListRoutes(engine),
    get(
      '/task/report/candidate-group-count',
      { summary: 'Open tasks per candidate group', answer: z.array(taskCountByCandidateGroupDto) },
      async () => json(await tasks.countByCandidateGroup()),
    ),
    get('/task/:id', { summary: 'One task', answer: shownTaskDto }, async (request) =>
      json(shownTask(await tasks.get(param(request, 'id')))),
    ),
    put('/task/:id', { summary: 'Updates a task', body: taskSchema, answer: 'none' }, async (request) => {
      const { id: _id, ...input } = await request.body();
      const id = param(request, 'id');
      await unknownAs({ status: 404, type: 'InvalidRequestException', message: noTask(id) }, () =>
        tasks.update(id, input),
      );
      return empty;
    }),
    del('/task/:id', { summary: 'Deletes a task of its own', answer: 'none' }, async (request) => {
      const id = param(request, 'id');
      await failingAs(`Could not delete task`, () => whereFound(() => tasks.delete(id)));
      return empty;
    }),
    command('/task/:id/claim', 'Claims a task for a user', nullValue(), (id, userId) =>
      userId === null ? tasks.setAssignee(id, null) : tasks.claim(id, userId),
    ),
    command('/task/:id/unclaim', 'Gives a task back', notFoundByEngine, (id) => tasks.unclaim(id)),
    command('/task/:id/assignee', 'Sets the assignee of a task', notFoundByEngine, (id, userId) =>
      tasks.setAssignee(id, userId),
    ),
    command('/task/:id/delegate', 'Delegates a task to a user', nullValue(), (id, userId) =>
      tasks.delegate(id, userId),
    ),
    post(
      '/task/:id/resolve',
      { summary: 'Resolves a delegated task', body: variablesBody, answer: 'none' },
      async (request) => {
        const id = param(request, 'id');
        const { variables } = await invalidAs(`Cannot resolve task ${id}`, () => request.body());
        await unknownAs(nullValue(), () => tasks.resolve(id, variables));
        return empty;
      },
    ),
    ...['complete', 'submit-form'].map((verb) =>
      post(
        `/task/:id/${verb}`,
        { summary: 'Completes a task', body: completeSchema, answer: ['none', variableMap] },
        (request) => {
          const id = param(request, 'id');
          const prefix = verb === 'complete' ? `Cannot complete task ${id}` : `Cannot submit task form ${id}`;
          return failingAs(prefix, async () => {
            const { variables, withVariablesInReturn } = await request.body();
            const returned = await tasks.complete(id, {
              ...(variables ? { variables } : {}),
              isForm: verb === 'submit-form',
              ...(withVariablesInReturn ? { withVariablesInReturn } : {}),
            });
            return withVariablesInReturn ? json(returned ?? {}) : empty;
          });
        },
      ),
    ),
    post(
      '/task/:id/bpmnError',
      { summary: 'Reports a BPMN error', body: bpmnErrorSchema, answer: 'none' },
      async (request) => {
        const { errorCode, errorMessage, variables } = await request.body();
        if (!errorCode) throw new InvalidRequestError('Error code must not be null or empty');
        await thrownInto(() =>
          tasks.handleBpmnError(param(request, 'id'), {
            errorCode,
            errorMessage: errorMessage ?? null,
            ...(variables ? { variables } : {}),
          }),
        );
        return empty;
      },
    ),
    post(
      '/task/:id/bpmnEscalation',
      { summary: 'Reports an escalation', body: escalationSchema, answer: 'none' },
      async (request) => {
        const { escalationCode, variables } = await request.body();
        if (!escalationCode) throw new InvalidRequestError('Escalation code must not be null or empty');
        await thrownInto(() =>
          tasks.handleEscalation(param(request, 'id'), { escalationCode, ...(variables ? { variables } : {}) }),
        );
        return empty;
      },
    ),
    get('/task/:id/form', { summary: 'Form reference of a task', answer: shownFormDto }, async (request) =>
      json(shownForm(await tasks.getForm(param(request, 'id')), `/task/${param(request, 'id')}`)),
    ),
    get(
      '/task/:id/form-variables',
      {
        summary: 'Variables of the form of a task',
        query: { variableNames: 'texts', deserializeValues: 'flag' },
        answer: variableMap,
      },
      async (request) => json(namedIn(request.query, await tasks.getFormVariables(param(request, 'id')))),
    ),
    get(
      '/task/:id/identity-links',
      { summary: 'Identity links of a task', query: { type: 'text' }, answer: z.array(identityLinkDto) },
      async (request) =>
        json(
          await unknownAs(nullValue(`Cannot find task with id ${param(request, 'id')}: task is null`), () =>
            tasks.listIdentityLinks(param(request, 'id'), request.query.get('type') ?? undefined),
          ),
        ),
    ),
    post(
      '/task/:id/identity-links',
      { summary: 'Adds an identity link', body: linkSchema, answer: 'none' },
      async (request) => {
        const { userId = null, groupId = null, type } = await request.body();
        checkLink(userId, groupId);
        await unknownAs(notFoundByEngine, () => tasks.addIdentityLink(param(request, 'id'), { userId, groupId, type }));
        return empty;
      },
    ),
    post(
      '/task/:id/identity-links/delete',
      { summary: 'Removes an identity link', body: linkSchema, answer: 'none' },
      async (request) => {
        const { userId = null, groupId = null, type } = await request.body();
        checkLink(userId, groupId);
        await unknownAs(notFoundByEngine, () =>
          tasks.deleteIdentityLink(param(request, 'id'), { userId, groupId, type }),
        );
        return empty;
      },
    ),
    ...taskAttachmentRoutes(engine),
    ...variableRoutes('/task/:id/variables', 'task', tasks, false),
    ...variableRoutes('/task/:id/localVariables', 'task', tasks, true),
  ];
}

function checkLink(userId: string | null, groupId: string | null): void {
  if (userId !== null && groupId !== null)
    throw new InvalidRequestError('Identity Link requires userId or groupId, but not both.');
  if (userId === null && groupId === null) throw new InvalidRequestError('Identity Link requires userId or groupId.');
}
