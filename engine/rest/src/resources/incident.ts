import { z } from 'zod';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { del, get, param, put } from '../http/route.js';
import type { Route } from '../http/route.js';
import { unknownAs } from '../http/unknown.js';
import { listRoutes } from '../query/list-routes.js';
import { incidentFields } from '../query/runtime.js';
import { incidentDto } from '../schema/index.js';

const annotationSchema = z.object({ annotation: z.string().nullish() });
const UNKNOWN = { status: 400, type: 'BadUserRequestException', message: 'incident is null' } as const;

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
        await unknownAs(UNKNOWN, () => incidents.setAnnotation(param(request, 'id'), annotation ?? null));
        return empty;
      },
    ),
    del(
      '/incident/:id/annotation',
      { summary: 'Clears the annotation of an incident', answer: 'none' },
      async (request) => {
        await unknownAs(UNKNOWN, () => incidents.setAnnotation(param(request, 'id'), null));
        return empty;
      },
    ),
  ];
}
