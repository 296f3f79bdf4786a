import type { DateTimeString } from '../time.js';
import type { VariableMap } from '../variables.js';

export type DelegationState = 'PENDING' | 'RESOLVED';

export interface FormRefDto {
  readonly key: string;
  readonly binding: string;
  readonly version: number | null;
}

export interface TaskDto {
  readonly id: string;
  readonly name: string | null;
  readonly assignee: string | null;
  readonly owner: string | null;
  readonly created: DateTimeString;
  readonly lastUpdated: DateTimeString | null;
  readonly due: DateTimeString | null;
  readonly followUp: DateTimeString | null;
  readonly delegationState: DelegationState | null;
  readonly description: string | null;
  readonly executionId: string | null;
  readonly parentTaskId: string | null;
  readonly priority: number;
  readonly processDefinitionId: string | null;
  readonly processInstanceId: string | null;
  readonly taskDefinitionKey: string | null;
  readonly caseExecutionId: string | null;
  readonly caseInstanceId: string | null;
  readonly caseDefinitionId: string | null;
  readonly suspended: boolean;
  readonly formKey: string | null;
  readonly formRef: FormRefDto | null;
  readonly tenantId: string | null;
  readonly taskState: string;
}

/** Every writable field; what is left out becomes null, as in Camunda's PUT. */
export interface TaskUpdateInput {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly assignee?: string | null;
  readonly owner?: string | null;
  readonly due?: DateTimeString | null;
  readonly followUp?: DateTimeString | null;
  readonly priority?: number | null;
  readonly delegationState?: DelegationState | null;
  readonly parentTaskId?: string | null;
  readonly caseInstanceId?: string | null;
  readonly tenantId?: string | null;
}

export interface TaskCreateInput extends TaskUpdateInput {
  readonly id?: string;
}

export interface CompleteTaskInput {
  readonly variables?: VariableMap;
  readonly withVariablesInReturn?: boolean;
  /** The variables are the values of a submitted form, which history keeps as such. */
  readonly isForm?: boolean;
}

export type IdentityLinkType = 'assignee' | 'owner' | 'candidate' | (string & {});

export interface IdentityLinkDto {
  readonly userId: string | null;
  readonly groupId: string | null;
  readonly type: IdentityLinkType;
}

export interface CommentDto {
  readonly id: string;
  readonly userId: string | null;
  readonly time: DateTimeString;
  readonly taskId: string | null;
  readonly processInstanceId: string | null;
  readonly message: string;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}

export interface AttachmentDto {
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly taskId: string | null;
  readonly type: string | null;
  readonly url: string | null;
  readonly createTime: DateTimeString;
  readonly removalTime: DateTimeString | null;
  readonly rootProcessInstanceId: string | null;
}

export interface AttachmentInput {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly type?: string | null;
  readonly url?: string | null;
  readonly content?: Uint8Array;
}

export interface TaskCountByCandidateGroupDto {
  readonly groupName: string | null;
  readonly taskCount: number;
}
