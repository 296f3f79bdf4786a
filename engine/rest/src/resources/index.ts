import type { ProcessEngine } from '@anliu/engine-protocol';
import type { Route } from '../http/route.js';
import { authorizationRoutes } from './authorization.js';
import { filterRoutes } from './filter.js';
import { groupRoutes } from './group.js';
import { identityRoutes } from './identity.js';
import { tenantRoutes } from './tenant.js';
import { userRoutes } from './user.js';
import { commentRoutes } from './comment.js';
import { formRoutes } from './form.js';
import { reportRoutes } from './report.js';
import { telemetryRoutes } from './telemetry.js';
import { batchOperationRoutes } from './batch-operations.js';
import { batchRoutes } from './batch.js';
import { decisionDefinitionRoutes } from './decision-definition.js';
import { decisionHistoryRoutes } from './decision-history.js';
import { decisionRequirementsDefinitionRoutes } from './decision-requirements-definition.js';
import { deploymentRoutes } from './deployment.js';
import { documentationRoutes } from './documentation.js';
import { engineRoutes } from './engine.js';
import { eventRoutes } from './event.js';
import { executionRoutes } from './execution.js';
import { externalTaskRoutes } from './external-task.js';
import { historyRoutes } from './history.js';
import { historyDetailRoutes } from './history-detail.js';
import { historyCleanupRoutes } from './history-cleanup.js';
import { historyOperationRoutes } from './history-operations.js';
import { incidentRoutes } from './incident.js';
import { jobDefinitionRoutes, jobRoutes } from './job.js';
import { modificationRoutes } from './modification.js';
import { migrationRoutes } from './migration.js';
import { processDefinitionRoutes } from './process-definition.js';
import { processInstanceRoutes } from './process-instance.js';
import { taskRoutes } from './task.js';
import { variableInstanceRoutes } from './variable-instance.js';

/** Every operation of the dialect, in the order they are matched. */
export function engineOperations(engine: ProcessEngine): Route[] {
  const routes = operations(engine);
  routes.push(...documentationRoutes(engine, () => routes));
  return routes;
}

const operations = (engine: ProcessEngine): Route[] => [
  ...engineRoutes(engine),
  ...reportRoutes(engine),
  ...telemetryRoutes(engine),
  ...commentRoutes(engine),
  ...formRoutes(engine),
  ...deploymentRoutes(engine),
  ...processDefinitionRoutes(engine),
  ...decisionDefinitionRoutes(engine),
  ...decisionRequirementsDefinitionRoutes(engine),
  ...batchRoutes(engine),
  ...batchOperationRoutes(engine),
  ...historyOperationRoutes(engine),
  ...historyCleanupRoutes(engine),
  ...processInstanceRoutes(engine),
  ...modificationRoutes(engine),
  ...executionRoutes(engine),
  ...taskRoutes(engine),
  ...externalTaskRoutes(engine),
  ...jobRoutes(engine),
  ...jobDefinitionRoutes(engine),
  ...eventRoutes(engine),
  ...variableInstanceRoutes(engine),
  ...incidentRoutes(engine),
  ...historyRoutes(engine),
  ...historyDetailRoutes(engine),
  ...filterRoutes(engine),
  ...userRoutes(engine),
  ...groupRoutes(engine),
  ...tenantRoutes(engine),
  ...authorizationRoutes(engine),
  ...identityRoutes(engine),
  ...decisionHistoryRoutes(engine),
  ...migrationRoutes(engine),
];
