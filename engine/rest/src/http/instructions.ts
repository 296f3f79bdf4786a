import { z } from 'zod';
import { InvalidRequestError, checkVariable } from '@anliu/engine-protocol';
import type { ModificationInstruction, VariableValueDto } from '@anliu/engine-protocol';
import { flag, present, text, variableSchema } from './schemas.js';

const variables = z.record(z.string(), variableSchema.extend({ local: z.boolean().exactOptional() })).nullish();

const shape = {
  activityId: text,
  transitionId: text,
  activityInstanceId: text,
  transitionInstanceId: text,
  ancestorActivityInstanceId: text,
  cancelCurrentActiveActivityInstances: flag,
  variables,
};

/** A step of a modification, as clients send it. */
export const instructionSchema = z.object({
  type: z.enum(['cancel', 'startBeforeActivity', 'startAfterActivity', 'startTransition']),
  ...shape,
});

/** A step that starts something, for a new process instance. */
export const startInstructionSchema = z.object({
  type: z.enum(['startBeforeActivity', 'startAfterActivity', 'startTransition']),
  ...shape,
});

type Input = z.output<typeof instructionSchema>;

const invalid = (type: string, why: string): InvalidRequestError =>
  new InvalidRequestError(`For instruction type '${type}': ${why}`);

/** What an instruction must name, with Camunda's wording. */
function check({ type, activityId, transitionId, activityInstanceId, transitionInstanceId }: Input): void {
  if (type === 'cancel') {
    const given = [activityId, activityInstanceId, transitionInstanceId].filter(Boolean).length;
    if (given !== 1)
      throw invalid(type, "exactly one, 'activityId', 'activityInstanceId', or 'transitionInstanceId', is required");
  } else if (type === 'startTransition') {
    if (!transitionId) throw invalid(type, "'transitionId' must be set");
  } else if (!activityId) throw invalid(type, "'activityId' must be set");
}

function checkedVariables(input: NonNullable<Input['variables']>): ModificationInstruction['variables'] {
  const value = ({
    local,
    ...dto
  }: NonNullable<Input['variables']>[string]): VariableValueDto & { local?: boolean } => ({
    ...checkVariable(dto),
    ...(local === undefined ? {} : { local }),
  });
  return Object.fromEntries(Object.entries(input).map(([name, dto]) => [name, value(dto)]));
}

/** Instructions as the port takes them. @throws InvalidRequestError for one that does not name what it is about */
export const checkedInstructions = (inputs: readonly Input[]): ModificationInstruction[] =>
  inputs.map((input) => {
    check(input);
    const { variables: given, ...rest } = input;
    return {
      ...(present(rest) as ModificationInstruction),
      ...(given ? { variables: checkedVariables(given) } : {}),
    } as ModificationInstruction;
  });

/** The same for a modification of many instances, where a cancel instruction can only name an activity. */
export function checkedInstructionsForMany(inputs: readonly Input[]): ModificationInstruction[] {
  for (const { type, activityId } of inputs)
    if (type === 'cancel' && !activityId) throw invalid(type, "'activityId' must be set");
  return checkedInstructions(inputs);
}
