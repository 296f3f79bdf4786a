import { z } from 'zod';
import { InvalidRequestError, MismatchingMessageCorrelationError, RestError } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { flag, present, text, variablesSchema } from '../http/schemas.js';
import { shownInstance } from '../http/shown.js';
import { listRoutes } from '../query/list-routes.js';
import { eventSubscriptionFields } from '../query/runtime.js';
import { eventSubscriptionDto, shownCorrelationDto, shownInstanceDto } from '../schema/index.js';

const messageSchema = z.object({
  messageName: text,
  businessKey: text,
  tenantId: text,
  withoutTenantId: flag,
  processInstanceId: text,
  correlationKeys: variablesSchema,
  localCorrelationKeys: variablesSchema,
  processVariables: variablesSchema,
  processVariablesLocal: variablesSchema,
  processVariablesToTriggeredScope: variablesSchema,
  all: flag,
  resultEnabled: flag,
  variablesInResultEnabled: flag,
});
const signalSchema = z.object({
  name: text,
  executionId: text,
  variables: variablesSchema,
  tenantId: text,
  withoutTenantId: flag,
});
const conditionSchema = z.object({
  variables: variablesSchema,
  businessKey: text,
  processDefinitionId: text,
  tenantId: text,
  withoutTenantId: flag,
});

/** Messages, signals, conditions, and who waits for them. */
export function eventRoutes({ runtime }: ProcessEngine): Route[] {
  return [
    post(
      '/message',
      { summary: 'Correlates a message', body: messageSchema, answer: ['none', z.array(shownCorrelationDto)] },
      async (request) => {
        const { messageName, resultEnabled, ...input } = await request.body();
        if (!messageName) throw new InvalidRequestError('No message name supplied');
        if (input.tenantId && input.withoutTenantId)
          throw new InvalidRequestError(
            "Parameter 'tenantId' cannot be used together with parameter 'withoutTenantId'.",
          );
        if (input.variablesInResultEnabled && !resultEnabled)
          throw new InvalidRequestError(
            "Parameter 'variablesInResultEnabled' cannot be used without 'resultEnabled' set to true",
          );
        try {
          const results = await runtime.correlateMessage({ messageName, ...present(input) });
          if (!resultEnabled) return empty;
          return json(
            results.map((result) => ({
              ...result,
              processInstance: result.processInstance && shownInstance(result.processInstance),
            })),
          );
        } catch (error) {
          if (!MismatchingMessageCorrelationError.isInstance(error)) throw error;
          throw new RestError(error.message, 400, { cause: error });
        }
      },
    ),
    post('/signal', { summary: 'Throws a signal', body: signalSchema, answer: 'none' }, async (request) => {
      const { name, ...input } = await request.body();
      if (!name) throw new InvalidRequestError('No signal name given');
      await runtime.broadcastSignal({ name, ...present(input) });
      return empty;
    }),
    post(
      '/condition',
      {
        summary: 'Starts instances whose conditional start event is fulfilled',
        body: conditionSchema,
        answer: z.array(shownInstanceDto),
      },
      async (request) => {
        const input = await request.body();
        if (!input.variables || Object.keys(input.variables).length === 0)
          throw new InvalidRequestError('The variables cannot be empty.');
        return json((await runtime.evaluateConditions(present(input))).map(shownInstance));
      },
    ),
    ...listRoutes('/event-subscription', {
      row: eventSubscriptionDto,
      fields: eventSubscriptionFields,
      list: runtime.listEventSubscriptions,
      count: runtime.countEventSubscriptions,
    }),
  ];
}
