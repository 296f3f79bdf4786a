import type {
  DecisionDefinitionQuery,
  DecisionRequirementsDefinitionQuery,
  HistoricDecisionInstanceQuery,
} from '@anliu/engine-protocol';
import {
  DECISION_DEFINITION,
  DECISION_REQUIREMENTS_DEFINITION,
  HISTORIC_DECISION_INSTANCE,
} from '@anliu/engine-kernel';
import { after, at, clause, equals, isIn, isLike, notAfter, notBefore, whenTrue } from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { noCondition, tenantFilters } from './tenant.js';
import { seenBy } from '../../authorization/readable.js';

const newest = (name: string): string => `NOT EXISTS (SELECT 1 FROM ${name} n
  WHERE n.key = d.key AND n.version > d.version AND n.tenant_id IS d.tenant_id)`;
const DEPLOYED = 'SELECT 1 FROM deployment p WHERE p.id = d.deployment_id';
const orWithoutTenant = (values: readonly string[], without: boolean | undefined) =>
  without
    ? clause('d.tenant_id IS NULL OR d.tenant_id IN (SELECT value FROM json_each(?))', JSON.stringify(values))
    : isIn('d.tenant_id')(values);
const deployed = (condition: typeof after) => (value: string) => {
  const { sql, params } = condition('p.deployment_time')(value);
  return clause(`EXISTS (${DEPLOYED} AND ${sql})`, ...params);
};

const definitionFilters: FilterTable<DecisionDefinitionQuery> = {
  decisionDefinitionId: equals('d.id'),
  decisionDefinitionIdIn: isIn('d.id'),
  name: equals('d.name'),
  nameLike: isLike('d.name'),
  deploymentId: equals('d.deployment_id'),
  deployedAfter: deployed(after),
  deployedAt: deployed(at),
  key: equals('d.key'),
  keyLike: isLike('d.key'),
  category: equals('d.category'),
  categoryLike: isLike('d.category'),
  version: equals('d.version'),
  latestVersion: whenTrue(newest('decision_definition')),
  resourceName: equals('d.resource_name'),
  resourceNameLike: isLike('d.resource_name'),
  decisionRequirementsDefinitionId: equals('d.decision_requirements_definition_id'),
  decisionRequirementsDefinitionKey: equals('d.decision_requirements_definition_key'),
  withoutDecisionRequirementsDefinition: whenTrue('d.decision_requirements_definition_id IS NULL'),
  tenantIdIn: (values, query) => orWithoutTenant(values, query.includeDecisionDefinitionsWithoutTenantId),
  withoutTenantId: whenTrue('d.tenant_id IS NULL'),
  includeDecisionDefinitionsWithoutTenantId: noCondition,
  versionTag: equals('d.version_tag'),
  versionTagLike: isLike('d.version_tag'),
};

const sorts = {
  category: 'd.category',
  key: 'd.key',
  id: 'd.id',
  name: 'd.name',
  version: 'd.version',
  deploymentId: 'd.deployment_id',
  tenantId: 'd.tenant_id',
};

export const DECISION_DEFINITIONS: Selection<DecisionDefinitionQuery, string, typeof DECISION_DEFINITION.columns> = {
  table: DECISION_DEFINITION,
  from: 'decision_definition d',
  alias: 'd',
  readable: [seenBy('READ', 'DecisionDefinition', 'd.key')],
  filters: definitionFilters,
  sorts: {
    ...sorts,
    deployTime: '(SELECT p.deployment_time FROM deployment p WHERE p.id = d.deployment_id)',
    decisionRequirementsDefinitionKey: 'd.decision_requirements_definition_key',
    versionTag: 'd.version_tag',
  },
};

const requirementsFilters: FilterTable<DecisionRequirementsDefinitionQuery> = {
  decisionRequirementsDefinitionId: equals('d.id'),
  decisionRequirementsDefinitionIdIn: isIn('d.id'),
  name: equals('d.name'),
  nameLike: isLike('d.name'),
  deploymentId: equals('d.deployment_id'),
  key: equals('d.key'),
  keyLike: isLike('d.key'),
  category: equals('d.category'),
  categoryLike: isLike('d.category'),
  version: equals('d.version'),
  latestVersion: whenTrue(newest('decision_requirements_definition')),
  resourceName: equals('d.resource_name'),
  resourceNameLike: isLike('d.resource_name'),
  tenantIdIn: (values, query) => orWithoutTenant(values, query.includeDecisionRequirementsDefinitionsWithoutTenantId),
  withoutTenantId: whenTrue('d.tenant_id IS NULL'),
  includeDecisionRequirementsDefinitionsWithoutTenantId: noCondition,
};

export const DECISION_REQUIREMENTS_DEFINITIONS: Selection<
  DecisionRequirementsDefinitionQuery,
  string,
  typeof DECISION_REQUIREMENTS_DEFINITION.columns
> = {
  table: DECISION_REQUIREMENTS_DEFINITION,
  from: 'decision_requirements_definition d',
  alias: 'd',
  readable: [seenBy('READ', 'DecisionRequirementsDefinition', 'd.key')],
  filters: requirementsFilters,
  sorts,
};

const never = () => clause('0');

const instanceFilters: FilterTable<HistoricDecisionInstanceQuery> = {
  decisionInstanceId: equals('h.id'),
  decisionInstanceIdIn: isIn('h.id'),
  decisionDefinitionId: equals('h.decision_definition_id'),
  decisionDefinitionIdIn: isIn('h.decision_definition_id'),
  decisionDefinitionKey: equals('h.decision_definition_key'),
  decisionDefinitionKeyIn: isIn('h.decision_definition_key'),
  decisionDefinitionName: equals('h.decision_definition_name'),
  decisionDefinitionNameLike: isLike('h.decision_definition_name'),
  processDefinitionId: equals('h.process_definition_id'),
  processDefinitionKey: equals('h.process_definition_key'),
  processInstanceId: equals('h.process_instance_id'),
  caseDefinitionId: never,
  caseDefinitionKey: never,
  caseInstanceId: never,
  activityIdIn: isIn('h.activity_id'),
  activityInstanceIdIn: isIn('h.activity_instance_id'),
  ...tenantFilters('h'),
  evaluatedBefore: notAfter('h.evaluation_time'),
  evaluatedAfter: notBefore('h.evaluation_time'),
  userId: equals('h.user_id'),
  // the root itself belongs to its own answers
  rootDecisionInstanceId: (id) => clause('h.id = ? OR h.root_decision_instance_id = ?', id, id),
  rootDecisionInstancesOnly: whenTrue('h.root_decision_instance_id IS NULL'),
  decisionRequirementsDefinitionId: equals('h.decision_requirements_definition_id'),
  decisionRequirementsDefinitionKey: equals('h.decision_requirements_definition_key'),
  includeInputs: noCondition,
  includeOutputs: noCondition,
  disableBinaryFetching: noCondition,
  disableCustomObjectDeserialization: noCondition,
};

export const HISTORIC_DECISION_INSTANCES: Selection<
  HistoricDecisionInstanceQuery,
  string,
  typeof HISTORIC_DECISION_INSTANCE.columns
> = {
  table: HISTORIC_DECISION_INSTANCE,
  from: 'hi_decision_instance h',
  alias: 'h',
  readable: [seenBy('READ_HISTORY', 'DecisionDefinition', 'h.decision_definition_key')],
  filters: instanceFilters,
  sorts: { evaluationTime: 'h.evaluation_time', tenantId: 'h.tenant_id' },
};
