import { z } from 'zod';
import { InvalidRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { ProcessEngine, ProcessInstanceSelector } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { checkedInstructions, instructionSchema } from '../http/instructions.js';
import { del, flag, get, param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { flag as flagField, present, suspended, text, texts } from '../http/schemas.js';
import { shownInstance } from '../http/shown.js';
import { whereFound } from '../http/unknown.js';
import { listRoutes } from '../query/list-routes.js';
import { processInstanceFields } from '../query/runtime.js';
import { variableRoutes } from './variables.js';
import { activityInstanceDto, shownInstanceDto } from '../schema/index.js';

export const modificationSchema = z.object({
  instructions: z.array(instructionSchema).nullish(),
  skipCustomListeners: flagField,
  skipIoMappings: flagField,
  annotation: text,
});
const suspendSchema = z.object({
  suspended,
  processInstanceIds: texts.nullish(),
  processDefinitionId: text,
  processDefinitionKey: text,
  processDefinitionTenantId: text,
});

export function processInstanceRoutes({ runtime }: ProcessEngine): Route[] {
  return [
    put(
      '/process-instance/suspended',
      { summary: 'Suspends or activates instances', body: suspendSchema, answer: 'none' },
      async (request) => {
        const { suspended: isSuspended, ...by } = await request.body();
        const selector: ProcessInstanceSelector | undefined = by.processInstanceIds
          ? { processInstanceIds: by.processInstanceIds }
          : by.processDefinitionId
            ? { processDefinitionId: by.processDefinitionId }
            : by.processDefinitionKey
              ? { processDefinitionKey: by.processDefinitionKey, tenantId: by.processDefinitionTenantId ?? null }
              : undefined;
        if (!selector)
          throw new InvalidRequestError(
            'Either processDefinitionId or processDefinitionKey should be set to update the suspension state.',
          );
        await runtime.setProcessInstanceSuspended(selector, isSuspended);
        return empty;
      },
    ),
    ...listRoutes('/process-instance', {
      row: shownInstanceDto,
      fields: processInstanceFields,
      list: runtime.listProcessInstances,
      count: runtime.countProcessInstances,
      show: shownInstance,
    }),
    get('/process-instance/:id', { summary: 'One process instance', answer: shownInstanceDto }, async (request) => {
      const id = param(request, 'id');
      return json(shownInstance(await runtime.getProcessInstance(id)));
    }),
    del(
      '/process-instance/:id',
      {
        summary: 'Deletes a running instance',
        query: {
          skipCustomListeners: 'flag',
          skipIoMappings: 'flag',
          skipSubprocesses: 'flag',
          failIfNotExists: 'flag',
          deleteReason: 'text',
        },
        answer: 'none',
      },
      async (request) => {
        const id = param(request, 'id');
        try {
          await runtime.deleteProcessInstance(id, {
            deleteReason: request.query.get('deleteReason'),
            skipCustomListeners: flag(request, 'skipCustomListeners'),
            skipIoMappings: flag(request, 'skipIoMappings'),
            skipSubprocesses: flag(request, 'skipSubprocesses'),
          });
        } catch (error) {
          if (!NotFoundError.isInstance(error)) throw error;
          if (request.query.get('failIfNotExists') === 'false') return empty;
          throw new NotFoundError(`No process instance found for id '${id}': processInstance is null`, {
            cause: error,
          });
        }
        return empty;
      },
    ),
    get(
      '/process-instance/:id/activity-instances',
      { summary: 'The tree of activity instances', answer: activityInstanceDto },
      async (request) => json(await runtime.getActivityInstances(param(request, 'id'))),
    ),
    put(
      '/process-instance/:id/suspended',
      {
        summary: 'Suspends or activates an instance',
        body: z.object({ suspended }),
        answer: 'none',
      },
      async (request) => {
        const { suspended: isSuspended } = await request.body();
        await whereFound(() =>
          runtime.setProcessInstanceSuspended({ processInstanceId: param(request, 'id') }, isSuspended),
        );
        return empty;
      },
    ),
    post(
      '/process-instance/:id/modification',
      { summary: 'Modifies a running instance', body: modificationSchema, answer: 'none' },
      async (request) => {
        const { instructions, ...options } = await request.body();
        // Without instructions nothing happens, as in Camunda.
        if (instructions && instructions.length > 0)
          await runtime.modifyProcessInstance(param(request, 'id'), {
            instructions: checkedInstructions(instructions),
            ...present(options),
          });
        return empty;
      },
    ),
    ...variableRoutes('/process-instance/:id/variables', 'process instance', runtime, false),
  ];
}
