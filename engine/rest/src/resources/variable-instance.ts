import type { ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get, param } from '../http/route.js';
import type { Route } from '../http/route.js';
import { listRoutes } from '../query/list-routes.js';
import { variableInstanceFields } from '../query/runtime.js';
import { download } from './variables.js';
import { variableInstanceDto } from '../schema/index.js';

export function variableInstanceRoutes({ runtime }: ProcessEngine): Route[] {
  return [
    ...listRoutes('/variable-instance', {
      row: variableInstanceDto,
      fields: variableInstanceFields,
      list: runtime.listVariableInstances,
      count: runtime.countVariableInstances,
    }),
    get('/variable-instance/:id/data', { summary: 'Content of a variable', answer: 'bytes' }, async (request) =>
      download(await runtime.getVariableInstanceData(param(request, 'id'))),
    ),
    get(
      '/variable-instance/:id',
      { summary: 'One variable', query: { deserializeValue: 'flag' }, answer: variableInstanceDto },
      async (request) => json(await runtime.getVariableInstance(param(request, 'id'))),
    ),
  ];
}
