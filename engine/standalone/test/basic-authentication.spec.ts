import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineServer } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

let server: EngineServer;
beforeAll(async () => {
  server = await engineServer('off', { auth: 'basic' });
  const zhang = { id: 'zhang', firstName: null, lastName: null, email: null };
  await server.standalone.engine.identity.createUser(zhang, 'secret');
});
afterAll(() => server.close());

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const status = async (headers: Record<string, string> = {}, at = '/task') =>
  (await fetch(server.url + at, { headers })).status;

it('who knows the password is let in, nobody else', async () => {
  expect(await status(basic('zhang:secret'))).toBe(200);
  expect(await status()).toBe(401);
  expect(await status({ authorization: 'Basic nonsense' })).toBe(401);
  expect(await status(basic('li:secret'))).toBe(401);
  expect(await status(basic('zhang:wrong'))).toBe(401);
});

it('the refusal says how to name oneself', async () => {
  const refused = await fetch(`${server.url}/task`);
  expect(refused.headers.get('www-authenticate')).toBe('Basic realm="default"');
  expect(await refused.json()).toMatchObject({ type: 'AuthenticationException' });
});

it('which engines there are is told to everybody', async () => expect(await status({}, '/engine')).toBe(200));
