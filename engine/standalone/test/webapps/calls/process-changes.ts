import type { WebappCall } from './call.js';

const by = 'neo' as const;
/** What changes instances and definitions; comes after what reads them. */
export const PROCESS_CHANGES: readonly WebappCall[] = [
  {
    by,
    call: 'PUT /process-instance/{running}/variables/customer',
    body: { value: 'bob', type: 'String' },
    status: 204,
  },
  ...(
    [
      ['Boolean', true],
      ['Integer', 1],
      ['Long', 2],
      ['Double', 1.5],
      ['Short', 3],
      ['Json', '{"a":1}'],
      ['Integer', null],
    ] as const
  ).map(([type, value]) => ({
    by,
    call: 'PUT /process-instance/{running}/variables/typed' as const,
    body: { value, type },
    status: 204,
  })),
  { by, call: 'DELETE /process-instance/{running}/variables/typed', body: null, status: 204 },
  {
    by,
    call: 'POST /process-instance/{running}/variables',
    body: { modifications: { extra: { value: 'x', type: 'String' } }, deletions: ['extra'] },
    status: 204,
  },
  {
    by: 'classic',
    call: 'POST /execution/{running}/localVariables',
    body: { id: '{running}', modifications: { extra: { value: 'x', type: 'String' } } },
    status: 204,
  },
  { by: 'classic', call: 'DELETE /execution/{running}/localVariables/extra', body: {}, status: 204 },
  { by: 'classic', call: 'PUT /process-instance/{running}/suspended/', body: { suspended: true }, status: 204 },
  { by, call: 'PUT /process-instance/{running}/suspended', body: { suspended: false }, status: 204 },
  {
    by,
    call: 'POST /process-instance/{submitted}/modification',
    body: {
      skipCustomListeners: false,
      skipIoMappings: false,
      instructions: [{ type: 'startBeforeActivity', activityId: 'approve' }],
    },
    status: 204,
  },
  {
    by,
    call: 'POST /modification/executeAsync',
    body: {
      processDefinitionId: '{order}',
      instructions: [
        { type: 'cancel', activityId: 'approve', cancelCurrentActiveActivityInstances: true },
        { type: 'startBeforeActivity', activityId: 'approve' },
      ],
      processInstanceQuery: { processDefinitionId: '{order}', activityIdIn: ['approve'] },
      processInstanceIds: null,
      skipCustomListeners: false,
      skipIoMappings: false,
    },
    reads: { id: 'text', type: 'text' },
  },
  {
    by,
    call: 'PUT /process-definition/{order}/suspended',
    body: { suspended: true, includeProcessInstances: true },
    status: 204,
  },
  {
    by,
    call: 'PUT /process-definition/{order}/suspended',
    body: { suspended: false, includeProcessInstances: true },
    status: 204,
  },
  {
    by: 'classic',
    call: 'POST /process-instance/{submitted}/modification-async',
    body: { id: '{submitted}', instructions: [{ type: 'startBeforeActivity', activityId: 'ship' }] },
    reads: { id: 'text' },
  },
  {
    by: 'classic',
    call: 'POST /process-instance/job-retries',
    body: { processInstances: ['{billing}'], retries: 2 },
    reads: { id: 'text' },
  },
  {
    by: 'classic',
    call: 'POST /process-instance/suspended-async',
    body: { suspended: true, processInstanceIds: ['{submitted}'] },
    reads: { id: 'text' },
  },
  {
    by: 'classic',
    call: 'POST /process-instance/variables-async',
    body: { variables: { v: { value: 1, type: 'Integer' } }, processInstanceIds: ['{submitted}'] },
    reads: { id: 'text' },
  },
  {
    by: 'classic',
    call: 'POST /process-instance/delete-historic-query-based',
    body: {
      deleteReason: 'x',
      skipCustomListeners: true,
      historicProcessInstanceQuery: { processDefinitionId: '{newOrder}', processInstanceIds: ['{submitted}'] },
    },
    status: 400,
  },
  {
    by: 'classic',
    call: 'POST /message/',
    body: { messageName: 'nobody waits', processInstanceId: '{running}' },
    status: 400,
  },
  {
    by: 'classic',
    call: 'POST /process-definition/{order}/restart-async',
    body: { processInstanceIds: ['{deleted}'], instructions: [{ type: 'startBeforeActivity', activityId: 'approve' }] },
    reads: { id: 'text' },
  },
  { by, call: 'DELETE /process-instance/{submitted}?skipCustomListeners=false', body: null, status: 204 },
  { by, call: 'DELETE /process-definition/{billingDefinition}?cascade=true', body: null, status: 204 },
];
