import type { DateTimeString } from '../time.js';
import type { PageAndSort } from './common.js';

export interface DeploymentQuery extends PageAndSort<'id' | 'name' | 'deploymentTime' | 'tenantId'> {
  readonly id?: string;
  readonly name?: string;
  readonly nameLike?: string;
  readonly source?: string;
  readonly withoutSource?: boolean;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly includeDeploymentsWithoutTenantId?: boolean;
  readonly after?: DateTimeString;
  readonly before?: DateTimeString;
}

export interface ProcessDefinitionQuery extends PageAndSort<
  'category' | 'key' | 'id' | 'name' | 'version' | 'deploymentId' | 'deployTime' | 'tenantId' | 'versionTag'
> {
  readonly processDefinitionId?: string;
  readonly processDefinitionIdIn?: readonly string[];
  readonly name?: string;
  readonly nameLike?: string;
  readonly deploymentId?: string;
  readonly deployedAfter?: DateTimeString;
  readonly deployedAt?: DateTimeString;
  readonly key?: string;
  readonly keysIn?: readonly string[];
  readonly keyLike?: string;
  readonly category?: string;
  readonly categoryLike?: string;
  readonly version?: number;
  readonly latestVersion?: boolean;
  readonly resourceName?: string;
  readonly resourceNameLike?: string;
  readonly active?: boolean;
  readonly suspended?: boolean;
  readonly incidentId?: string;
  readonly incidentType?: string;
  readonly incidentMessage?: string;
  readonly incidentMessageLike?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly includeProcessDefinitionsWithoutTenantId?: boolean;
  readonly versionTag?: string;
  readonly versionTagLike?: string;
  readonly withoutVersionTag?: boolean;
  readonly startableBy?: string;
  readonly startableInTasklist?: boolean;
  readonly notStartableInTasklist?: boolean;
  readonly startablePermissionCheck?: boolean;
}
