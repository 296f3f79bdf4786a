import type { WebappCall } from './call.js';
import { COUNT, DEFINITION, DEPLOYMENT } from './shapes.js';

const RESOURCE = { id: 'text', name: 'text', deploymentId: 'text' } as const;
const by = 'neo' as const;
export const DEPLOYMENTS: readonly WebappCall[] = [
  ...['deploymentTime', 'name', 'id', 'tenantId'].map((key) => ({
    by,
    call: `GET /deployment?sortBy=${key}&sortOrder=desc` as const,
    reads: [DEPLOYMENT] as const,
  })),
  {
    by,
    call: 'GET /deployment?nameLike=%25hop&source=process%20application&after=2020-01-01T00:00:00.000%2B0000&before=2100-01-01T00:00:00.000%2B0000',
    reads: [DEPLOYMENT],
  },
  { by: 'both', call: 'GET /deployment/{deployment}', reads: DEPLOYMENT },
  { by: 'classic', call: 'GET /deployment/count', reads: COUNT },
  { by: 'both', call: 'GET /deployment/{deployment}/resources', reads: [RESOURCE] },
  { by: 'classic', call: 'GET /deployment/{deployment}/resources/{bpmn}', reads: RESOURCE },
  { by: 'both', call: 'GET /deployment/{deployment}/resources/{bpmn}/data', reads: 'text' },
  { by: 'both', call: 'GET /deployment/{deployment}/resources/{form}/data', reads: { components: [{ key: 'text' }] } },
  {
    by,
    call: 'POST /deployment/create',
    parts: {
      'deployment-name': 'shop',
      'enable-duplicate-filtering': 'true',
      'deploy-changed-only': 'true',
      'tidy.html': 'file:tidy.html:<p/>',
    },
    reads: { ...DEPLOYMENT, links: [{ rel: 'text', href: 'text', method: 'text' }] },
    keep: 'uploaded',
  },
  {
    by: 'classic',
    call: 'POST /deployment/{uploaded}/redeploy',
    body: { source: 'cockpit' },
    reads: DEPLOYMENT,
    keep: 'redeployed',
  },
  {
    by: 'classic',
    call: 'DELETE /deployment/{redeployed}?cascade=true&skipCustomListeners=true&skipIoMappings=true',
    body: {},
    status: 204,
  },
  { by, call: 'DELETE /deployment/{uploaded}?', body: null, status: 204 },
  {
    by: 'classic',
    call: 'POST /deployment/{deployment}/redeploy',
    body: { resourceNames: ['shipping.bpmn'] },
    reads: { ...DEPLOYMENT, deployedProcessDefinitions: 'value' },
    keep: 'again',
  },
  { by: 'classic', call: 'GET /process-definition?deploymentId={again}', reads: [DEFINITION] },
  { by, call: 'DELETE /deployment/{again}?cascade=true', body: null, status: 204 },
];
