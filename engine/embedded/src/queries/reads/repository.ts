import { decodeXmlAnyway } from '@anliu/engine-xml';
import { NotFoundError } from '@anliu/engine-protocol';
import type {
  ActivityStatisticsDto,
  CalledProcessDefinitionDto,
  FormDto,
  IncidentStatisticsDto,
  RepositoryService,
  VariableMap,
  VariableValueDto,
} from '@anliu/engine-protocol';
import { PROCESS_DEFINITION, RESOURCE, decodeRow } from '@anliu/engine-kernel';
import type { ProcessDefinition } from '@anliu/engine-kernel';
import type { FormField, FormReference } from '@anliu/engine-bpmn';
import { restriction } from '../../authorization/readable.js';
import { found } from '../context.js';
import type { ReadContext } from '../context.js';
import { toDeploymentDto, toDeploymentResourceDto, toProcessDefinitionDto } from '../mappers/repository.js';
import { DEPLOYMENTS, PROCESS_DEFINITIONS } from '../select/repository.js';
import { all, countRows, first, readableRow, rowById, selectRows } from '../sql/select.js';

export type RepositoryReads = Pick<
  RepositoryService,
  | 'listDeployments'
  | 'countDeployments'
  | 'getDeployment'
  | 'listDeploymentResources'
  | 'getDeploymentResource'
  | 'getDeploymentResourceData'
  | 'listProcessDefinitions'
  | 'countProcessDefinitions'
  | 'getProcessDefinition'
  | 'getProcessDefinitionByKey'
  | 'getProcessDefinitionXml'
  | 'getStartForm'
  | 'getStartFormVariables'
  | 'getProcessDefinitionStatistics'
  | 'getActivityStatistics'
  | 'getStaticCalledProcessDefinitions'
>;

/** Form reference of a start event or task with literal parts only; expressions are resolved where a task is created. */
function formOf(reference: FormReference | undefined, deploymentId: string): FormDto {
  const formRef = reference?.formRef;
  return {
    key: reference?.formKey ?? null,
    formRef: formRef
      ? {
          key: String(formRef.key.literal ?? formRef.key.source),
          binding: formRef.binding,
          version: formRef.version?.isLiteral ? Number(formRef.version.literal) : null,
        }
      : null,
    contextPath: reference?.formKey?.startsWith('embedded:deployment:') ? `deployment/${deploymentId}` : null,
    isGenerated: !reference?.formKey && (reference?.fields ?? []).length > 0,
  };
}

/** Default values of declared form fields, typed as the field says. */
export function formFieldValues(fields: readonly FormField[]): VariableMap {
  const typed = (field: FormField): VariableValueDto => {
    const value = field.defaultValue?.isLiteral ? field.defaultValue.literal : null;
    if (field.type === 'long') return { type: 'Long', value: value == null ? null : Number(value), valueInfo: {} };
    if (field.type === 'boolean')
      return { type: 'Boolean', value: value == null ? null : String(value) === 'true', valueInfo: {} };
    // A date nobody has given yet is an empty text, as Camunda shows it.
    const absent = field.type === 'date' ? '' : null;
    return { type: 'String', value: value == null ? absent : String(value), valueInfo: {} };
  };
  return Object.fromEntries(fields.map((field) => [field.id, typed(field)]));
}

const RESOURCE_HEAD = 'SELECT id, name, deployment_id AS deploymentId FROM resource';
type ResourceHead = { id: string; name: string; deploymentId: string };

export function repositoryReads(context: ReadContext): RepositoryReads {
  const { db } = context;
  const definition = (id: string): ProcessDefinition => {
    const row = rowById(db, PROCESS_DEFINITION, id);
    if (row) return row;
    throw new NotFoundError(`No matching definition with id ${id}`);
  };
  const deployment = (id: string) => {
    const row = readableRow(db, DEPLOYMENTS, id);
    if (row) return row;
    throw new NotFoundError(`Deployment with id '${id}' does not exist`);
  };
  const resource = (deploymentId: string, resourceId: string) => {
    const row = rowById(db, RESOURCE, resourceId);
    if (row?.deploymentId === deploymentId) return row;
    throw new NotFoundError(
      `Deployment resource with resource id '${resourceId}' for deployment id '${deploymentId}' does not exist.`,
    );
  };

  return {
    listDeployments: async (query = {}) => selectRows(db, DEPLOYMENTS, query).map(toDeploymentDto),
    countDeployments: async (query = {}) => countRows(db, DEPLOYMENTS, query),
    getDeployment: async (id) => toDeploymentDto(deployment(id)),
    listDeploymentResources: async (deploymentId) => {
      const rows = all(db, `${RESOURCE_HEAD} WHERE deployment_id = ? ORDER BY name`, [deploymentId]);
      if (rows.length === 0)
        throw new NotFoundError(`Deployment resources for deployment id '${deploymentId}' do not exist.`);
      return rows.map((row) => toDeploymentResourceDto(row as unknown as ResourceHead));
    },
    getDeploymentResource: async (deploymentId, resourceId) =>
      toDeploymentResourceDto(resource(deploymentId, resourceId)),
    getDeploymentResourceData: async (deploymentId, resourceId) =>
      resource(deploymentId, resourceId).bytes ?? new Uint8Array(),

    listProcessDefinitions: async (query = {}) =>
      selectRows(db, PROCESS_DEFINITIONS, query).map(toProcessDefinitionDto),
    countProcessDefinitions: async (query = {}) => countRows(db, PROCESS_DEFINITIONS, query),
    getProcessDefinition: async (id) => toProcessDefinitionDto(definition(id)),
    getProcessDefinitionByKey: async (key, tenantId = null) => {
      const seen = restriction(db, PROCESS_DEFINITIONS.readable);
      const row = first(
        db,
        `SELECT d.* FROM process_definition d WHERE d.key = ? AND d.tenant_id IS ? ${seen ? `AND (${seen.sql})` : ''} ORDER BY d.version DESC LIMIT 1`,
        [key, tenantId, ...(seen?.params ?? [])],
      );
      if (row) return toProcessDefinitionDto(decodeRow(PROCESS_DEFINITION, row));
      const tenant = tenantId === null ? 'and no tenant-id' : `and tenant-id: ${tenantId}`;
      throw new NotFoundError(`No matching process definition with key: ${key} ${tenant}`);
    },
    getProcessDefinitionXml: async (id) => {
      const { deploymentId, resourceName } = definition(id);
      const row = first(db, 'SELECT * FROM resource WHERE deployment_id = ? AND name = ?', [
        deploymentId,
        resourceName,
      ]);
      const { bytes } = found(row && decodeRow(RESOURCE, row), 'Deployment resource', resourceName);
      return decodeXmlAnyway(bytes ?? new Uint8Array());
    },
    getStartForm: async (id) => formOf(context.graph(id)?.model.startForm, definition(id).deploymentId),
    getStartFormVariables: async (id) =>
      formFieldValues(context.graph(definition(id).id)?.model.startForm?.fields ?? []),

    getProcessDefinitionStatistics: async () => {
      const seen = restriction(db, PROCESS_DEFINITIONS.readable);
      const rows = all(
        db,
        `SELECT d.*,
           (SELECT count(*) FROM execution e WHERE e.process_definition_id = d.id AND e.id = e.process_instance_id) AS instances,
           (SELECT count(*) FROM job j WHERE j.process_definition_id = d.id AND j.retries = 0) AS failed_jobs
         FROM process_definition d ${seen ? `WHERE ${seen.sql}` : ''} ORDER BY d.id`,
        [...(seen?.params ?? [])],
      );
      const incidents = incidentCounts(context, 'process_definition_id', '1');
      return rows.map((row) => {
        const dto = toProcessDefinitionDto(decodeRow(PROCESS_DEFINITION, row));
        return {
          id: dto.id,
          instances: Number(row['instances']),
          failedJobs: Number(row['failed_jobs']),
          incidents: incidents.get(dto.id) ?? [],
          definition: dto,
        };
      });
    },
    getActivityStatistics: async (id) => activityStatistics(context, definition(id).id),
    getStaticCalledProcessDefinitions: async (id) => calledDefinitions(context, definition(id)),
  };
}

function incidentCounts(
  { db }: ReadContext,
  by: 'process_definition_id' | 'activity_id',
  where: string,
  ...params: string[]
): Map<string, IncidentStatisticsDto[]> {
  const counts = new Map<string, IncidentStatisticsDto[]>();
  const rows = all(
    db,
    `SELECT ${by} AS id, incident_type AS type, count(*) AS n FROM incident WHERE ${where} GROUP BY 1, 2 ORDER BY 1, 2`,
    params,
  );
  for (const row of rows) {
    const id = String(row['id']);
    const list = counts.get(id) ?? [];
    list.push({ incidentType: String(row['type']), incidentCount: Number(row['n']) });
    counts.set(id, list);
  }
  return counts;
}

function activityStatistics(context: ReadContext, id: string): ActivityStatisticsDto[] {
  const instances = all(
    context.db,
    `SELECT activity_id AS id, count(*) AS n FROM execution WHERE process_definition_id = ?
       AND activity_id IS NOT NULL AND is_event_scope = 0 AND state <> 'hosting' AND id <> process_instance_id GROUP BY 1 ORDER BY 1`,
    [id],
  );
  const failed = new Map(
    all(
      context.db,
      `SELECT activity_id AS id, count(*) AS n FROM job WHERE process_definition_id = ? AND retries = 0 GROUP BY 1`,
      [id],
    ).map((row) => [String(row['id']), Number(row['n'])]),
  );
  const incidents = incidentCounts(context, 'activity_id', 'process_definition_id = ?', id);
  return instances.map((row) => {
    const activityId = String(row['id']);
    return {
      id: activityId,
      instances: Number(row['n']),
      failedJobs: failed.get(activityId) ?? 0,
      incidents: incidents.get(activityId) ?? [],
    };
  });
}

/** Definitions that call activities of this one name literally, with the newest version unless a binding says another. */
function calledDefinitions(context: ReadContext, calling: ProcessDefinition): CalledProcessDefinitionDto[] {
  const called = new Map<string, { row: ProcessDefinition; activities: string[] }>();
  for (const node of context.graph(calling.id)?.model.nodes ?? []) {
    if (node.kind !== 'callActivity' || !node.calledElement.isLiteral) continue;
    const key = String(node.calledElement.literal);
    const [extra, params]: [string, (string | number)[]] =
      node.binding === 'deployment'
        ? ['AND deployment_id = ?', [calling.deploymentId]]
        : node.binding === 'version' && node.version?.isLiteral
          ? ['AND version = ?', [Number(node.version.literal)]]
          : node.binding === 'versionTag' && node.versionTag?.isLiteral
            ? ['AND version_tag = ?', [String(node.versionTag.literal)]]
            : ['', []];
    const row = first(
      context.db,
      `SELECT * FROM process_definition WHERE key = ? ${extra} ORDER BY version DESC LIMIT 1`,
      [key, ...params],
    );
    if (!row) continue;
    const definition = decodeRow(PROCESS_DEFINITION, row);
    const entry = called.get(definition.id) ?? { row: definition, activities: [] };
    entry.activities.push(node.id);
    called.set(definition.id, entry);
  }
  return [...called.values()].map(({ row, activities }) => ({
    ...toProcessDefinitionDto(row),
    callingProcessDefinitionId: calling.id,
    calledFromActivityIds: activities,
  }));
}
