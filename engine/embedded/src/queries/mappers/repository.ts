import type { DeploymentDto, DeploymentResourceDto, ProcessDefinitionDto } from '@anliu/engine-protocol';
import type { Deployment, ProcessDefinition, Resource } from '@anliu/engine-kernel';
import { shownTime } from './common.js';

export const toDeploymentDto = (row: Deployment): DeploymentDto => ({
  id: row.id,
  name: row.name,
  source: row.source,
  deploymentTime: shownTime(row.deploymentTime),
  tenantId: row.tenantId,
});

export const toDeploymentResourceDto = (
  row: Pick<Resource, 'id' | 'name' | 'deploymentId'>,
): DeploymentResourceDto => ({
  id: row.id,
  name: row.name,
  deploymentId: row.deploymentId,
});

export const toProcessDefinitionDto = (row: ProcessDefinition): ProcessDefinitionDto => ({
  id: row.id,
  key: row.key,
  category: row.category,
  description: row.description,
  name: row.name,
  version: row.version,
  resource: row.resourceName,
  deploymentId: row.deploymentId,
  diagram: row.diagramResourceName,
  suspended: row.suspended,
  tenantId: row.tenantId,
  versionTag: row.versionTag,
  historyTimeToLive: row.historyTimeToLive,
  startableInTasklist: row.startableInTasklist,
});
