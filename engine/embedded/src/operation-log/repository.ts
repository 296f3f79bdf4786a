import type { DeploymentInput } from '@anliu/engine-protocol';
import type { Deployment } from '@anliu/engine-kernel';
import { given } from './operation.js';
import type { OperationContext, PropertyChange, UserOperation } from './operation.js';

export const onDeployment = (
  operationType: string,
  { id, tenantId }: Pick<Deployment, 'id' | 'tenantId'>,
  changes: readonly PropertyChange[],
): UserOperation => ({
  operationType,
  entityType: 'Deployment',
  category: 'Operator',
  changes,
  deploymentId: id,
  tenantId,
});

export const deploymentCreated = (deployment: Deployment, input: DeploymentInput): UserOperation => {
  const duplicateFilterEnabled = input.enableDuplicateFiltering ?? false;
  const deployChangedOnly = input.deployChangedOnly ?? false;
  return onDeployment(
    'Create',
    deployment,
    given({ duplicateFilterEnabled, ...(duplicateFilterEnabled ? { deployChangedOnly } : {}) }),
  );
};

export const onDefinition = (
  operationType: string,
  changes: readonly PropertyChange[],
  context: OperationContext,
): UserOperation => ({ operationType, entityType: 'ProcessDefinition', category: 'Operator', changes, ...context });
