import { z } from 'zod';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json, text } from '../http/answer.js';
import { del, flag, get, param, put } from '../http/route.js';
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
import {
  historicActivityInstanceDto,
  historicActivityStatisticsDto,
  historicExternalTaskLogDto,
  historicIdentityLinkLogDto,
  historicIncidentDto,
  historicJobLogDto,
  historicProcessInstanceDto,
  historicTaskInstanceDto,
  historicVariableInstanceDto,
  userOperationLogEntryDto,
} from '../schema/index.js';

const annotationSchema = z.object({ annotation: z.string() });

export function historyRoutes({ history }: ProcessEngine): Route[] {
  return [
    ...listRoutes('/history/process-instance', {
      row: historicProcessInstanceDto,
      fields: historicProcessInstanceFields,
      list: history.listProcessInstances,
      count: history.countProcessInstances,
    }),
    get(
      '/history/process-instance/:id',
      { summary: 'One historic process instance', answer: historicProcessInstanceDto },
      async (request) => json(await history.getProcessInstance(param(request, 'id'))),
    ),
    del(
      '/history/process-instance/:id',
      { summary: 'Deletes the history of a finished instance', query: { failIfNotExists: 'flag' }, answer: 'none' },
      async (request) => {
        await history.deleteProcessInstance(param(request, 'id'));
        return empty;
      },
    ),
    ...listRoutes('/history/activity-instance', {
      row: historicActivityInstanceDto,
      fields: historicActivityInstanceFields,
      list: history.listActivityInstances,
      count: history.countActivityInstances,
    }),
    get(
      '/history/activity-instance/:id',
      { summary: 'One historic activity instance', answer: historicActivityInstanceDto },
      async (request) => json(await history.getActivityInstance(param(request, 'id'))),
    ),
    get(
      '/history/process-definition/:id/statistics',
      {
        summary: 'Statistics of the activities of a definition',
        query: {
          canceled: 'flag',
          finished: 'flag',
          completeScope: 'flag',
          incidents: 'flag',
          startedAfter: 'date',
          startedBefore: 'date',
          finishedAfter: 'date',
          finishedBefore: 'date',
          processInstanceIdIn: 'texts',
          sortBy: 'text',
          sortOrder: 'text',
        },
        answer: z.array(historicActivityStatisticsDto),
      },
      async (request) =>
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
      row: historicTaskInstanceDto,
      fields: historicTaskFields,
      list: history.listTasks,
      count: history.countTasks,
    }),
    ...listRoutes('/history/variable-instance', {
      row: historicVariableInstanceDto,
      fields: historicVariableFields,
      list: history.listVariableInstances,
      count: history.countVariableInstances,
    }),
    get(
      '/history/variable-instance/:id/data',
      { summary: 'Content of a historic variable', answer: 'bytes' },
      async (request) => download(await history.getVariableInstanceData(param(request, 'id'))),
    ),
    get(
      '/history/variable-instance/:id',
      { summary: 'One historic variable', query: { deserializeValue: 'flag' }, answer: historicVariableInstanceDto },
      async (request) => json(await history.getVariableInstance(param(request, 'id'))),
    ),
    del(
      '/history/variable-instance/:id',
      { summary: 'Deletes a historic variable', answer: 'none' },
      async (request) => {
        await history.deleteVariableInstance(param(request, 'id'));
        return empty;
      },
    ),
    del(
      '/history/process-instance/:id/variable-instances',
      { summary: 'Deletes all historic variables of an instance', answer: 'none' },
      async (request) => {
        await history.deleteVariableInstancesOf(param(request, 'id'));
        return empty;
      },
    ),
    put(
      '/history/user-operation/:operationId/set-annotation',
      { summary: 'Annotates an operation', body: annotationSchema, answer: 'none' },
      async (request) => {
        await history.annotateUserOperation(param(request, 'operationId'), (await request.body()).annotation);
        return empty;
      },
    ),
    put(
      '/history/user-operation/:operationId/clear-annotation',
      { summary: 'Clears the annotation of an operation', answer: 'none' },
      async (request) => {
        await history.annotateUserOperation(param(request, 'operationId'), null);
        return empty;
      },
    ),
    ...listRoutes('/history/incident', {
      row: historicIncidentDto,
      fields: historicIncidentFields,
      list: history.listIncidents,
      count: history.countIncidents,
    }),
    ...listRoutes('/history/job-log', {
      row: historicJobLogDto,
      fields: historicJobLogFields,
      list: history.listJobLogs,
      count: history.countJobLogs,
    }),
    get('/history/job-log/:id', { summary: 'One job log entry', answer: historicJobLogDto }, async (request) =>
      json(await history.getJobLog(param(request, 'id'))),
    ),
    get(
      '/history/job-log/:id/stacktrace',
      { summary: 'Stack trace of a job log entry', answer: ['text', 'none'] },
      async (request) => {
        const stacktrace = await history.getJobLogStacktrace(param(request, 'id'));
        return stacktrace === null ? empty : text(stacktrace);
      },
    ),
    ...listRoutes('/history/external-task-log', {
      row: historicExternalTaskLogDto,
      fields: historicExternalTaskLogFields,
      list: history.listExternalTaskLogs,
      count: history.countExternalTaskLogs,
    }),
    get(
      '/history/external-task-log/:id',
      { summary: 'One external task log entry', answer: historicExternalTaskLogDto },
      async (request) => json(await history.getExternalTaskLog(param(request, 'id'))),
    ),
    get(
      '/history/external-task-log/:id/error-details',
      { summary: 'Error details of an external task log entry', answer: ['text', 'none'] },
      async (request) => {
        const details = await history.getExternalTaskLogErrorDetails(param(request, 'id'));
        return details === null ? empty : text(details);
      },
    ),
    ...listRoutes('/history/identity-link-log', {
      row: historicIdentityLinkLogDto,
      fields: historicIdentityLinkLogFields,
      list: history.listIdentityLinkLogs,
      count: history.countIdentityLinkLogs,
    }),
    ...listRoutes('/history/user-operation', {
      row: userOperationLogEntryDto,
      fields: userOperationFields,
      list: history.listUserOperations,
      count: history.countUserOperations,
    }),
  ];
}
