import type { WebappCall } from './call.js';
import { AUTHORIZATION, COUNT, GROUP, LINKS, TENANT, USER } from './shapes.js';

const by = 'neo' as const;
const PAGE = 'firstResult=0&maxResults=50';

const users: readonly WebappCall[] = [
  { by, call: 'GET /user', reads: [USER] },
  { by, call: `GET /user?memberOfGroup=sales&${PAGE}`, reads: [USER] },
  { by, call: `GET /user?memberOfTenant=north&${PAGE}`, reads: [USER] },
  { by: 'classic', call: `GET /user?${PAGE}&sortBy=userId&sortOrder=asc&firstNameLike=%25d%25`, reads: [USER] },
  { by: 'classic', call: 'GET /user/count', reads: COUNT },
  {
    by,
    call: 'POST /user/create',
    body: {
      profile: { id: 'tom', firstName: 'Tom', lastName: 'T', email: 'tom@shop.test' },
      credentials: { password: 'Secret-123' },
    },
    status: 204,
  },
  { by: 'both', call: 'GET /user/tom/profile', reads: USER },
  {
    by: 'both',
    call: 'PUT /user/tom/profile',
    body: { id: 'tom', firstName: 'Tomas', lastName: 'T', email: '' },
    status: 204,
  },
  { by: 'both', call: 'PUT /user/tom/credentials', body: { password: 'Other-1234' }, status: 204 },
  { by: 'both', call: 'POST /user/tom/unlock', body: {}, status: 204 },
  { by: 'classic', call: 'OPTIONS /user/', reads: { links: [{ rel: 'text' }] } },
  { by: 'classic', call: 'OPTIONS /user/tom', reads: { links: [{ rel: 'text' }] } },
  // There is no policy unless the engine is given one.
  { by: 'classic', call: 'GET /identity/password-policy', status: 404 },
  {
    by: 'classic',
    call: 'POST /identity/password-policy',
    body: { password: 'Secret-123', profile: { id: 'tom' } },
    status: 404,
  },
  { by: 'classic', call: 'GET /identity/groups?userId=demo', reads: { groups: [{ id: 'text', name: 'text?' }] } },
];

const groups: readonly WebappCall[] = [
  { by, call: 'POST /group', body: { firstResult: 0, maxResults: 50, sortBy: 'id', sortOrder: 'asc' }, reads: [GROUP] },
  { by, call: 'POST /group', body: { member: 'demo', firstResult: 0, maxResults: 50 }, reads: [GROUP] },
  {
    by: 'classic',
    call: `POST /group?${PAGE}`,
    body: { member: 'demo', firstResult: 0, maxResults: 50, sorting: [] },
    reads: [GROUP],
  },
  { by, call: `GET /group?memberOfTenant=north&${PAGE}`, reads: [GROUP] },
  { by: 'classic', call: 'GET /group/count?member=demo', reads: COUNT },
  { by, call: 'POST /group/create', body: { id: 'packers', name: 'Packers', type: 'WORKFLOW' }, status: 204 },
  { by: 'classic', call: 'GET /group/packers', reads: GROUP },
  { by, call: 'PUT /group/packers', body: { id: 'packers', name: 'Packing', type: 'WORKFLOW' }, status: 204 },
  { by, call: 'PUT /group/packers/members/tom', body: { id: 'packers', userId: 'tom' }, status: 204 },
  { by, call: 'DELETE /group/packers/members/tom', body: { id: 'packers', userId: 'tom' }, status: 204 },
  { by: 'classic', call: 'OPTIONS /group/', reads: LINKS },
];

const tenants: readonly WebappCall[] = [
  { by, call: `GET /tenant?${PAGE}&sortBy=id&sortOrder=asc`, reads: [TENANT] },
  { by, call: `GET /tenant?userMember=demo&maxResults=50&firstResult=0`, reads: [TENANT] },
  { by: 'classic', call: 'GET /tenant/count?groupMember=sales&includingGroupsOfUser=true', reads: COUNT },
  { by, call: 'POST /tenant/create', body: { id: 'west', name: 'West' }, status: 204 },
  { by: 'classic', call: 'GET /tenant/west', reads: TENANT },
  { by, call: 'PUT /tenant/west', body: { id: 'west', name: 'Wild west' }, status: 204 },
  { by, call: 'PUT /tenant/west/user-members/tom', body: { id: 'west', userId: 'tom' }, status: 204 },
  { by, call: 'DELETE /tenant/west/user-members/tom', body: { id: 'west', userId: 'tom' }, status: 204 },
  { by, call: 'PUT /tenant/west/group-members/packers', body: { id: 'west', groupId: 'packers' }, status: 204 },
  { by, call: 'DELETE /tenant/west/group-members/packers', body: { id: 'west', groupId: 'packers' }, status: 204 },
  { by, call: 'DELETE /tenant/west', body: {}, status: 204 },
  { by: 'classic', call: 'OPTIONS /tenant/', reads: LINKS },
];

/** Every kind of resource of neo's authorization page with a permission it offers there. */
const RESOURCES = [
  [0, 'ACCESS'],
  [4, 'READ'],
  [13, 'CREATE_BATCH_MIGRATE_PROCESS_INSTANCES'],
  [10, 'CREATE_INSTANCE'],
  [14, 'READ'],
  [9, 'CREATE'],
  [5, 'READ'],
  [2, 'UPDATE'],
  [3, 'CREATE'],
  [6, 'CREATE_INSTANCE'],
  [8, 'RETRY_JOB'],
  [7, 'TASK_WORK'],
  [19, 'READ'],
  [20, 'READ'],
  [11, 'DELETE'],
  [12, 'DELETE'],
  [1, 'READ'],
  [15, 'READ'],
  [16, 'READ'],
  [17, 'READ'],
  [21, 'READ'],
] as const;

const authorizations: readonly WebappCall[] = [
  { by, call: 'GET /authorization', reads: [AUTHORIZATION] },
  { by, call: 'GET /authorization?resourceType=6', reads: [AUTHORIZATION] },
  { by: 'classic', call: `GET /authorization?resourceType=6&${PAGE}`, reads: [AUTHORIZATION] },
  { by: 'classic', call: 'GET /authorization/count?resourceType=6', reads: COUNT },
  {
    by: 'classic',
    call: 'GET /authorization/check?permissionName=ACCESS&resourceName=application&resourceType=0&resourceId=cockpit',
    status: 401,
  },
  ...RESOURCES.map(([resourceType, permission]) => ({
    by,
    call: 'POST /authorization/create' as const,
    body: { type: 1, userId: 'tom', groupId: null, permissions: [permission], resourceType, resourceId: '*' },
    reads: AUTHORIZATION,
    keep: 'made',
  })),
  {
    by: 'both',
    call: 'PUT /authorization/{made}',
    body: {
      id: '{made}',
      type: 1,
      userId: 'tom',
      groupId: null,
      permissions: ['ALL'],
      resourceType: 21,
      resourceId: '*',
      removalTime: null,
      rootProcessInstanceId: null,
    },
    status: 204,
  },
  { by: 'both', call: 'GET /authorization/{made}', reads: AUTHORIZATION },
  { by: 'both', call: 'DELETE /authorization/{made}', body: {}, status: 204 },
];

const system: readonly WebappCall[] = [
  { by, call: 'GET /engine/default/telemetry/data', reads: { product: { name: 'text', version: 'text' } } },
  { by, call: 'GET /version', reads: { version: 'text' } },
  {
    by,
    call: 'GET /metrics/root-process-instance-start/sum?startDate=2020-01-01T00:00:00.000%2B0000',
    reads: { result: 'number' },
  },
  {
    by,
    call: 'GET /metrics/activity-instance-start/sum?startDate=2020-01-01T00:00:00.000%2B0000',
    reads: { result: 'number' },
  },
  { by: 'classic', call: 'GET /metrics?name=process-instances&groupBy=month&startDate=2020-01-01T00:00:00.000%2B0000' },
  { by: 'classic', call: 'GET /engine/', reads: [{ name: 'text' }] },
  { by: 'classic', call: 'GET /telemetry/configuration', reads: { enableTelemetry: 'value' } },
  {
    by: 'classic',
    call: 'GET /history/cleanup/configuration',
    reads: { batchWindowStartTime: 'instant?', enabled: 'flag' },
  },
  { by: 'classic', call: 'GET /history/cleanup/jobs', status: 404 },
  {
    by: 'classic',
    call: 'GET /history/process-definition/cleanable-process-instance-report?firstResult=0&maxResults=50&compact=true',
  },
  {
    by: 'classic',
    call: 'GET /history/process-definition/cleanable-process-instance-report/count?compact=true',
    reads: COUNT,
  },
  {
    by: 'classic',
    call: 'GET /history/decision-definition/cleanable-decision-instance-report?firstResult=0&maxResults=50',
  },
  { by: 'classic', call: 'GET /history/process-instance/report?reportType=duration&periodUnit=month' },
  { by: 'classic', call: 'GET /history/task/report?reportType=count&groupBy=taskName' },
];

/** What is left of the walk is removed. */
const leaving: readonly WebappCall[] = [
  { by, call: 'DELETE /group/packers', body: {}, status: 204 },
  { by, call: 'DELETE /user/tom', body: {}, status: 204 },
];

export const ADMIN: readonly WebappCall[] = [...users, ...groups, ...tenants, ...authorizations, ...system, ...leaving];
