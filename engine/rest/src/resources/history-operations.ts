import { z } from 'zod';
import type { ProcessEngine, StartInstruction } from '@anliu/engine-protocol';
import { empty } from '../http/answer.js';
import { asInvalidRequest, startedBatch } from '../http/batch-answer.js';
import { checkedInstructions, startInstructionSchema } from '../http/instructions.js';
import { param, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { flag, present, text, texts } from '../http/schemas.js';
import { historicProcessInstanceQuery } from '../query/selections.js';
import { batchDto } from '../schema/index.js';

const deletion = z.object({
  historicProcessInstanceIds: texts.nullish(),
  historicProcessInstanceQuery: historicProcessInstanceQuery.nullish(),
  deleteReason: text,
  failIfNotExists: flag,
});
const removalTime = z.object({
  historicProcessInstanceIds: texts.nullish(),
  historicProcessInstanceQuery: historicProcessInstanceQuery.nullish(),
  absoluteRemovalTime: text,
  clearedRemovalTime: flag,
  calculatedRemovalTime: flag,
  hierarchical: flag,
  updateInChunks: flag,
  updateChunkSize: z.number().int().positive().nullable().exactOptional(),
});
const restart = z.object({
  processInstanceIds: texts.nullish(),
  historicProcessInstanceQuery: historicProcessInstanceQuery.nullish(),
  instructions: z.array(startInstructionSchema).nullish(),
  initialVariables: flag,
  skipCustomListeners: flag,
  skipIoMappings: flag,
  withoutBusinessKey: flag,
});

function restartOf(processDefinitionId: string, { instructions, ...rest }: z.output<typeof restart>) {
  return {
    ...present(rest),
    processDefinitionId,
    instructions: checkedInstructions(instructions ?? []) as StartInstruction[],
  };
}

/** Operations on finished instances. */
export function historyOperationRoutes({ batches }: ProcessEngine): Route[] {
  return [
    post(
      '/history/process-instance/delete',
      { summary: 'Deletes the history of finished instances, as a batch', body: deletion, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const { failIfNotExists: _, ...input } = present(await request.body());
        return startedBatch(() => batches.deleteHistoricProcessInstances(input, { userId }));
      },
    ),
    post(
      '/history/process-instance/set-removal-time',
      { summary: 'Sets when the history of instances may go, as a batch', body: removalTime, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const input = present(await request.body());
        return startedBatch(() => batches.setRemovalTime(input, { userId }));
      },
    ),
    post(
      '/process-definition/:id/restart',
      { summary: 'Starts finished instances anew, all or none', body: restart, answer: 'none' },
      async (request) => {
        const input = restartOf(param(request, 'id'), await request.body());
        await asInvalidRequest(() => batches.restartProcessInstancesNow(input));
        return empty;
      },
    ),
    post(
      '/process-definition/:id/restart-async',
      { summary: 'Starts finished instances anew, as a batch', body: restart, answer: batchDto },
      async (request) => {
        const { userId } = request;
        const input = restartOf(param(request, 'id'), await request.body());
        return startedBatch(() => batches.restartProcessInstances(input, { userId }));
      },
    ),
  ];
}
