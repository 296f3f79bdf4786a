import type { WebappCall } from './call.js';
import { COUNT, EXTERNAL_TASK, HISTORIC_INCIDENT, INCIDENT, JOB, JOB_DEFINITION } from './shapes.js';

const by = 'neo' as const;
/** Incidents, jobs and external tasks of instances. */
export const FAILURES: readonly WebappCall[] = [
  { by, call: 'GET /incident?processInstanceId={billing}', reads: [INCIDENT] },
  { by, call: 'GET /incident?processDefinitionId={billingDefinition}', reads: [INCIDENT] },
  {
    by: 'classic',
    call: 'GET /incident?processInstanceId={shipped}&sortBy=incidentType&sortOrder=asc&firstResult=0&maxResults=50',
    reads: [INCIDENT],
  },
  { by: 'classic', call: 'GET /incident/count?incidentType=failedJob', reads: COUNT },
  { by: 'both', call: 'GET /history/incident?processInstanceId={billing}', reads: [HISTORIC_INCIDENT] },
  { by, call: 'GET /history/incident?processDefinitionId={billingDefinition}', reads: [HISTORIC_INCIDENT] },
  {
    by: 'both',
    call: 'PUT /incident/{incident}/annotation',
    body: { annotation: 'known', id: '{incident}' },
    status: 204,
  },
  { by: 'both', call: 'DELETE /incident/{incident}/annotation', body: null, status: 204 },
  { by, call: 'GET /job?processInstanceId={billing}', reads: [JOB] },
  {
    by: 'classic',
    call: 'POST /job?firstResult=0&maxResults=50',
    body: {
      processInstanceId: '{billing}',
      firstResult: 0,
      maxResults: 50,
      sorting: [{ sortBy: 'jobId', sortOrder: 'desc' }],
    },
    reads: [JOB],
  },
  {
    by: 'classic',
    call: 'POST /job/count',
    body: { processInstanceId: '{billing}', withException: true, noRetriesLeft: true },
    reads: COUNT,
  },
  { by: 'classic', call: 'GET /job/{failedJob}', reads: JOB },
  { by: 'both', call: 'GET /job/{failedJob}/stacktrace', reads: 'text' },
  {
    by: 'both',
    call: 'PUT /job/{timer}/duedate',
    body: { duedate: '2031-01-02T03:04:05.000+0000', id: '{timer}' },
    status: 204,
  },
  { by: 'classic', call: 'POST /job/{timer}/duedate/recalculate?creationDateBased=false', body: {}, status: 204 },
  { by: 'both', call: 'PUT /job/{timer}/suspended', body: { suspended: true }, status: 204 },
  { by: 'both', call: 'PUT /job/{timer}/suspended', body: { suspended: false }, status: 204 },
  { by: 'both', call: 'PUT /job/{failedJob}/retries', body: { retries: 1, id: '{failedJob}' }, status: 204 },
  {
    by: 'classic',
    call: 'GET /history/job-log?jobId={failedJob}&sortBy=timestamp&sortOrder=desc&failureLog=true&firstResult=0&maxResults=50',
    reads: [{ id: 'text', timestamp: 'instant', jobId: 'text', jobExceptionMessage: 'text?', failureLog: 'flag' }],
  },
  { by: 'classic', call: 'GET /history/job-log/count?jobId={failedJob}', reads: COUNT },
  { by: 'both', call: 'GET /job-definition?processDefinitionId={order}', reads: [JOB_DEFINITION] },
  {
    by: 'classic',
    call: 'POST /job-definition?firstResult=0&maxResults=2000',
    body: { processDefinitionId: '{order}', sorting: [{ sortBy: 'suspended', sortOrder: 'asc' }] },
    status: 400,
  },
  {
    by: 'classic',
    call: 'POST /job-definition?firstResult=0&maxResults=2000',
    body: { processDefinitionId: '{order}', firstResult: 0, maxResults: 2000 },
    reads: [JOB_DEFINITION],
  },
  { by: 'classic', call: 'POST /job-definition/count', body: { processDefinitionId: '{order}' }, reads: COUNT },
  { by: 'classic', call: 'GET /job-definition/{timerDefinition}', reads: JOB_DEFINITION },
  {
    by: 'both',
    call: 'PUT /job-definition/{timerDefinition}/suspended',
    body: { suspended: true, includeJobs: true },
    status: 204,
  },
  {
    by: 'classic',
    call: 'PUT /job-definition/{timerDefinition}/suspended/',
    body: { suspended: false, includeJobs: true },
    status: 204,
  },
  // Camunda's name of the field is priority: without it there is nothing to reset to.
  {
    by: 'neo',
    call: 'PUT /job-definition/{timerDefinition}/jobPriority',
    body: { jobPriority: 7, includeJobs: true },
    status: 400,
  },
  {
    by: 'classic',
    call: 'PUT /job-definition/{timerDefinition}/jobPriority',
    body: { priority: 7, includeJobs: true },
    status: 204,
  },
  {
    by: 'both',
    call: 'PUT /job-definition/{timerDefinition}/retries',
    body: { retries: 2, id: '{timerDefinition}' },
    status: 204,
  },
  { by, call: 'GET /external-task?processInstanceId={calledBy}', reads: [EXTERNAL_TASK] },
  {
    by: 'classic',
    call: 'POST /external-task/?firstResult=0&maxResults=50',
    body: {
      processInstanceId: '{calledBy}',
      firstResult: 0,
      maxResults: 50,
      sorting: [{ sortBy: 'id', sortOrder: 'asc' }],
    },
    reads: [EXTERNAL_TASK],
  },
  { by: 'classic', call: 'POST /external-task/count', body: { processInstanceId: '{calledBy}' }, reads: COUNT },
  { by: 'both', call: 'GET /external-task/{failedTask}/errorDetails', reads: 'text' },
  {
    by: 'classic',
    call: 'GET /history/external-task-log?processInstanceId={calledBy}&failureLog=true&sortBy=timestamp&sortOrder=desc',
    reads: [{ id: 'text', timestamp: 'instant', topicName: 'text', workerId: 'text?', errorMessage: 'text?' }],
  },
  { by: 'classic', call: 'GET /history/external-task-log/count?processInstanceId={calledBy}', reads: COUNT },
  {
    by: 'both',
    call: 'PUT /external-task/{failedTask}/retries',
    body: { retries: 1, id: '{failedTask}' },
    status: 204,
  },
  { by, call: 'POST /external-task/{lockedTask}/unlock', body: null, status: 204 },
];
