import type { IncidentService, RuntimeService } from '@anliu/engine-protocol';
import { found } from '../context.js';
import type { ReadContext } from '../context.js';
import { toEventSubscriptionDto, toExecutionDto, toIncidentDto, toProcessInstanceDto } from '../mappers/runtime.js';
import { toVariableInstanceDto } from '../mappers/variable.js';
import {
  EVENT_SUBSCRIPTIONS,
  EXECUTIONS,
  INCIDENTS,
  PROCESS_INSTANCES,
  VARIABLE_INSTANCES,
} from '../select/runtime.js';
import { countRows, readableRow, selectRows } from '../sql/select.js';
import { activityTree } from './activity-tree.js';
import { dataOf, readVariable, readVariableData, readVariables } from './variables.js';

export type RuntimeReads = Pick<
  RuntimeService,
  | 'listProcessInstances'
  | 'countProcessInstances'
  | 'getProcessInstance'
  | 'getActivityInstances'
  | 'listExecutions'
  | 'countExecutions'
  | 'getExecution'
  | 'getVariables'
  | 'getVariable'
  | 'getVariableData'
  | 'listVariableInstances'
  | 'countVariableInstances'
  | 'getVariableInstance'
  | 'getVariableInstanceData'
  | 'listEventSubscriptions'
  | 'countEventSubscriptions'
>;

export function runtimeReads(context: ReadContext): RuntimeReads {
  const { db } = context;
  const variable = (id: string) => found(readableRow(db, VARIABLE_INSTANCES, id), 'Variable instance', id);
  return {
    listProcessInstances: async (query = {}) => selectRows(db, PROCESS_INSTANCES, query).map(toProcessInstanceDto),
    countProcessInstances: async (query = {}) => countRows(db, PROCESS_INSTANCES, query),
    getProcessInstance: async (id) => {
      const row = readableRow(db, PROCESS_INSTANCES, id);
      return toProcessInstanceDto(found(row?.processInstanceId === row?.id ? row : undefined, 'Process instance', id));
    },
    getActivityInstances: async (id) => activityTree(context, id),

    listExecutions: async (query = {}) => selectRows(db, EXECUTIONS, query).map(toExecutionDto),
    countExecutions: async (query = {}) => countRows(db, EXECUTIONS, query),
    getExecution: async (id) => toExecutionDto(found(readableRow(db, EXECUTIONS, id), 'Execution', id)),

    getVariables: async (executionId, options) => readVariables(context, { executionId }, options),
    getVariable: async (executionId, name, options) => readVariable(context, { executionId }, name, options),
    getVariableData: async (executionId, name, options) => readVariableData(context, { executionId }, name, options),
    listVariableInstances: async (query = {}) =>
      selectRows(db, VARIABLE_INSTANCES, query).map((row) => toVariableInstanceDto(row, { deserializeValues: false })),
    countVariableInstances: async (query = {}) => countRows(db, VARIABLE_INSTANCES, query),
    getVariableInstance: async (id) => toVariableInstanceDto(variable(id), { withBytes: true }),
    getVariableInstanceData: async (id) => dataOf(variable(id)),

    listEventSubscriptions: async (query = {}) =>
      selectRows(db, EVENT_SUBSCRIPTIONS, query).map(toEventSubscriptionDto),
    countEventSubscriptions: async (query = {}) => countRows(db, EVENT_SUBSCRIPTIONS, query),
  };
}

export type IncidentReads = Pick<IncidentService, 'list' | 'count' | 'get'>;

export function incidentReads({ db }: ReadContext): IncidentReads {
  return {
    list: async (query = {}) => selectRows(db, INCIDENTS, query).map(toIncidentDto),
    count: async (query = {}) => countRows(db, INCIDENTS, query),
    get: async (id) => toIncidentDto(found(readableRow(db, INCIDENTS, id), 'Incident', id)),
  };
}
