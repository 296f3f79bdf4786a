import type { DateTimeString } from '../time.js';
import type { PageAndSort } from './common.js';

export interface DecisionDefinitionQuery extends PageAndSort<
  | 'category'
  | 'key'
  | 'id'
  | 'name'
  | 'version'
  | 'deploymentId'
  | 'deployTime'
  | 'decisionRequirementsDefinitionKey'
  | 'tenantId'
  | 'versionTag'
> {
  readonly decisionDefinitionId?: string;
  readonly decisionDefinitionIdIn?: readonly string[];
  readonly name?: string;
  readonly nameLike?: string;
  readonly deploymentId?: string;
  readonly deployedAfter?: DateTimeString;
  readonly deployedAt?: DateTimeString;
  readonly key?: string;
  readonly keyLike?: string;
  readonly category?: string;
  readonly categoryLike?: string;
  readonly version?: number;
  readonly latestVersion?: boolean;
  readonly resourceName?: string;
  readonly resourceNameLike?: string;
  readonly decisionRequirementsDefinitionId?: string;
  readonly decisionRequirementsDefinitionKey?: string;
  readonly withoutDecisionRequirementsDefinition?: boolean;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly includeDecisionDefinitionsWithoutTenantId?: boolean;
  readonly versionTag?: string;
  readonly versionTagLike?: string;
}

export interface DecisionRequirementsDefinitionQuery extends PageAndSort<
  'category' | 'key' | 'id' | 'name' | 'version' | 'deploymentId' | 'tenantId'
> {
  readonly decisionRequirementsDefinitionId?: string;
  readonly decisionRequirementsDefinitionIdIn?: readonly string[];
  readonly name?: string;
  readonly nameLike?: string;
  readonly deploymentId?: string;
  readonly key?: string;
  readonly keyLike?: string;
  readonly category?: string;
  readonly categoryLike?: string;
  readonly version?: number;
  readonly latestVersion?: boolean;
  readonly resourceName?: string;
  readonly resourceNameLike?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly includeDecisionRequirementsDefinitionsWithoutTenantId?: boolean;
}

export interface HistoricDecisionInstanceQuery extends PageAndSort<'evaluationTime' | 'tenantId'> {
  readonly decisionInstanceId?: string;
  readonly decisionInstanceIdIn?: readonly string[];
  readonly decisionDefinitionId?: string;
  readonly decisionDefinitionIdIn?: readonly string[];
  readonly decisionDefinitionKey?: string;
  readonly decisionDefinitionKeyIn?: readonly string[];
  readonly decisionDefinitionName?: string;
  readonly decisionDefinitionNameLike?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly processInstanceId?: string;
  readonly caseDefinitionId?: string;
  readonly caseDefinitionKey?: string;
  readonly caseInstanceId?: string;
  readonly activityIdIn?: readonly string[];
  readonly activityInstanceIdIn?: readonly string[];
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly evaluatedBefore?: DateTimeString;
  readonly evaluatedAfter?: DateTimeString;
  readonly userId?: string;
  readonly rootDecisionInstanceId?: string;
  readonly rootDecisionInstancesOnly?: boolean;
  readonly decisionRequirementsDefinitionId?: string;
  readonly decisionRequirementsDefinitionKey?: string;
  /** Show inputs / outputs, and their bytes and deserialised values. */
  readonly includeInputs?: boolean;
  readonly includeOutputs?: boolean;
  readonly disableBinaryFetching?: boolean;
  readonly disableCustomObjectDeserialization?: boolean;
}

export interface CleanableDecisionReportQuery extends PageAndSort<'finished'> {
  readonly decisionDefinitionIdIn?: readonly string[];
  readonly decisionDefinitionKeyIn?: readonly string[];
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly compact?: boolean;
}
