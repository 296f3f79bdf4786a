import { evaluateDecision, type Diagnostic, type EvaluatedDecision, type EvaluationResult } from '@anliu/engine-dmn';
import { fromData, type ExpressionScope, type FeelValue } from '@anliu/engine-expression';
import type { DecisionOutcome, DecisionRule, EvaluatedDecisionSeed, StoredValue } from '@anliu/engine-kernel';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { DecisionEvaluator } from '@anliu/engine-kernel';
import type { DecisionCache, DeployedDecision } from './definitions.js';
import { storedOf } from './values.js';

/** Diagnostics that end an evaluation in Camunda; the others leave a null behind. */
const FATAL: ReadonlySet<Diagnostic['code']> = new Set([
  'EXPRESSION_SYNTAX',
  'EXPRESSION_LANGUAGE',
  'EXPRESSION_FAILED',
  'TYPE_MISMATCH',
  'HIT_POLICY_UNIQUE',
  'HIT_POLICY_ANY',
  'HIT_POLICY_PRIORITY',
  'AGGREGATION',
  'DECISION_WITHOUT_LOGIC',
  'REFERENCE_UNRESOLVED',
  'REQUIREMENT_CYCLE',
  'LIMIT',
]);

const AS_CAMUNDA = { camunda: true };

/** Answers business rule tasks from what is deployed. */
export function decisionEvaluator(decisions: DecisionCache): DecisionEvaluator {
  return (request) => {
    const row = decisions.find(request);
    const deployed = row && decisions.load(row);
    if (!deployed) throw notDeployed(request);
    return evaluateDeployed(deployed, request.scope);
  };
}

/** Camunda's words for a reference that leads nowhere. */
function notDeployed(request: Parameters<DecisionEvaluator>[0]): ProcessEngineError {
  const { decisionRef: key, version = null, versionTag = null, deploymentId, tenantId } = request;
  const where: Record<typeof request.binding, string> = {
    latest: `with key '${key}' and tenant-id '${tenantId}'`,
    deployment: `with key = '${key}' in deployment = '${deploymentId}'`,
    version: `with key = '${key}', version = '${version}' and tenant-id = '${tenantId}'`,
    versionTag: `with key = '${key}', versionTag = '${versionTag}' and tenant-id = '${tenantId}'`,
  };
  return new ProcessEngineError(
    `no decision definition deployed ${where[request.binding]}: decisionDefinition is null`,
  );
}

/**
 * Evaluates a deployed decision with the variables of a scope, as Camunda does.
 * @throws ProcessEngineError when an expression, a conversion or the hit policy fails
 */
export function evaluateDeployed(deployed: DeployedDecision, scope: ExpressionScope): DecisionOutcome {
  const { decision, model, library, row } = deployed;
  const result = evaluateDecision(decision, {
    library,
    model,
    dialect: 'camunda',
    now: () => scope.now(),
    input: (name) => (scope.has(name) ? fromData(scope.get(name), AS_CAMUNDA) : undefined),
    surroundings: {
      get: (name) => (scope.has(name) ? fromData(scope.get(name), AS_CAMUNDA) : undefined),
      has: (name) => scope.has(name),
      names: () => [],
    },
  });
  refuse(result, row.key);
  const evaluated = [...result.trace].reverse();
  const [asked] = evaluated;
  return {
    rules: asked ? rulesOf(asked) : [],
    evaluated: evaluated.flatMap((one) => seedOf(one, deployed) ?? []),
  };
}

function refuse({ diagnostics }: EvaluationResult, key: string): void {
  const fatal = diagnostics.find(({ code }) => FATAL.has(code));
  if (!fatal) return;
  const at = fatal.elementId === undefined ? '' : ` (element '${fatal.elementId}', line ${fatal.line})`;
  throw new ProcessEngineError(`Exception while evaluating decision with key '${key}': ${fatal.message}${at}`);
}

/** What a decision answers: its matched rules, or the one value of other logic under the decision's name. */
function rulesOf({ decision, value, table }: EvaluatedDecision): DecisionRule[] {
  if (!table) return [new Map([[decision.variable.name, storedOf(value, decision.variable.typeRef)]])];
  if (table.aggregate !== undefined) {
    const clause = table.definition.outputs[0]!;
    return [new Map([[clause.name ?? '', storedOf(table.aggregate, clause.typeRef)]])];
  }
  return table.rules.map(
    ({ rule, outputs }) =>
      new Map(
        outputs
          .filter((_, index) => rule === undefined || rule.outputEntries[index]?.text.trim() !== '')
          .map(({ clause, value: output }) => [clause.name ?? '', storedOf(output, clause.typeRef)]),
      ),
  );
}

function seedOf(evaluated: EvaluatedDecision, { siblings, row }: DeployedDecision): EvaluatedDecisionSeed | undefined {
  const { decision, table, value } = evaluated;
  const definition = siblings.get(decision.id ?? '');
  if (!definition) return undefined;
  return {
    decisionDefinitionId: definition.id,
    decisionDefinitionKey: definition.key,
    decisionDefinitionName: definition.name,
    decisionRequirementsDefinitionId: row.decisionRequirementsDefinitionId,
    decisionRequirementsDefinitionKey: row.decisionRequirementsDefinitionKey,
    collectResultValue: aggregateOf(table?.aggregate, table?.definition.outputs[0]?.typeRef),
    tenantId: definition.tenantId,
    inputs: (table?.inputs ?? []).map(({ clause, value: input }) => ({
      clauseId: clause.id ?? null,
      clauseName: clause.label ?? null,
      value: storedOf(input, clause.expression?.typeRef),
    })),
    outputs: table ? ruleOutputs(table) : [literalOutput(decision.variable, value)],
  };
}

function aggregateOf(value: FeelValue | undefined, typeRef: string | undefined): number | null {
  const stored: StoredValue | undefined = value === undefined ? undefined : storedOf(value, typeRef);
  return stored?.numberValue ?? null;
}

const literalOutput = (variable: EvaluatedDecision['decision']['variable'], value: FeelValue) => ({
  clauseId: null,
  clauseName: null,
  ruleId: null,
  ruleOrder: null,
  variableName: variable.name,
  value: storedOf(value, variable.typeRef),
});

/** In the order of the rules of the result; empty entries do not appear. */
function ruleOutputs(table: NonNullable<EvaluatedDecision['table']>) {
  return table.rules.flatMap(({ rule, outputs }, order) =>
    outputs.flatMap(({ clause, value }, index) =>
      rule && rule.outputEntries[index]?.text.trim() === ''
        ? []
        : [
            {
              clauseId: clause.id ?? null,
              clauseName: clause.label ?? null,
              ruleId: rule?.id ?? null,
              ruleOrder: order + 1,
              variableName: clause.name ?? null,
              value: storedOf(value, clause.typeRef),
            },
          ],
    ),
  );
}
