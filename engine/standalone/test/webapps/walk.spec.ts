import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineServer } from '../support/engine-server.js';
import type { EngineServer } from '../support/engine-server.js';
import { PAGES } from './calls/index.js';
import { furnished } from './scenario.js';
import type { Things } from './scenario.js';
import { made } from './walk.js';

/**
 * The web applications of Operaton on this engine: each call they make of engine-rest, in their order and with their
 * parameters, against an engine full of representative data. Status and every field they read are held against Camunda's.
 */
let server: EngineServer;
let things: Things;
beforeAll(async () => {
  server = await engineServer();
  things = await furnished(server);
});
afterAll(() => server.close());

describe.each(Object.entries(PAGES))('%s', (_page, calls) => {
  it.each(
    calls.map((call, at) => [`${at}. ${call.by}: ${call.call} ${JSON.stringify(call.body ?? '')}`, call] as const),
  )('%s', async (_name, call) => {
    expect((await made(server, call, things)).problems).toEqual([]);
  });
});
