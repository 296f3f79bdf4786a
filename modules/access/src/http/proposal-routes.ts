import { route, type RouteDeclaration } from '@anliu/kit';
import { isBlank } from '@anliu/text';
import { asText } from '@anliu/sentences';
import { z } from 'zod';
import type { ProposalBook } from '../proposals/proposals.js';
import { say } from '../sentences.js';

const params = z.object({ id: z.string().min(1).max(64) });

/** What waits for a second person. Who may see and decide what is the book's business: it depends on the proposal. */
export function proposalRoutes(book: ProposalBook): RouteDeclaration[] {
  return [
    route({
      method: 'GET',
      path: '/api/proposals',
      access: { authenticated: true },
      summary: '待复核与已复核的事项（本人提请的、本岗位可复核的）',
      handle: async ({ person }) => ({ items: await book.list(person()) }),
    }),
    route({
      method: 'POST',
      path: '/api/proposals/:id/confirm',
      access: { authenticated: true },
      summary: '复核同意；提请人和事项涉及的人不能复核',
      audit: { own: true },
      params,
      handle: ({ params: { id }, person }) => book.confirm(id, person()),
    }),
    route({
      method: 'POST',
      path: '/api/proposals/:id/refuse',
      access: { authenticated: true },
      summary: '复核不同意，须说明理由',
      audit: { own: true },
      params,
      body: z.object({
        reason: z
          .string()
          .trim()
          .refine((text) => !isBlank(text), asText(say.reasonMissing))
          .max(500),
      }),
      handle: ({ params: { id }, body, person }) => book.refuse(id, person(), body.reason),
    }),
    route({
      method: 'POST',
      path: '/api/proposals/:id/withdraw',
      access: { authenticated: true },
      summary: '撤回本人提请的事项',
      audit: { own: true },
      params,
      handle: ({ params: { id }, person }) => book.withdraw(id, person()),
    }),
  ];
}
