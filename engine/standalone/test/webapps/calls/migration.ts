import type { WebappCall } from './call.js';

const PLAN = {
  sourceProcessDefinitionId: '{order}',
  targetProcessDefinitionId: '{newOrder}',
  instructions: [{ sourceActivityIds: ['approve'], targetActivityIds: ['review'], updateEventTrigger: false }],
  variables: {},
} as const;

const execution = (more: object) => ({
  migrationPlan: PLAN,
  processInstanceIds: null,
  processInstanceQuery: null,
  skipCustomListeners: false,
  skipIoMappings: false,
  ...more,
});
const INSTRUCTIONS = [
  { sourceActivityIds: ['text'], targetActivityIds: ['text'], updateEventTrigger: 'flag' },
] as const;

export const MIGRATIONS: readonly WebappCall[] = [
  {
    by: 'both',
    call: 'POST /migration/generate',
    body: {
      sourceProcessDefinitionId: '{order}',
      targetProcessDefinitionId: '{newOrder}',
      variables: {},
      updateEventTriggers: true,
    },
    reads: { sourceProcessDefinitionId: 'text', targetProcessDefinitionId: 'text', instructions: INSTRUCTIONS },
  },
  { by: 'both', call: 'POST /migration/validate', body: PLAN, reads: { instructionReports: 'value' } },
  {
    by: 'neo',
    call: 'POST /migration/validate',
    body: {
      ...PLAN,
      instructions: [{ sourceActivityIds: ['approve'], targetActivityIds: ['ship'], updateEventTrigger: false }],
    },
    reads: {
      instructionReports: [
        { instruction: { sourceActivityIds: ['text'], targetActivityIds: ['text'] }, failures: ['text'] },
      ],
    },
  },
  { by: 'both', call: 'POST /migration/execute', body: execution({ processInstanceIds: ['{running}'] }), status: 204 },
  {
    by: 'both',
    call: 'POST /migration/executeAsync',
    body: execution({
      processInstanceQuery: { businessKey: 'order-6', withIncident: true, processDefinitionId: '{order}' },
    }),
    status: 400,
  },
  {
    by: 'both',
    call: 'POST /migration/executeAsync',
    body: execution({
      migrationPlan: { ...PLAN, variables: { moved: { type: 'Boolean', value: true } } },
      processInstanceQuery: {
        businessKey: 'order-6',
        active: true,
        rootProcessInstances: true,
        processDefinitionId: '{order}',
      },
    }),
    reads: { id: 'text', type: 'text' },
  },
];
