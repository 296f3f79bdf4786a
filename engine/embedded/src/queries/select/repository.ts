import type { DeploymentQuery, ProcessDefinitionQuery } from '@anliu/engine-protocol';
import { DEPLOYMENT, PROCESS_DEFINITION } from '@anliu/engine-kernel';
import { after, at, before, clause, equals, existsEquals, existsLike, isIn, isLike, whenTrue } from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { noCondition, tenantFilters } from './tenant.js';
import { seenBy } from '../../authorization/readable.js';

const deploymentFilters: FilterTable<DeploymentQuery> = {
  id: equals('d.id'),
  name: equals('d.name'),
  nameLike: isLike('d.name'),
  source: equals('d.source'),
  withoutSource: whenTrue('d.source IS NULL'),
  ...tenantFilters('d'),
  includeDeploymentsWithoutTenantId: noCondition,
  after: after('d.deployment_time'),
  before: before('d.deployment_time'),
};

export const DEPLOYMENTS: Selection<DeploymentQuery, string, typeof DEPLOYMENT.columns> = {
  table: DEPLOYMENT,
  from: 'deployment d',
  alias: 'd',
  readable: [seenBy('READ', 'Deployment', 'd.id')],
  filters: deploymentFilters,
  sorts: { id: 'd.id', name: 'd.name', deploymentTime: 'd.deployment_time', tenantId: 'd.tenant_id' },
};

const NEWEST = `NOT EXISTS (SELECT 1 FROM process_definition n
  WHERE n.key = d.key AND n.version > d.version AND n.tenant_id IS d.tenant_id)`;
const DEPLOYED = 'SELECT 1 FROM deployment p WHERE p.id = d.deployment_id';
const INCIDENT = 'SELECT 1 FROM incident i WHERE i.process_definition_id = d.id';

const definitionFilters: FilterTable<ProcessDefinitionQuery> = {
  processDefinitionId: equals('d.id'),
  processDefinitionIdIn: isIn('d.id'),
  name: equals('d.name'),
  nameLike: isLike('d.name'),
  deploymentId: equals('d.deployment_id'),
  deployedAfter: (value) => {
    const { sql, params } = after('p.deployment_time')(value);
    return clause(`EXISTS (${DEPLOYED} AND ${sql})`, ...params);
  },
  deployedAt: (value) => {
    const { sql, params } = at('p.deployment_time')(value);
    return clause(`EXISTS (${DEPLOYED} AND ${sql})`, ...params);
  },
  key: equals('d.key'),
  keysIn: isIn('d.key'),
  keyLike: isLike('d.key'),
  category: equals('d.category'),
  categoryLike: isLike('d.category'),
  version: equals('d.version'),
  latestVersion: whenTrue(NEWEST),
  resourceName: equals('d.resource_name'),
  resourceNameLike: isLike('d.resource_name'),
  active: whenTrue('d.suspended = 0'),
  suspended: whenTrue('d.suspended = 1'),
  incidentId: existsEquals(INCIDENT, 'i.id'),
  incidentType: existsEquals(INCIDENT, 'i.incident_type'),
  incidentMessage: existsEquals(INCIDENT, 'i.incident_message'),
  incidentMessageLike: existsLike(INCIDENT, 'i.incident_message'),
  tenantIdIn: (values, query) =>
    query.includeProcessDefinitionsWithoutTenantId
      ? clause('d.tenant_id IS NULL OR d.tenant_id IN (SELECT value FROM json_each(?))', JSON.stringify(values))
      : isIn('d.tenant_id')(values),
  withoutTenantId: whenTrue('d.tenant_id IS NULL'),
  includeProcessDefinitionsWithoutTenantId: noCondition,
  versionTag: equals('d.version_tag'),
  versionTagLike: isLike('d.version_tag'),
  withoutVersionTag: whenTrue('d.version_tag IS NULL'),
  startableBy: existsEquals('SELECT 1 FROM identity_link l WHERE l.process_definition_id = d.id', 'l.user_id'),
  startableInTasklist: whenTrue('d.startable_in_tasklist = 1'),
  notStartableInTasklist: whenTrue('d.startable_in_tasklist = 0'),
  startablePermissionCheck: noCondition,
};

export const PROCESS_DEFINITIONS: Selection<ProcessDefinitionQuery, string, typeof PROCESS_DEFINITION.columns> = {
  table: PROCESS_DEFINITION,
  from: 'process_definition d',
  alias: 'd',
  readable: [seenBy('READ', 'ProcessDefinition', 'd.key')],
  filters: definitionFilters,
  sorts: {
    category: 'd.category',
    key: 'd.key',
    id: 'd.id',
    name: 'd.name',
    version: 'd.version',
    deploymentId: 'd.deployment_id',
    deployTime: '(SELECT p.deployment_time FROM deployment p WHERE p.id = d.deployment_id)',
    tenantId: 'd.tenant_id',
    versionTag: 'd.version_tag',
  },
};
