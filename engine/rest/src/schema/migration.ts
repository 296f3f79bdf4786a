import { z } from 'zod';
import type {
  MigrationInstructionDto,
  MigrationInstructionValidationReport,
  MigrationPlanValidationReport,
  MigrationVariableValidationReport,
} from '@anliu/engine-protocol';
import { dto, flag, maybe, text, variableMap, variableValueDto } from './common.js';

const texts = z.array(text);

const migrationInstructionDto = dto('MigrationInstructionDto', {
  sourceActivityIds: texts,
  targetActivityIds: texts,
  updateEventTrigger: flag,
}) satisfies z.ZodType<MigrationInstructionDto>;

export const migrationPlanDto = dto('MigrationPlanDto', {
  sourceProcessDefinitionId: text,
  targetProcessDefinitionId: text,
  instructions: z.array(migrationInstructionDto),
  variables: maybe(variableMap),
});

const instructionReportDto = dto('MigrationInstructionValidationReportDto', {
  instruction: migrationInstructionDto,
  failures: texts,
}) satisfies z.ZodType<MigrationInstructionValidationReport>;

const variableReportDto = dto('MigrationVariableValidationReportDto', {
  ...variableValueDto.shape,
  failures: texts,
}) satisfies z.ZodType<MigrationVariableValidationReport>;

export const migrationPlanReportDto = dto('MigrationPlanReportDto', {
  instructionReports: z.array(instructionReportDto),
  variableReports: z.record(z.string(), variableReportDto),
}) satisfies z.ZodType<MigrationPlanValidationReport>;
