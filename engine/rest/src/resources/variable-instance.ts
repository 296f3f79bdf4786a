import type { ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get, param } from '../http/route.js';
import type { Route } from '../http/route.js';
import { listRoutes } from '../query/list-routes.js';
import { variableInstanceFields } from '../query/runtime.js';
import { download } from './variables.js';

export function variableInstanceRoutes({ runtime }: ProcessEngine): Route[] {
  return [
    ...listRoutes('/variable-instance', {
      fields: variableInstanceFields,
      list: runtime.listVariableInstances,
      count: runtime.countVariableInstances,
    }),
    get('/variable-instance/:id/data', async (request) =>
      download(await runtime.getVariableInstanceData(param(request, 'id'))),
    ),
    get('/variable-instance/:id', async (request) => json(await runtime.getVariableInstance(param(request, 'id')))),
  ];
}
