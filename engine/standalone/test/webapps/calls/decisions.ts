import type { WebappCall } from './call.js';
import { COUNT, DECISION } from './shapes.js';

const EVALUATION = {
  id: 'text',
  decisionDefinitionId: 'text',
  decisionDefinitionKey: 'text',
  decisionDefinitionName: 'text?',
  evaluationTime: 'instant',
  processInstanceId: 'text?',
  activityId: 'text?',
  activityInstanceId: 'text?',
  rootDecisionInstanceId: 'text?',
} as const;
const VALUE = {
  id: 'text',
  clauseId: 'text',
  clauseName: 'text?',
  type: 'text',
  value: 'value',
  valueInfo: {},
} as const;
const REQUIREMENTS = {
  id: 'text',
  key: 'text',
  name: 'text?',
  version: 'number',
  deploymentId: 'text',
  tenantId: 'text?',
} as const;

const by = 'neo' as const;
export const DECISIONS: readonly WebappCall[] = [
  { by, call: 'GET /decision-definition', reads: [DECISION] },
  ...['name', 'key', 'category', 'id', 'version', 'deploymentId', 'tenantId'].map((key) => ({
    by,
    call: `GET /decision-definition?sortBy=${key}&sortOrder=asc&latestVersion=true&nameLike=%25&decisionRequirementsDefinitionKey=discount-drg` as const,
    reads: [DECISION] as const,
  })),
  { by: 'both', call: 'GET /decision-definition/{decision}', reads: DECISION },
  { by: 'both', call: 'GET /decision-definition/{decision}/xml', reads: { id: 'text', dmnXml: 'text' } },
  {
    by,
    call: 'GET /history/decision-instance?decisionDefinitionId={decision}&sortBy=evaluationTime&sortOrder=desc&firstResult=0&maxResults=20',
    reads: [EVALUATION],
  },
  {
    by,
    call: 'GET /history/decision-instance/{evaluation}?includeInputs=true&includeOutputs=true',
    reads: { ...EVALUATION, inputs: [VALUE], outputs: [{ ...VALUE, variableName: 'text?', ruleId: 'text?' }] },
  },
  {
    by: 'classic',
    call: 'GET /history/decision-instance?decisionInstanceId={evaluation}&includeInputs=true&includeOutputs=true&disableBinaryFetching=true&disableCustomObjectDeserialization=true&maxResults=1',
    reads: [{ ...EVALUATION, inputs: [VALUE], outputs: [VALUE] }],
  },
  { by: 'classic', call: 'GET /history/decision-instance/count?decisionDefinitionId={decision}', reads: COUNT },
  {
    by: 'classic',
    call: 'GET /decision-definition?latestVersion=true&sortBy=name&sortOrder=asc&firstResult=0&maxResults=50',
    reads: [DECISION],
  },
  { by: 'classic', call: 'GET /decision-definition/count?latestVersion=true', reads: COUNT },
  {
    by: 'classic',
    call: 'GET /decision-requirements-definition?latestVersion=true&sortBy=name&sortOrder=asc&firstResult=0&maxResults=50',
    reads: [REQUIREMENTS],
  },
  { by: 'classic', call: 'GET /decision-requirements-definition/count?latestVersion=true', reads: COUNT },
  { by: 'classic', call: 'GET /decision-requirements-definition/{requirements}', reads: REQUIREMENTS },
  {
    by: 'classic',
    call: 'GET /decision-requirements-definition/{requirements}/xml',
    reads: { id: 'text', dmnXml: 'text' },
  },
  {
    by: 'classic',
    call: 'GET /history/decision-requirements-definition/{requirements}/statistics',
    reads: [{ decisionDefinitionKey: 'text', evaluations: 'number' }],
  },
  {
    by: 'classic',
    call: 'PUT /decision-definition/{decision}/history-time-to-live',
    body: { historyTimeToLive: null },
    status: 204,
  },
  {
    by: 'classic',
    call: 'POST /decision-definition/key/discount/evaluate',
    body: { key: 'discount', variables: { amount: { value: 500, type: 'Integer' } } },
    reads: [{ percent: { value: 'number', type: 'text' } }],
  },
];
