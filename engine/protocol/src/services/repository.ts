import type {
  ActivityStatisticsDto,
  CalledProcessDefinitionDto,
  DeleteDeploymentOptions,
  DeploymentDto,
  DeploymentInput,
  DeploymentResourceDto,
  DeploymentWithDefinitionsDto,
  FormDto,
  ProcessDefinitionDto,
  ProcessDefinitionStatisticsDto,
} from '../dto/repository.js';
import type { DeploymentQuery, ProcessDefinitionQuery } from '../query/repository.js';
import type { DateTimeString } from '../time.js';
import type { VariableMap } from '../variables.js';

/** Which definitions a command addresses: one id, or every version of a key. */
export type DefinitionSelector =
  | { readonly processDefinitionId: string }
  | { readonly processDefinitionKey: string; readonly tenantId?: string | null };

export interface SuspendDefinitionInput {
  readonly suspended: boolean;
  readonly includeProcessInstances?: boolean;
  readonly executionDate?: DateTimeString | null;
}

/** Deployments and definitions. A get of something unknown throws NotFoundError. */
export interface RepositoryService {
  /** Throws ParseError (nothing is deployed then) when a resource has an error. */
  createDeployment(input: DeploymentInput): Promise<DeploymentWithDefinitionsDto>;
  listDeployments(query?: DeploymentQuery): Promise<DeploymentDto[]>;
  countDeployments(query?: DeploymentQuery): Promise<number>;
  getDeployment(id: string): Promise<DeploymentDto>;
  deleteDeployment(id: string, options?: DeleteDeploymentOptions): Promise<void>;
  listDeploymentResources(deploymentId: string): Promise<DeploymentResourceDto[]>;
  getDeploymentResource(deploymentId: string, resourceId: string): Promise<DeploymentResourceDto>;
  getDeploymentResourceData(deploymentId: string, resourceId: string): Promise<Uint8Array>;

  listProcessDefinitions(query?: ProcessDefinitionQuery): Promise<ProcessDefinitionDto[]>;
  countProcessDefinitions(query?: ProcessDefinitionQuery): Promise<number>;
  getProcessDefinition(id: string): Promise<ProcessDefinitionDto>;
  /** The newest version of a key; without `tenantId` the one that belongs to no tenant. */
  getProcessDefinitionByKey(key: string, tenantId?: string | null): Promise<ProcessDefinitionDto>;
  /** The XML exactly as it was deployed. */
  getProcessDefinitionXml(id: string): Promise<string>;
  setProcessDefinitionSuspended(selector: DefinitionSelector, input: SuspendDefinitionInput): Promise<void>;
  setProcessDefinitionHistoryTimeToLive(id: string, days: number | null): Promise<void>;
  deleteProcessDefinition(id: string, options?: DeleteDeploymentOptions): Promise<void>;
  getStartForm(processDefinitionId: string): Promise<FormDto>;
  /** Variables declared by form fields (`camunda:formField`) of the start event with their default values. */
  getStartFormVariables(processDefinitionId: string): Promise<VariableMap>;
  getProcessDefinitionStatistics(): Promise<ProcessDefinitionStatisticsDto[]>;
  getActivityStatistics(processDefinitionId: string): Promise<ActivityStatisticsDto[]>;
  getStaticCalledProcessDefinitions(processDefinitionId: string): Promise<CalledProcessDefinitionDto[]>;
}
