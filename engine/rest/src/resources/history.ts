import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json, text } from '../http/answer.js';
import { del, flag, get, param } from '../http/route.js';
import type { Route } from '../http/route.js';
import {
  historicActivityInstanceFields,
  historicExternalTaskLogFields,
  historicIdentityLinkLogFields,
  historicIncidentFields,
  historicJobLogFields,
  historicProcessInstanceFields,
  historicTaskFields,
  historicVariableFields,
  userOperationFields,
} from '../query/history.js';
import { listRoutes } from '../query/list-routes.js';
import { download } from './variables.js';

export function historyRoutes({ history }: ProcessEngine): Route[] {
  return [
    ...listRoutes('/history/process-instance', {
      fields: historicProcessInstanceFields,
      list: history.listProcessInstances,
      count: history.countProcessInstances,
    }),
    get('/history/process-instance/:id', async (request) =>
      json(await history.getProcessInstance(param(request, 'id'))),
    ),
    del('/history/process-instance/:id', async (request) => {
      await history.deleteProcessInstance(param(request, 'id'));
      return empty;
    }),
    ...listRoutes('/history/activity-instance', {
      fields: historicActivityInstanceFields,
      list: history.listActivityInstances,
      count: history.countActivityInstances,
    }),
    get('/history/activity-instance/:id', async (request) =>
      json(await history.getActivityInstance(param(request, 'id'))),
    ),
    get('/history/process-definition/:id/statistics', async (request) =>
      json(
        await history.getActivityStatistics(param(request, 'id'), {
          canceled: flag(request, 'canceled'),
          finished: flag(request, 'finished'),
          completeScope: flag(request, 'completeScope'),
          incidents: flag(request, 'incidents'),
        }),
      ),
    ),
    ...listRoutes('/history/task', {
      fields: historicTaskFields,
      list: history.listTasks,
      count: history.countTasks,
    }),
    ...listRoutes('/history/variable-instance', {
      fields: historicVariableFields,
      list: history.listVariableInstances,
      count: history.countVariableInstances,
    }),
    get('/history/variable-instance/:id/data', async (request) =>
      download(await history.getVariableInstanceData(param(request, 'id'))),
    ),
    get('/history/variable-instance/:id', async (request) =>
      json(await history.getVariableInstance(param(request, 'id'))),
    ),
    ...listRoutes('/history/incident', {
      fields: historicIncidentFields,
      list: history.listIncidents,
      count: history.countIncidents,
    }),
    ...listRoutes('/history/job-log', {
      fields: historicJobLogFields,
      list: history.listJobLogs,
      count: history.countJobLogs,
    }),
    get('/history/job-log/:id', async (request) => json(await history.getJobLog(param(request, 'id')))),
    get('/history/job-log/:id/stacktrace', async (request) => {
      const stacktrace = await history.getJobLogStacktrace(param(request, 'id'));
      return stacktrace === null ? empty : text(stacktrace);
    }),
    ...listRoutes('/history/external-task-log', {
      fields: historicExternalTaskLogFields,
      list: history.listExternalTaskLogs,
      count: history.countExternalTaskLogs,
    }),
    get('/history/external-task-log/:id', async (request) =>
      json(await history.getExternalTaskLog(param(request, 'id'))),
    ),
    get('/history/external-task-log/:id/error-details', async (request) => {
      const details = await history.getExternalTaskLogErrorDetails(param(request, 'id'));
      return details === null ? empty : text(details);
    }),
    ...listRoutes('/history/identity-link-log', {
      fields: historicIdentityLinkLogFields,
      list: history.listIdentityLinkLogs,
      count: history.countIdentityLinkLogs,
    }),
    ...listRoutes('/history/user-operation', {
      fields: userOperationFields,
      list: history.listUserOperations,
      count: history.countUserOperations,
    }),
  ];
}
