import { z } from 'zod';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { del, get, param, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { listRoutes } from '../query/list-routes.js';
import { incidentFields } from '../query/runtime.js';
import { incidentDto } from '../schema/index.js';

const annotationSchema = z.strictObject({ annotation: z.string().nullable() });

export function incidentRoutes({ incidents }: ProcessEngine): Route[] {
  return [
    ...listRoutes('/incident', {
      row: incidentDto,
      fields: incidentFields,
      list: incidents.list,
      count: incidents.count,
    }),
    get('/incident/:id', { summary: 'One incident', answer: incidentDto }, async (request) =>
      json(await incidents.get(param(request, 'id'))),
    ),
    del('/incident/:id', { summary: 'Resolves an incident of a custom type', answer: 'none' }, async (request) => {
      await incidents.resolve(param(request, 'id'));
      return empty;
    }),
    put(
      '/incident/:id/annotation',
      { summary: 'Annotates an incident', body: annotationSchema, answer: 'none' },
      async (request) => {
        const { annotation } = await request.body();
        await incidents.setAnnotation(param(request, 'id'), annotation);
        return empty;
      },
    ),
    del(
      '/incident/:id/annotation',
      { summary: 'Clears the annotation of an incident', answer: 'none' },
      async (request) => {
        await incidents.setAnnotation(param(request, 'id'), null);
        return empty;
      },
    ),
  ];
}
