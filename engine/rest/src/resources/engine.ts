import { z } from 'zod';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { json } from '../http/answer.js';
import { get } from '../http/route.js';
import type { Route } from '../http/route.js';
import { engineDto, versionDto } from '../schema/index.js';

/** What tools ask first: which engine is this, and which version of the dialect. */
export function engineRoutes({ info }: ProcessEngine): Route[] {
  return [
    get('/engine', { summary: 'Names of the engines', answer: z.array(engineDto) }, async () =>
      json([{ name: 'default' }]),
    ),
    get('/version', { summary: 'Version of the dialect', answer: versionDto }, async () =>
      json({ version: info.version }),
    ),
  ];
}
