import type { DelegationState } from '../dto/task.js';
import type { DateTimeString } from '../time.js';
import type { PageAndSort, VariableCondition } from './common.js';

export type TaskSortBy =
  | 'instanceId'
  | 'caseInstanceId'
  | 'dueDate'
  | 'executionId'
  | 'caseExecutionId'
  | 'assignee'
  | 'created'
  | 'lastUpdated'
  | 'followUpDate'
  | 'description'
  | 'id'
  | 'name'
  | 'nameCaseInsensitive'
  | 'priority'
  | 'tenantId'
  | 'processVariable'
  | 'executionVariable'
  | 'taskVariable';

/** Everything `GET /task` filters by. A filter that is absent does not restrict. */
export interface TaskQuery extends PageAndSort<TaskSortBy> {
  readonly taskId?: string;
  readonly taskIdIn?: readonly string[];
  readonly processInstanceId?: string;
  readonly processInstanceIdIn?: readonly string[];
  readonly processInstanceBusinessKey?: string;
  readonly processInstanceBusinessKeyIn?: readonly string[];
  readonly processInstanceBusinessKeyLike?: string;
  readonly processDefinitionId?: string;
  readonly processDefinitionKey?: string;
  readonly processDefinitionKeyIn?: readonly string[];
  readonly processDefinitionName?: string;
  readonly processDefinitionNameLike?: string;
  readonly executionId?: string;
  readonly activityInstanceIdIn?: readonly string[];
  readonly caseInstanceId?: string;
  readonly tenantIdIn?: readonly string[];
  readonly withoutTenantId?: boolean;
  readonly assignee?: string;
  readonly assigneeLike?: string;
  readonly assigneeIn?: readonly string[];
  readonly assigneeNotIn?: readonly string[];
  readonly assigned?: boolean;
  readonly unassigned?: boolean;
  readonly owner?: string;
  readonly candidateGroup?: string;
  readonly candidateGroupLike?: string;
  readonly candidateGroups?: readonly string[];
  readonly candidateUser?: string;
  /** Groups the candidate user belongs to besides those the engine knows of. */
  readonly candidateUserGroups?: readonly string[];
  readonly includeAssignedTasks?: boolean;
  readonly withCandidateGroups?: boolean;
  readonly withoutCandidateGroups?: boolean;
  readonly withCandidateUsers?: boolean;
  readonly withoutCandidateUsers?: boolean;
  readonly involvedUser?: string;
  readonly taskDefinitionKey?: string;
  readonly taskDefinitionKeyIn?: readonly string[];
  readonly taskDefinitionKeyNotIn?: readonly string[];
  readonly taskDefinitionKeyLike?: string;
  readonly name?: string;
  readonly nameNotEqual?: string;
  readonly nameLike?: string;
  readonly nameNotLike?: string;
  readonly description?: string;
  readonly descriptionLike?: string;
  readonly priority?: number;
  readonly minPriority?: number;
  readonly maxPriority?: number;
  readonly dueDate?: DateTimeString;
  readonly dueAfter?: DateTimeString;
  readonly dueBefore?: DateTimeString;
  readonly withoutDueDate?: boolean;
  readonly followUpDate?: DateTimeString;
  readonly followUpAfter?: DateTimeString;
  readonly followUpBefore?: DateTimeString;
  readonly followUpBeforeOrNotExistent?: DateTimeString;
  readonly createdOn?: DateTimeString;
  readonly createdAfter?: DateTimeString;
  readonly createdBefore?: DateTimeString;
  readonly updatedAfter?: DateTimeString;
  readonly delegationState?: DelegationState;
  readonly active?: boolean;
  readonly suspended?: boolean;
  readonly parentTaskId?: string;
  readonly taskVariables?: readonly VariableCondition[];
  readonly processVariables?: readonly VariableCondition[];
  readonly variableNamesIgnoreCase?: boolean;
  readonly variableValuesIgnoreCase?: boolean;
  /** Older name of `dueDate`. */
  readonly due?: DateTimeString;
  /** Older name of `followUpDate`. */
  readonly followUp?: DateTimeString;
  /** Older name of `createdOn`. */
  readonly created?: DateTimeString;
  /** Cases are not executed here: a condition on one matches no task. */
  readonly caseDefinitionId?: string;
  readonly caseDefinitionKey?: string;
  readonly caseDefinitionName?: string;
  readonly caseDefinitionNameLike?: string;
  readonly caseExecutionId?: string;
  readonly caseInstanceBusinessKey?: string;
  readonly caseInstanceBusinessKeyLike?: string;
  readonly caseInstanceVariables?: readonly VariableCondition[];
  readonly orQueries?: readonly TaskQuery[];
}
