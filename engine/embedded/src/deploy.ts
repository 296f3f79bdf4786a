import { parsingBpmn } from '@anliu/engine-bpmn';
import { inSlices, othersTurn } from '@anliu/engine-cooperative';
import { encodeXml } from '@anliu/engine-xml';
import { InvalidRequestError, NotFoundError, ParseError, ProcessEngineError } from '@anliu/engine-protocol';
import type { DeploymentInput, ParseProblem, ResourceReport } from '@anliu/engine-protocol';
import { buildGraph, jobDefinitionsOf } from '@anliu/engine-kernel';
import type { Deployment, Graph, ProcessDefinition } from '@anliu/engine-kernel';
import { isDmn } from './decisions/definitions.js';
import type { Deployer } from './deployer.js';
import { MAX_RESOURCES_PER_DEPLOYMENT, MAX_SLICE_MS } from './limits.js';
import type { Rows } from './rows.js';
import { activateStarts, deactivateStarts } from './start-subscriptions.js';

export interface Deployed {
  readonly deployment: Deployment;
  readonly definitions: readonly ProcessDefinition[];
  /** Names of the resources that were stored: those that count as new. */
  readonly resources: ReadonlySet<string>;
}

const isBpmn = (name: string): boolean => /\.bpmn(20\.xml)?$/.test(name);

interface Parsed {
  readonly resourceName: string;
  readonly graph: Graph;
}

const isXml = (name: string): boolean => isBpmn(name) || isDmn(name);

/** What is stored of a resource. A model given as text is kept in UTF-8, so its declaration must not say otherwise. */
const bytesOf = ({ name, content }: DeploymentInput['resources'][number]): Uint8Array => {
  if (typeof content !== 'string') return content;
  return isXml(name) ? encodeXml(content) : new TextEncoder().encode(content);
};

/** Parses every BPMN resource before anything is written; large ones do not hold up others. @throws ParseError with all problems of all resources */
export async function parseResources(input: DeploymentInput, enforceHistoryTimeToLive = false): Promise<Parsed[]> {
  if (input.resources.length === 0)
    throw new InvalidRequestError('No deployment resources contained in the form upload.');
  if (input.resources.length > MAX_RESOURCES_PER_DEPLOYMENT) {
    throw new InvalidRequestError(
      `一次部署最多 ${MAX_RESOURCES_PER_DEPLOYMENT} 个文件，收到 ${input.resources.length} 个`,
    );
  }
  const parsed: Parsed[] = [];
  const details: Record<string, ResourceReport> = {};
  const errors: ParseProblem[] = [];
  for (const { name, content } of input.resources) {
    if (!isBpmn(name)) continue;
    const { definitions, problems } = await inSlices(parsingBpmn(content, { enforceHistoryTimeToLive }), MAX_SLICE_MS);
    const shown = problems.map((problem) => ({ ...problem, mainElementId: problem.mainElementId ?? null }));
    const report = {
      errors: shown.filter(({ severity }) => severity === 'error'),
      warnings: shown.filter(({ severity }) => severity === 'warning'),
    };
    if (report.errors.length > 0) {
      details[name] = report;
      errors.push(...report.errors);
    }
    for (const model of definitions) {
      await othersTurn();
      parsed.push({ resourceName: name, graph: buildGraph(model) });
    }
  }
  if (errors.length > 0) {
    const text = errors
      .slice(0, 20)
      .map(({ message, line, column }) => `* ${message} | line ${line ?? 0} | column ${column ?? 0}`)
      .join('\n');
    throw new ParseError(`ENGINE-09005 Could not parse BPMN process. Errors: \n${text}`, details);
  }
  return parsed;
}

const same = (a: Uint8Array | null, b: Uint8Array): boolean => a !== null && Buffer.compare(a, b) === 0;

/** Deployments that say no source count as this one. */
const DEFAULT_SOURCE = 'process application';

/**
 * The resources that differ from their newest version in deployments of the same name, source and tenant, and the newest
 * deployment of that name. Deployments without a name are never alike.
 */
function unchanged(
  { rows }: Deployer,
  input: DeploymentInput,
): { previous: Deployment | undefined; changed: Set<string> } {
  const named = [input.name ?? null, input.tenantId ?? null];
  const alike = `name = ? AND tenant_id IS ? AND coalesce(nullif(source, ''), '${DEFAULT_SOURCE}') = ?`;
  const source = input.source || DEFAULT_SOURCE;
  const changed = new Set<string>();
  for (const resource of input.resources) {
    const { name } = resource;
    const known = rows.where(
      'resource',
      `name = ? AND deployment_id IN (SELECT id FROM deployment WHERE ${alike}) ORDER BY id DESC LIMIT 1`,
      name,
      ...named,
      source,
    )[0];
    if (!known || !same(known.bytes, bytesOf(resource))) changed.add(name);
  }
  const newest = 'name = ? AND tenant_id IS ? ORDER BY deployment_time DESC, id DESC LIMIT 1';
  return { previous: rows.where('deployment', newest, ...named)[0], changed };
}

/** Writes a deployment. The caller holds the transaction; an error writes nothing. */
export function deploy(deployer: Deployer, input: DeploymentInput, parsed: readonly Parsed[]): Deployed {
  let chosen = new Set(input.resources.map(({ name }) => name));
  if (input.enableDuplicateFiltering || input.deployChangedOnly) {
    const { previous, changed } = unchanged(deployer, input);
    if (previous && changed.size === 0) return { deployment: previous, definitions: [], resources: new Set() };
    if (input.deployChangedOnly) chosen = changed;
  }
  const { rows, newId, now } = deployer;
  const deployment: Deployment = {
    id: newId(),
    name: input.name ?? null,
    source: input.source ?? null,
    deploymentTime: now(),
    tenantId: input.tenantId ?? null,
  };
  rows.put('deployment', deployment);
  for (const resource of input.resources) {
    const { name } = resource;
    if (chosen.has(name))
      rows.put('resource', { id: newId(), deploymentId: deployment.id, name, bytes: bytesOf(resource) });
  }
  const keys = new Set<string>();
  const definitions = parsed
    .filter(({ resourceName }) => chosen.has(resourceName))
    .map(({ resourceName, graph }) => {
      const { model } = graph;
      if (keys.has(model.key)) {
        throw new ProcessEngineError(
          `The deployment contains definitions with the same key '${model.key}' (id attribute), this is not allowed`,
        );
      }
      keys.add(model.key);
      return addDefinition(deployer, deployment, resourceName, graph);
    });
  return { deployment, definitions, resources: chosen };
}

function addDefinition(
  deployer: Deployer,
  deployment: Deployment,
  resourceName: string,
  graph: Graph,
): ProcessDefinition {
  const { model } = graph;
  const { rows, definitions, newId } = deployer;
  const previous = definitions.latest(model.key, deployment.tenantId)?.row;
  const version = (previous?.version ?? 0) + 1;
  const row: ProcessDefinition = {
    id: `${model.key}:${version}:${newId()}`,
    key: model.key,
    version,
    category: null,
    name: model.name ?? null,
    description: model.documentation ?? null,
    versionTag: model.versionTag ?? null,
    deploymentId: deployment.id,
    resourceName,
    diagramResourceName: null,
    suspended: false,
    startableInTasklist: model.startableInTasklist,
    hasStartFormKey: model.startForm !== undefined,
    historyTimeToLive: model.historyTimeToLive ?? null,
    tenantId: deployment.tenantId,
  };
  rows.put('processDefinition', row);
  for (const seed of jobDefinitionsOf(graph)) {
    rows.put('jobDefinition', {
      id: newId(),
      processDefinitionId: row.id,
      processDefinitionKey: row.key,
      ...seed,
      suspended: false,
      overridingJobPriority: null,
      deploymentId: deployment.id,
      tenantId: row.tenantId,
    });
  }
  const links = [
    ...model.candidateStarterUsers.map((userId) => ({ userId, groupId: null })),
    ...model.candidateStarterGroups.map((groupId) => ({ userId: null, groupId })),
  ];
  for (const link of links) {
    rows.put('identityLink', {
      id: newId(),
      type: 'candidate',
      ...link,
      taskId: null,
      processInstanceId: null,
      processDefinitionId: row.id,
      tenantId: row.tenantId,
    });
  }
  if (previous) deactivateStarts(deployer, previous);
  activateStarts(deployer, definitions.add(row, graph));
  return row;
}

/** Removes a definition's rows; the version before it takes over its start events. */
export function removeDefinition(deployer: Deployer, row: ProcessDefinition): void {
  const { rows, definitions } = deployer;
  const isLatest = definitions.latest(row.key, row.tenantId)?.row.id === row.id;
  deactivateStarts(deployer, row);
  for (const job of rows.where('jobDefinition', 'process_definition_id = ?', row.id))
    rows.remove('jobDefinition', job.id);
  for (const link of rows.where('identityLink', 'process_definition_id = ?', row.id))
    rows.remove('identityLink', link.id);
  rows.remove('processDefinition', row.id);
  definitions.forget(row.id);
  if (!isLatest) return;
  const previous = definitions.latest(row.key, row.tenantId);
  if (previous) activateStarts(deployer, previous);
}

export function requireDeployment(rows: Rows, id: string): Deployment {
  const deployment = rows.get('deployment', id);
  if (!deployment) throw new NotFoundError(`Deployment with id '${id}' do not exist`);
  return deployment;
}
