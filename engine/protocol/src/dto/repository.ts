import type { DateTimeString } from '../time.js';
import type { DecisionDefinitionDto, DecisionRequirementsDefinitionDto } from './decision.js';

export interface DeploymentDto {
  readonly id: string;
  readonly name: string | null;
  readonly source: string | null;
  readonly deploymentTime: DateTimeString;
  readonly tenantId: string | null;
}

export interface DeploymentWithDefinitionsDto extends DeploymentDto {
  /** Definitions this very deployment brought, by id; null when it brought none of the kind. */
  readonly deployedProcessDefinitions: Readonly<Record<string, ProcessDefinitionDto>> | null;
  readonly deployedDecisionDefinitions: Readonly<Record<string, DecisionDefinitionDto>> | null;
  readonly deployedDecisionRequirementsDefinitions: Readonly<Record<string, DecisionRequirementsDefinitionDto>> | null;
}

export interface DeploymentResourceDto {
  readonly id: string;
  readonly name: string;
  readonly deploymentId: string;
}

export interface ResourceInput {
  /** File name; the ending decides what it is (`.bpmn`, `.bpmn20.xml`, `.dmn`, `.dmn11.xml`; anything else is kept as is). */
  readonly name: string;
  readonly content: string | Uint8Array;
}

export interface DeploymentInput {
  readonly name?: string | null;
  readonly source?: string | null;
  readonly tenantId?: string | null;
  /** Same name and same contents as the newest deployment of that name: nothing is deployed, that one is returned. */
  readonly enableDuplicateFiltering?: boolean;
  /** With duplicate filtering: deploy only the resources that differ. */
  readonly deployChangedOnly?: boolean;
  /** Process definitions become active only then; until then they are suspended. */
  readonly activationTime?: DateTimeString | null;
  readonly resources: readonly ResourceInput[];
}

export interface DeleteDeploymentOptions {
  /** Also delete running and finished instances. Without it a deployment with running instances is refused. */
  readonly cascade?: boolean;
  readonly skipCustomListeners?: boolean;
  readonly skipIoMappings?: boolean;
}

export interface ProcessDefinitionDto {
  readonly id: string;
  readonly key: string;
  readonly category: string | null;
  readonly description: string | null;
  readonly name: string | null;
  readonly version: number;
  readonly resource: string;
  readonly deploymentId: string;
  readonly diagram: string | null;
  readonly suspended: boolean;
  readonly tenantId: string | null;
  readonly versionTag: string | null;
  readonly historyTimeToLive: number | null;
  readonly startableInTasklist: boolean;
}

export interface IncidentStatisticsDto {
  readonly incidentType: string;
  readonly incidentCount: number;
}

export interface ProcessDefinitionStatisticsDto {
  readonly id: string;
  readonly instances: number;
  readonly failedJobs: number;
  readonly incidents: readonly IncidentStatisticsDto[];
  readonly definition: ProcessDefinitionDto;
}

export interface ActivityStatisticsDto {
  readonly id: string;
  readonly instances: number;
  readonly failedJobs: number;
  readonly incidents: readonly IncidentStatisticsDto[];
}

export interface CalledProcessDefinitionDto extends ProcessDefinitionDto {
  readonly callingProcessDefinitionId: string;
  readonly calledFromActivityIds: readonly string[];
}

/** What a start event or a user task says about its form. */
export interface FormDto {
  readonly key: string | null;
  readonly formRef: { readonly key: string; readonly binding: string; readonly version: number | null } | null;
  readonly contextPath: string | null;
  /** It declares form fields and names no form: the engine renders one. */
  readonly isGenerated: boolean;
}
