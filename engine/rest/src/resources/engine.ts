import type { ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get } from '../http/route.js';
import type { Route } from '../http/route.js';

/** What tools ask first: which engine is this, and which version of the dialect. */
export function engineRoutes({ info }: ProcessEngine): Route[] {
  return [
    get('/engine', async () => json([{ name: 'default' }])),
    get('/version', async () => json({ version: info.version })),
  ];
}
