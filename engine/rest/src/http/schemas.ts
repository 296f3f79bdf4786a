import { z } from 'zod';
import type { VariableMap, VariableValueDto } from '@anliu/engine-protocol';
import { checkVariable, checkVariables } from '@anliu/engine-protocol';

/** A typed value as clients send it: whole DTOs read from elsewhere are accepted, so other fields are dropped. */
export const variableSchema = z.object({
  value: z.unknown(),
  type: z.string().nullable().exactOptional(),
  valueInfo: z.record(z.string(), z.unknown()).nullable().exactOptional(),
});

const map = z.record(z.string(), variableSchema);

/** Variables by name, checked and coerced with Camunda's wording; absent and null mean none. */
export const variablesSchema = map
  .nullish()
  .transform((variables): VariableMap | undefined => (variables ? checkedMap(variables) : undefined));

const checkedMap = (variables: z.output<typeof map>): VariableMap => checkVariables(variables);

/** One typed value, checked and coerced. */
export const checkedVariable = (input: z.output<typeof variableSchema>): VariableValueDto => checkVariable(input);

export const text = z.string().nullable().exactOptional();
export const flag = z.boolean().exactOptional();
/** Suspends only when it says so: what is absent counts as false. */
export const suspended = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
export const texts = z.array(z.string());
export const delegationState = z.enum(['PENDING', 'RESOLVED'], {
  error: ({ input }) =>
    `Valid values for property 'delegationState' are 'PENDING' or 'RESOLVED', but was '${String(input)}'`,
});

/** Leaves out what is null or undefined, so that optional fields of the port stay absent. */
export function present<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined | null> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined && field !== null)) as {
    [K in keyof T]: Exclude<T[K], undefined | null>;
  };
}
