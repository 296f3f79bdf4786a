import { z } from 'zod';
import { BadUserRequestError, InvalidRequestError } from '@anliu/engine-protocol';
import type { InstancesModificationInput, ProcessEngine } from '@anliu/engine-protocol';
import { empty } from '../http/answer.js';
import { checkedInstructionsForMany, instructionSchema } from '../http/instructions.js';
import { post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { flag, present, text } from '../http/schemas.js';
import { selectionFields } from '../query/selections.js';

/** A modification of many instances. */
export const manyModificationSchema = z.object({
  processDefinitionId: text,
  instructions: z.array(instructionSchema).nullish(),
  ...selectionFields,
  skipCustomListeners: flag,
  skipIoMappings: flag,
  annotation: text,
});

/** The same as the port takes it. @throws InvalidRequestError naming what is missing */
export function manyModificationInput(body: z.output<typeof manyModificationSchema>): InstancesModificationInput {
  const { processDefinitionId, instructions, ...rest } = body;
  if (!processDefinitionId) throw new InvalidRequestError('processDefinitionId is null');
  return {
    ...present(rest),
    processDefinitionId,
    instructions: checkedInstructionsForMany(instructions ?? []),
  };
}

export function modificationRoutes({ runtime }: ProcessEngine): Route[] {
  return [
    post(
      '/modification/execute',
      { summary: 'Modifies several instances of a definition', body: manyModificationSchema, answer: 'none' },
      async (request) => {
        try {
          await runtime.modifyProcessInstances(manyModificationInput(await request.body()));
        } catch (error) {
          if (!BadUserRequestError.isInstance(error)) throw error;
          throw new InvalidRequestError(error.message, { cause: error });
        }
        return empty;
      },
    ),
  ];
}
