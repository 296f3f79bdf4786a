import { z } from 'zod';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { failingAs } from '../http/errors.js';
import { get, param, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { text, variablesSchema } from '../http/schemas.js';
import { listRoutes } from '../query/list-routes.js';
import { executionFields } from '../query/runtime.js';
import { variableRoutes } from './variables.js';
import { NotFoundError } from '@anliu/engine-protocol';
import { eventSubscriptionDto, executionDto, incidentDto } from '../schema/index.js';

const variablesBody = z.object({ variables: variablesSchema });
const incidentSchema = z.object({
  incidentType: z.string().min(1),
  configuration: text,
  message: text,
});

export function executionRoutes({ runtime, incidents }: ProcessEngine): Route[] {
  return [
    ...listRoutes('/execution', {
      row: executionDto,
      fields: executionFields,
      list: runtime.listExecutions,
      count: runtime.countExecutions,
    }),
    get('/execution/:id', { summary: 'One execution', answer: executionDto }, async (request) =>
      json(await runtime.getExecution(param(request, 'id'))),
    ),
    post(
      '/execution/:id/signal',
      { summary: 'Continues a waiting execution', body: variablesBody, answer: 'none' },
      async (request) => {
        const id = param(request, 'id');
        await failingAs(`Cannot signal execution ${id}`, async () => {
          const { variables } = await request.body();
          await runtime.signalExecution(id, variables);
        });
        return empty;
      },
    ),
    get(
      '/execution/:id/messageSubscriptions/:messageName',
      { summary: 'Message subscription of an execution', answer: eventSubscriptionDto },
      async (request) => {
        const [executionId, eventName] = [param(request, 'id'), param(request, 'messageName')];
        const [subscription] = await runtime.listEventSubscriptions({ executionId, eventName, eventType: 'message' });
        if (!subscription)
          throw new NotFoundError(
            `Message event subscription for execution ${executionId} named ${eventName} does not exist`,
          );
        return json(subscription);
      },
    ),
    post(
      '/execution/:id/messageSubscriptions/:messageName/trigger',
      { summary: 'Triggers a message subscription', body: variablesBody, answer: 'none' },
      async (request) => {
        const [id, name] = [param(request, 'id'), param(request, 'messageName')];
        await failingAs(`Cannot trigger message ${name} for execution ${id}`, async () => {
          const { variables } = await request.body();
          await runtime.triggerMessage(id, name, variables);
        });
        return empty;
      },
    ),
    post(
      '/execution/:id/create-incident',
      { summary: 'Creates an incident of a custom type', body: incidentSchema, answer: incidentDto },
      async (request) => json(await incidents.create(param(request, 'id'), await request.body())),
    ),
    ...variableRoutes('/execution/:id/localVariables', 'execution', runtime, true),
  ];
}
