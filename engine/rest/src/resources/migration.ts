import { z } from 'zod';
import { InvalidRequestError } from '@anliu/engine-protocol';
import type {
  MigrationExecutionInput,
  MigrationInstructionDto,
  MigrationPlanDto,
  ProcessEngine,
  ProcessInstanceQuery,
  VariableMap,
} from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { checkedVariable, flag, present, text, texts, variableSchema } from '../http/schemas.js';
import { querySchema } from '../query/fields.js';
import { processInstanceFields } from '../query/runtime.js';
import { batchDto, migrationPlanDto, migrationPlanReportDto } from '../schema/index.js';

const instructionSchema = z.object({
  sourceActivityIds: z.array(z.string().nullable()).nullish(),
  targetActivityIds: z.array(z.string().nullable()).nullish(),
  updateEventTrigger: z.boolean().nullish(),
});

/** Java objects are left to the plan's report; every other value is checked as everywhere. */
const rawVariables = z
  .record(z.string(), variableSchema)
  .nullish()
  .transform((variables) =>
    variables
      ? Object.fromEntries(
          Object.entries(variables).map(([name, value]) => [name, isJava(value) ? value : checkedVariable(value)]),
        )
      : undefined,
  );

const isJava = ({ valueInfo }: z.output<typeof variableSchema>): boolean =>
  valueInfo?.['serializationDataFormat'] === 'application/x-java-serialized-object';

const planSchema = z.object({
  sourceProcessDefinitionId: text,
  targetProcessDefinitionId: text,
  instructions: z.array(instructionSchema).nullish(),
  variables: rawVariables,
});

const generationSchema = z.object({
  sourceProcessDefinitionId: text,
  targetProcessDefinitionId: text,
  updateEventTriggers: flag,
  variables: rawVariables,
});

const migrationExecutionSchema = z.object({
  migrationPlan: planSchema.nullish(),
  processInstanceIds: texts.nullish(),
  processInstanceQuery: querySchema<ProcessInstanceQuery>(processInstanceFields).nullish(),
  skipCustomListeners: flag,
  skipIoMappings: flag,
});

const idsOf = (ids: readonly (string | null)[] | null | undefined): string[] => (ids ?? []).filter((id) => id !== null);

const instructionOf = (one: z.output<typeof instructionSchema>): MigrationInstructionDto => ({
  sourceActivityIds: idsOf(one.sourceActivityIds),
  targetActivityIds: idsOf(one.targetActivityIds),
  updateEventTrigger: one.updateEventTrigger ?? false,
});

/** A plan as the port takes it. Ids that are missing are refused there, with the plan's other findings. */
function planOf(plan: z.output<typeof planSchema>): MigrationPlanDto {
  return {
    sourceProcessDefinitionId: plan.sourceProcessDefinitionId ?? '',
    targetProcessDefinitionId: plan.targetProcessDefinitionId ?? '',
    instructions: (plan.instructions ?? []).map(instructionOf),
    ...(plan.variables ? { variables: plan.variables as VariableMap } : {}),
  };
}

/** @throws InvalidRequestError without a plan */
function executionOf(body: z.output<typeof migrationExecutionSchema>): MigrationExecutionInput {
  const { migrationPlan, ...rest } = body;
  if (!migrationPlan) throw new InvalidRequestError('Migration plan cannot be null: migration plan is null');
  return { migrationPlan: planOf(migrationPlan), ...present(rest) };
}

export function migrationRoutes({ migration }: ProcessEngine): Route[] {
  return [
    post(
      '/migration/generate',
      { summary: 'A migration plan of equal activities', body: generationSchema, answer: migrationPlanDto },
      async (request) => {
        const { sourceProcessDefinitionId, targetProcessDefinitionId, variables, ...rest } = await request.body();
        const plan = await migration.generate({
          sourceProcessDefinitionId: sourceProcessDefinitionId ?? '',
          targetProcessDefinitionId: targetProcessDefinitionId ?? '',
          ...rest,
          ...(variables ? { variables: variables as VariableMap } : {}),
        });
        return json({ ...plan, variables: plan.variables ?? null });
      },
    ),
    post(
      '/migration/validate',
      { summary: 'What is wrong with a migration plan', body: planSchema, answer: migrationPlanReportDto },
      async (request) => json(await migration.validate(planOf(await request.body()))),
    ),
    post(
      '/migration/execute',
      { summary: 'Migrates process instances', body: migrationExecutionSchema, answer: 'none' },
      async (request) => {
        await migration.execute(executionOf(await request.body()));
        return empty;
      },
    ),
    post(
      '/migration/executeAsync',
      { summary: 'Migrates process instances, as a batch', body: migrationExecutionSchema, answer: batchDto },
      async (request) => {
        const { userId } = request;
        return json(await migration.executeAsync(executionOf(await request.body()), { userId }));
      },
    ),
  ];
}
