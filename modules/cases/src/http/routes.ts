import type { StartCaseResponse } from '@anliu/contract';
import { invalid, route, type RouteDeclaration } from '@anliu/kit';
import { z } from 'zod';
import { MAX_KEY_LENGTH, MAX_SUBMISSION_BYTES } from '../limits.js';
import type { Cases } from '../service.js';
import { say } from '../sentences.js';
import type { Unspoken } from '@anliu/sentences';

const id = z.string().min(1).max(100);

/** The `idempotency-key` of a request. @throws AppError 400 when it is missing or too long */
export function idempotencyKey(header: string | undefined): string {
  if (header === undefined || header === '' || header.length > MAX_KEY_LENGTH) {
    throw invalid(say.keyNeeded({ max: MAX_KEY_LENGTH }));
  }
  return header;
}

export function caseRoutes(cases: Cases): RouteDeclaration[] {
  const read = { permission: 'cases.read' };
  const start = { permission: 'cases.start' };
  return [
    route({
      method: 'GET',
      path: '/api/cases/:id',
      access: read,
      summary: '办件详情',
      params: z.strictObject({ id }),
      handle: ({ params, person }) => cases.detail(params.id, person()),
    }),
    route({
      method: 'GET',
      path: '/api/cases/:id/diagram',
      access: read,
      summary: '办件流程图与经过',
      params: z.strictObject({ id }),
      handle: ({ params, person }) => cases.diagram(params.id, person()),
    }),
    route({
      method: 'GET',
      path: '/api/startables',
      access: start,
      summary: '可发起的事项',
      query: z.strictObject({ parent: id.optional() }),
      handle: ({ query, person }) => cases.startables(person(), query.parent),
    }),
    route({
      method: 'GET',
      path: '/api/startables/:key/form',
      access: start,
      summary: '发起表单',
      params: z.strictObject({ key: id }),
      query: z.strictObject({ parent: id.optional() }),
      handle: ({ params, query, person }) => cases.startForm(params.key, person(), query.parent),
    }),
    route({
      method: 'POST',
      path: '/api/cases',
      access: start,
      summary: '发起办件',
      audit: { withChange: true },
      maxBodyBytes: MAX_SUBMISSION_BYTES,
      body: z.strictObject({ process: id, data: z.record(z.string(), z.unknown()), parent: id.optional() }),
      handle: async ({ body, person, header }): Promise<Unspoken<StartCaseResponse, 'message'>> => {
        const principal = person();
        const parent = body.parent === undefined ? undefined : await cases.visible(body.parent, principal);
        const key = idempotencyKey(header('idempotency-key'));
        const started = await cases.start({ process: body.process, data: body.data, parent, key }, principal);
        const record = await cases.settle(started.record);
        const open = await cases.openSteps(record, principal);
        return {
          message: started.message,
          case: cases.header(record),
          next: open.map(({ name, people }) => ({ name, people })),
        };
      },
    }),
  ];
}
