import { NotFoundError } from '@anliu/engine-protocol';
import type { HistoryService } from '@anliu/engine-protocol';
import { found } from '../context.js';
import type { ReadContext } from '../context.js';
import {
  toHistoricActivityInstanceDto,
  toHistoricExternalTaskLogDto,
  toHistoricIdentityLinkLogDto,
  toHistoricIncidentDto,
  toHistoricJobLogDto,
  toHistoricProcessInstanceDto,
  toHistoricTaskInstanceDto,
  toUserOperationDto,
} from '../mappers/history.js';
import { toHistoricVariableInstanceDto } from '../mappers/variable.js';
import { HISTORIC_ACTIVITY_INSTANCES, HISTORIC_PROCESS_INSTANCES, historicVariables } from '../select/history.js';
import {
  HISTORIC_EXTERNAL_TASK_LOGS,
  HISTORIC_IDENTITY_LINK_LOGS,
  HISTORIC_INCIDENTS,
  HISTORIC_JOB_LOGS,
  USER_OPERATIONS,
} from '../select/history-log.js';
import { HISTORIC_TASKS } from '../select/history-task.js';
import { all, countRows, readableRow, selectRows } from '../sql/select.js';
import { historyDetailReads } from './history-details.js';
import { dataOf } from './variables.js';

export type HistoryReads = Omit<
  HistoryService,
  'deleteProcessInstance' | 'deleteVariableInstance' | 'deleteVariableInstancesOf' | 'annotateUserOperation'
>;

export function historyReads(context: ReadContext): HistoryReads {
  const { db } = context;
  const variable = (id: string) => found(readableRow(db, historicVariables(true), id), 'Variable instance', id);
  const jobLog = (id: string) => found(readableRow(db, HISTORIC_JOB_LOGS, id), 'Historic job log', id);
  const taskLog = (id: string) =>
    found(readableRow(db, HISTORIC_EXTERNAL_TASK_LOGS, id), 'Historic external task log', id);
  return {
    ...historyDetailReads(context),
    listProcessInstances: async (query = {}) =>
      selectRows(db, HISTORIC_PROCESS_INSTANCES, query).map(toHistoricProcessInstanceDto),
    countProcessInstances: async (query = {}) => countRows(db, HISTORIC_PROCESS_INSTANCES, query),
    getProcessInstance: async (id) =>
      toHistoricProcessInstanceDto(
        found(readableRow(db, HISTORIC_PROCESS_INSTANCES, id), 'Historic process instance', id),
      ),
    listActivityInstances: async (query = {}) =>
      selectRows(db, HISTORIC_ACTIVITY_INSTANCES, query).map(toHistoricActivityInstanceDto),
    countActivityInstances: async (query = {}) => countRows(db, HISTORIC_ACTIVITY_INSTANCES, query),
    getActivityInstance: async (id) => {
      const row = readableRow(db, HISTORIC_ACTIVITY_INSTANCES, id);
      if (!row) throw new NotFoundError(`Historic activity instance with id '${id}' does not exist`);
      return toHistoricActivityInstanceDto(row);
    },
    getActivityStatistics: async (processDefinitionId) =>
      all(
        db,
        `SELECT a.activity_id AS id,
           sum(a.end_time IS NULL) AS instances,
           sum(a.canceled) AS canceled,
           sum(a.end_time IS NOT NULL) AS finished,
           sum(a.complete_scope) AS complete,
           (SELECT count(*) FROM hi_incident i WHERE i.process_definition_id = ? AND i.activity_id = a.activity_id AND i.open = 1) AS open,
           (SELECT count(*) FROM hi_incident i WHERE i.process_definition_id = ? AND i.activity_id = a.activity_id AND i.resolved = 1) AS resolved,
           (SELECT count(*) FROM hi_incident i WHERE i.process_definition_id = ? AND i.activity_id = a.activity_id AND i.deleted = 1) AS deleted
         FROM hi_activity_instance a WHERE a.process_definition_id = ? GROUP BY a.activity_id ORDER BY a.activity_id`,
        [processDefinitionId, processDefinitionId, processDefinitionId, processDefinitionId],
      ).map((row) => ({
        id: String(row['id']),
        instances: Number(row['instances']),
        canceled: Number(row['canceled']),
        finished: Number(row['finished']),
        completeScope: Number(row['complete']),
        openIncidents: Number(row['open']),
        resolvedIncidents: Number(row['resolved']),
        deletedIncidents: Number(row['deleted']),
      })),
    listTasks: async (query = {}) => selectRows(db, HISTORIC_TASKS, query).map(toHistoricTaskInstanceDto),
    countTasks: async (query = {}) => countRows(db, HISTORIC_TASKS, query),
    listVariableInstances: async (query = {}) =>
      selectRows(db, historicVariables(query.includeDeleted ?? false), query).map((row) =>
        toHistoricVariableInstanceDto(row, { deserializeValues: false }),
      ),
    countVariableInstances: async (query = {}) =>
      countRows(db, historicVariables(query.includeDeleted ?? false), query),
    getVariableInstance: async (id) => toHistoricVariableInstanceDto(variable(id), { withBytes: true }),
    getVariableInstanceData: async (id) => dataOf(variable(id)),
    listIncidents: async (query = {}) => selectRows(db, HISTORIC_INCIDENTS, query).map(toHistoricIncidentDto),
    countIncidents: async (query = {}) => countRows(db, HISTORIC_INCIDENTS, query),
    listJobLogs: async (query = {}) => selectRows(db, HISTORIC_JOB_LOGS, query).map(toHistoricJobLogDto),
    countJobLogs: async (query = {}) => countRows(db, HISTORIC_JOB_LOGS, query),
    getJobLog: async (id) => toHistoricJobLogDto(jobLog(id)),
    getJobLogStacktrace: async (id) => jobLog(id).exceptionStacktrace,
    listExternalTaskLogs: async (query = {}) =>
      selectRows(db, HISTORIC_EXTERNAL_TASK_LOGS, query).map(toHistoricExternalTaskLogDto),
    countExternalTaskLogs: async (query = {}) => countRows(db, HISTORIC_EXTERNAL_TASK_LOGS, query),
    getExternalTaskLog: async (id) => toHistoricExternalTaskLogDto(taskLog(id)),
    getExternalTaskLogErrorDetails: async (id) => taskLog(id).errorDetails,
    listIdentityLinkLogs: async (query = {}) =>
      selectRows(db, HISTORIC_IDENTITY_LINK_LOGS, query).map(toHistoricIdentityLinkLogDto),
    countIdentityLinkLogs: async (query = {}) => countRows(db, HISTORIC_IDENTITY_LINK_LOGS, query),
    listUserOperations: async (query = {}) => selectRows(db, USER_OPERATIONS, query).map(toUserOperationDto),
    countUserOperations: async (query = {}) => countRows(db, USER_OPERATIONS, query),
  };
}
