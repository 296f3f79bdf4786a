import type {
  MigrationInstructionDto,
  MigrationInstructionValidationReport,
  MigrationPlanDto,
  MigrationPlanValidationReport,
  MigrationVariableValidationReport,
} from '@anliu/engine-protocol';
import { InvalidRequestError, MigrationPlanValidationError, ProcessEngineError } from '@anliu/engine-protocol';
import type { Definition, Definitions } from '../state/environment.js';
import { Mappings, toInstruction } from './plan.js';
import type { Mapping } from './plan.js';
import { failuresOf } from './rules.js';

/** A plan against the definitions it names. */
export interface CheckedPlan {
  readonly source: Definition;
  readonly target: Definition;
  readonly mappings: Mappings;
  readonly report: MigrationPlanValidationReport;
}

/** @throws InvalidRequestError when a definition is not named or not deployed, ProcessEngineError between tenants */
export function definitionsOfPlan(
  definitions: Definitions,
  plan: Pick<MigrationPlanDto, 'sourceProcessDefinitionId' | 'targetProcessDefinitionId'>,
): { source: Definition; target: Definition } {
  const find = (id: string | undefined, which: 'Source' | 'Target'): Definition => {
    if (!id) throw new InvalidRequestError(`${which} process definition id is null`);
    const found = definitions.byId(id);
    if (!found) {
      throw new InvalidRequestError(`ENGINE-23008 ${which} process definition with id '${id}' does not exist`);
    }
    return found;
  };
  const source = find(plan.sourceProcessDefinitionId, 'Source');
  const target = find(plan.targetProcessDefinitionId, 'Target');
  const tenants = [source.row.tenantId, target.row.tenantId].filter((tenantId) => tenantId !== null);
  if (new Set(tenants).size > 1) {
    throw new ProcessEngineError(
      `ENGINE-23009 Cannot migrate process instances between processes of different tenants ('${tenants.join("' != '")}')`,
    );
  }
  return { source, target };
}

/** Looks at every instruction and variable of a plan. Refuses nothing itself: the report says what is wrong. */
export function checkPlan(definitions: Definitions, plan: MigrationPlanDto): CheckedPlan {
  const { source, target } = definitionsOfPlan(definitions, plan);
  const instructionReports: MigrationInstructionValidationReport[] = [];
  const found: Mapping[] = [];
  for (const instruction of plan.instructions) {
    const resolved = resolve(instruction, source, target);
    if (Array.isArray(resolved)) instructionReports.push({ instruction: plain(instruction), failures: resolved });
    else found.push(resolved);
  }
  const mappings = new Mappings(source.graph, target.graph, found);
  for (const mapping of found) {
    const failures = failuresOf(mapping, mappings);
    if (failures.length > 0) instructionReports.push({ instruction: toInstruction(mapping), failures });
  }
  return { source, target, mappings, report: { instructionReports, variableReports: checkVariables(plan) } };
}

const plain = ({ sourceActivityIds, targetActivityIds, updateEventTrigger }: MigrationInstructionDto) => ({
  sourceActivityIds,
  targetActivityIds,
  updateEventTrigger: updateEventTrigger ?? false,
});

function resolve(instruction: MigrationInstructionDto, from: Definition, to: Definition): Mapping | string[] {
  const failures: string[] = [];
  const pick = (ids: readonly string[], { graph }: Definition, which: 'Source' | 'Target') => {
    const [id, ...others] = ids;
    if (id === undefined) failures.push(`${which} activity id is null`);
    else if (others.length > 0)
      failures.push(`${which} activity ids: exactly one is needed, but there are ${ids.length}`);
    else if (!graph.elements.has(id)) failures.push(`${which} activity '${id}' does not exist`);
    else return graph.elements.get(id);
    return undefined;
  };
  const source = pick(instruction.sourceActivityIds, from, 'Source');
  const target = pick(instruction.targetActivityIds, to, 'Target');
  if (!source || !target) return failures;
  return { source, target, updateEventTrigger: instruction.updateEventTrigger === true };
}

const JAVA_FORMAT = 'application/x-java-serialized-object';

/** Serialised Java objects are refused, as everywhere. */
function checkVariables({ variables }: MigrationPlanDto): Record<string, MigrationVariableValidationReport> {
  const reports: Record<string, MigrationVariableValidationReport> = {};
  for (const [name, value] of Object.entries(variables ?? {})) {
    if (value.valueInfo?.serializationDataFormat !== JAVA_FORMAT) continue;
    reports[name] = { ...value, failures: [`Variable '${name}' is a serialised Java object, which is prohibited`] };
  }
  return reports;
}

const isEmptyReport = ({ instructionReports, variableReports }: MigrationPlanValidationReport): boolean =>
  instructionReports.length === 0 && Object.keys(variableReports).length === 0;

/** @throws MigrationPlanValidationError when the report is not empty */
export function requireValidPlan(checked: CheckedPlan): CheckedPlan {
  const { report, source, target } = checked;
  if (isEmptyReport(report)) return checked;
  const lines = report.instructionReports.flatMap(({ instruction, failures }) => [
    `\t Migration instruction '${instruction.sourceActivityIds.join()}' to '${instruction.targetActivityIds.join()}' is not valid:`,
    ...failures.map((failure) => `\t\t${failure}`),
  ]);
  for (const [name, { failures }] of Object.entries(report.variableReports)) {
    lines.push(`\t Migration variable ${name} is not valid:`, ...failures.map((failure) => `\t\t${failure}`));
  }
  throw new MigrationPlanValidationError(
    `ENGINE-23001 Migration plan for process definition '${source.row.id}' to '${target.row.id}' is not valid:\n${lines.join('\n')}\n`,
    report,
  );
}
