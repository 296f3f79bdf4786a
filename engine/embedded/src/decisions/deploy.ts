import { parseDmn } from '@anliu/engine-dmn';
import type { DecisionModel } from '@anliu/engine-dmn';
import { ParseError, ProcessEngineError } from '@anliu/engine-protocol';
import type { DeploymentInput, ParseProblem, ResourceReport } from '@anliu/engine-protocol';
import type { DecisionDefinition, DecisionRequirementsDefinition, Deployment } from '@anliu/engine-kernel';
import type { Rows } from '../rows.js';
import { isDmn, type DecisionCache } from './definitions.js';

export interface ParsedDecisions {
  readonly resourceName: string;
  readonly model: DecisionModel;
}

export interface DeployedDecisions {
  readonly decisions: readonly DecisionDefinition[];
  readonly requirements: readonly DecisionRequirementsDefinition[];
}

/** Parses every DMN resource before anything is written. @throws ParseError with all problems of all resources */
export function parseDecisionResources(input: DeploymentInput): ParsedDecisions[] {
  const parsed: ParsedDecisions[] = [];
  const details: Record<string, ResourceReport> = {};
  const messages: string[] = [];
  for (const { name, content } of input.resources) {
    if (!isDmn(name)) continue;
    const { model, problems } = parseDmn(content);
    const shown = problems.map((problem): ParseProblem => ({
      ...problem,
      mainElementId: problem.mainElementId ?? null,
    }));
    const errors = shown.filter(({ severity }) => severity === 'error');
    if (model) errors.push(...withoutId(model));
    if (errors.length === 0 && model) parsed.push({ resourceName: name, model });
    else {
      details[name] = { errors, warnings: shown.filter(({ severity }) => severity === 'warning') };
      messages.push(`ENGINE-22004 Unable to transform DMN resource '${name}'. Errors: ${listed(errors)}`);
    }
  }
  if (messages.length > 0) throw new ParseError(messages.join('\n'), details);
  return parsed;
}

/** A decision is deployed under its id, so it must have one. */
function withoutId(model: DecisionModel): ParseProblem[] {
  const nameless = model.decisions
    .filter(({ id }) => id === undefined)
    .map(({ name, line, column }) => ({
      message: `The decision '${name}' must have an 'id' attribute set.`,
      line,
      column,
    }));
  if (model.id === undefined && model.decisions.length > 1) {
    nameless.push({
      message: "The decision requirements graph must have an 'id' attribute set.",
      line: 1,
      column: 1,
    });
  }
  return nameless.map((problem) => ({
    severity: 'error' as const,
    code: 'ELEMENT_WITHOUT_ID',
    elementIds: [],
    mainElementId: null,
    ...problem,
  }));
}

const listed = (errors: readonly ParseProblem[]): string =>
  errors
    .slice(0, 20)
    .map(({ message, line, column }) => `\n* ${message} | line ${line ?? 0} | column ${column ?? 0}`)
    .join('');

interface DecisionDeployer {
  readonly rows: Rows;
  readonly decisions: DecisionCache;
  readonly newId: () => string;
}

/** Writes the definitions of a deployment. The caller holds the transaction; an error writes nothing. */
export function deployDecisions(
  { rows, decisions: cache, newId }: DecisionDeployer,
  deployment: Deployment,
  parsed: readonly ParsedDecisions[],
): DeployedDecisions {
  const decisions: DecisionDefinition[] = [];
  const requirements: DecisionRequirementsDefinition[] = [];
  const { tenantId } = deployment;
  for (const { resourceName, model } of parsed) {
    const drd = requirementsOf(rows, newId, deployment, resourceName, model);
    if (drd) requirements.push(unique(drd, requirements));
    for (const { id, name, historyTimeToLive, versionTag } of model.decisions) {
      const key = id!;
      const version = (cache.latest(key, tenantId)?.version ?? 0) + 1;
      const row: DecisionDefinition = {
        id: `${key}:${version}:${newId()}`,
        key,
        version,
        category: model.namespace,
        name,
        deploymentId: deployment.id,
        resourceName,
        diagramResourceName: diagramOf(rows, deployment, resourceName, key),
        decisionRequirementsDefinitionId: drd?.id ?? null,
        decisionRequirementsDefinitionKey: drd?.key ?? null,
        historyTimeToLive: daysOf(historyTimeToLive),
        versionTag: versionTag ?? null,
        tenantId,
      };
      decisions.push(unique(row, decisions));
      rows.put('decisionDefinition', row);
    }
  }
  return { decisions, requirements };
}

/** Only a model with several decisions is a definition of its own. */
function requirementsOf(
  rows: Rows,
  newId: () => string,
  { id: deploymentId, tenantId }: Deployment,
  resourceName: string,
  model: DecisionModel,
): DecisionRequirementsDefinition | undefined {
  if (model.decisions.length < 2) return undefined;
  const key = model.id!;
  const previous = rows.where(
    'decisionRequirementsDefinition',
    'key = ? AND tenant_id IS ? ORDER BY version DESC LIMIT 1',
    key,
    tenantId,
  )[0];
  const version = (previous?.version ?? 0) + 1;
  const row: DecisionRequirementsDefinition = {
    id: `${key}:${version}:${newId()}`,
    key,
    version,
    category: model.namespace,
    name: model.name,
    deploymentId,
    resourceName,
    diagramResourceName: diagramOf(rows, { id: deploymentId }, resourceName, key),
    tenantId,
  };
  rows.put('decisionRequirementsDefinition', row);
  return row;
}

function unique<Row extends { readonly key: string }>(row: Row, others: readonly Row[]): Row {
  if (!others.some(({ key }) => key === row.key)) return row;
  throw new ProcessEngineError(
    `The deployment contains definitions with the same key '${row.key}' (id attribute), this is not allowed`,
  );
}

const IMAGES = ['png', 'jpg', 'gif', 'svg'];

/** The picture deployed beside a model: `name.key.svg`, else `name.svg`. */
function diagramOf(rows: Rows, { id }: Pick<Deployment, 'id'>, resourceName: string, key: string): string | null {
  const base = resourceName.replace(/\.dmn(11\.xml)?$/, '');
  const names = [...IMAGES.map((image) => `${base}.${key}.${image}`), ...IMAGES.map((image) => `${base}.${image}`)];
  const present = new Set(rows.where('resource', 'deployment_id = ?', id).map(({ name }) => name));
  return names.find((name) => present.has(name)) ?? null;
}

/** `P30D` or a number of days. */
function daysOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const days = /^P(\d+)D$/.exec(text.trim())?.[1] ?? text.trim();
  return /^\d+$/.test(days) ? Number(days) : null;
}

/** Removes the definitions of a deployment, and with `cascade` what they have evaluated. */
export function removeDecisions(
  { rows, decisions: cache }: Pick<DecisionDeployer, 'rows' | 'decisions'>,
  deploymentId: string,
  cascade: boolean,
): void {
  for (const { id } of rows.where('decisionDefinition', 'deployment_id = ?', deploymentId)) {
    if (cascade) {
      for (const one of rows.where('historicDecisionInstance', 'decision_definition_id = ?', id))
        rows.remove('historicDecisionInstance', one.id);
    }
    rows.remove('decisionDefinition', id);
  }
  for (const { id } of rows.where('decisionRequirementsDefinition', 'deployment_id = ?', deploymentId))
    rows.remove('decisionRequirementsDefinition', id);
  cache.forget();
}
