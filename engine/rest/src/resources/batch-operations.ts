import { z } from 'zod';
import { InvalidRequestError } from '@anliu/engine-protocol';
import type { ProcessEngine, ChosenInstances } from '@anliu/engine-protocol';
import { empty } from '../http/answer.js';
import { asInvalidRequest, startedBatch } from '../http/batch-answer.js';
import { checkedInstructions } from '../http/instructions.js';
import { param, post, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { flag, present, text, texts, variablesSchema } from '../http/schemas.js';
import { externalTaskQuery, jobQuery, selectionFields } from '../query/selections.js';
import { batchDto } from '../schema/index.js';
import { manyModificationInput, manyModificationSchema } from './modification.js';
import { modificationSchema } from './process-instance.js';

const deletion = z.object({
  ...selectionFields,
  deleteReason: text,
  skipCustomListeners: flag,
  skipSubprocesses: flag,
  skipIoMappings: flag,
});
const suspension = z.object({ ...selectionFields, suspended: z.boolean() });
const variables = z.object({ ...selectionFields, variables: variablesSchema });
const message = z.object({ ...selectionFields, messageName: text, variables: variablesSchema });
const retries = z.number({ error: 'The number of retries cannot be null.' }).int();
const dueDate = z.string().nullable().exactOptional();
const jobRetries = z.object({
  retries,
  dueDate,
  jobIds: texts.nullish(),
  jobQuery: jobQuery.nullish(),
});
const processJobRetries = z.object({
  retries,
  dueDate,
  processInstances: texts.nullish(),
  processInstanceQuery: selectionFields.processInstanceQuery,
  historicProcessInstanceQuery: selectionFields.historicProcessInstanceQuery,
});
const externalTaskRetries = z.object({
  ...selectionFields,
  retries,
  externalTaskIds: texts.nullish(),
  externalTaskQuery: externalTaskQuery.nullish(),
});

/** A null due date means "at once"; an absent one leaves it. */
const dueDateOf = (value: { dueDate?: string | null }) =>
  'dueDate' in value ? { dueDate: value.dueDate ?? null } : {};

const runtimeOnly = ({ historicProcessInstanceQuery: _, ...rest }: ChosenInstances): ChosenInstances => rest;
const historyOnly = ({ processInstanceQuery: _, ...rest }: ChosenInstances): ChosenInstances => rest;

/** Operations on many things: their answer is the batch that carries them out. */
export function batchOperationRoutes({ batches }: ProcessEngine): Route[] {
  const both = (run: (path: string, only: typeof runtimeOnly) => Route, path: string): Route[] => [
    run(path, runtimeOnly),
    run(`${path}-historic-query-based`, historyOnly),
  ];
  return [
    ...both(
      (path, only) =>
        post(
          path,
          { summary: 'Deletes running instances, as a batch', body: deletion, answer: batchDto },
          async (request) => {
            const { userId } = request;
            const { deleteReason, skipCustomListeners, skipSubprocesses, skipIoMappings, ...selection } = present(
              await request.body(),
            );
            const options = present({ deleteReason, skipCustomListeners, skipSubprocesses, skipIoMappings });
            return startedBatch(() => batches.deleteProcessInstances({ ...only(selection), ...options }, { userId }));
          },
        ),
      '/process-instance/delete',
    ),
    ...both(
      (path, only) =>
        post(
          path,
          {
            summary: 'Sets the retries of the jobs of instances, as a batch',
            body: processJobRetries,
            answer: batchDto,
          },
          async (request) => {
            const { userId } = request;
            const body = await request.body();
            const { retries: count, processInstances, processInstanceQuery, historicProcessInstanceQuery } = body;
            const selection = only(
              present({ processInstanceIds: processInstances, processInstanceQuery, historicProcessInstanceQuery }),
            );
            const input = { ...selection, retries: count, ...dueDateOf(body) };
            return startedBatch(() => batches.setJobRetriesByProcess(input, { userId }));
          },
        ),
      '/process-instance/job-retries',
    ),
    post(
      '/process-instance/suspended-async',
      { summary: 'Suspends or activates instances, as a batch', body: suspension, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const input = present(await request.body());
        return startedBatch(() => batches.suspendProcessInstances(input, { userId }));
      },
    ),
    post(
      '/process-instance/variables-async',
      { summary: 'Sets variables of instances, as a batch', body: variables, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const { variables: values, ...selection } = await request.body();
        if (values === undefined) throw new InvalidRequestError('variables is null');
        return startedBatch(() => batches.setVariables({ ...present(selection), variables: values }, { userId }));
      },
    ),
    post(
      '/process-instance/message-async',
      { summary: 'Correlates a message to instances, as a batch', body: message, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const input = present(await request.body());
        return startedBatch(() => batches.correlateMessage(input, { userId }));
      },
    ),
    post(
      '/process-instance/:id/modification-async',
      { summary: 'Modifies a running instance, as a batch', body: modificationSchema, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const { instructions, ...options } = await request.body();
        if (!instructions || instructions.length === 0)
          throw new InvalidRequestError('The provided modification instructions are invalid: there are none.');
        const input = { ...present(options), instructions: checkedInstructions(instructions) };
        return startedBatch(() => batches.modifyProcessInstance(param(request, 'id'), input, { userId }));
      },
    ),
    post(
      '/modification/executeAsync',
      { summary: 'Modifies instances of a definition, as a batch', body: manyModificationSchema, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const input = manyModificationInput(await request.body());
        return startedBatch(() => batches.modifyProcessInstances(input, { userId }));
      },
    ),
    post(
      '/job/retries',
      { summary: 'Sets the retries of jobs, as a batch', body: jobRetries, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const body = await request.body();
        const { jobIds, jobQuery: query } = body;
        const input = { ...present({ jobIds, jobQuery: query }), retries: body.retries, ...dueDateOf(body) };
        return startedBatch(() => batches.setJobRetries(input, { userId }));
      },
    ),
    put(
      '/external-task/retries',
      { summary: 'Sets the retries of external tasks', body: externalTaskRetries, answer: 'none' },
      async (request) => {
        const input = present(await request.body());
        await asInvalidRequest(() => batches.setExternalTaskRetriesNow(input));
        return empty;
      },
    ),
    post(
      '/external-task/retries-async',
      { summary: 'Sets the retries of external tasks, as a batch', body: externalTaskRetries, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const input = present(await request.body());
        return startedBatch(() => batches.setExternalTaskRetries(input, { userId }));
      },
    ),
  ];
}
