import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const file = (key: string) => model(key, line('<startEvent id="s"/>', '<userTask id="t"/>'));

let server: EngineServer;
let deploymentId = '';
beforeAll(async () => {
  server = await engineServer();
  const reply = await server.deploy({ 'a.bpmn': file('a'), 'b.bpmn': file('b') }, { 'tenant-id': 'north' });
  deploymentId = (reply.body as { id: string }).id;
});
afterAll(() => server.close());

interface Created {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  readonly source: string | null;
  readonly deployedProcessDefinitions: Record<string, { key: string; version: number }>;
}
const redeploy = (body: unknown) => server.ok<Created>('POST', `/deployment/${deploymentId}/redeploy`, body);
const versions = ({ deployedProcessDefinitions }: Created): string[] =>
  Object.values(deployedProcessDefinitions).map(({ key, version }) => `${key}:${version}`);

it('redeploying makes new versions under the same name and tenant', async () => {
  const all = await redeploy({ source: 'again' });
  expect(all).toMatchObject({ name: 'test', tenantId: 'north', source: 'again' });
  expect(versions(all).sort()).toEqual(['a:2', 'b:2']);
  const some = await redeploy({ resourceIds: [], resourceNames: ['b.bpmn'] });
  expect(versions(some)).toEqual(['b:3']);
});

it('redeploying a resource that is not there names it', async () => {
  const reply = await server.call('POST', `/deployment/${deploymentId}/redeploy`, { resourceNames: ['c.bpmn'] });
  expect(reply.status).toBe(404);
  expect((reply.body as { message: string }).message).toContain(
    `does not contain the following resources with name: c.bpmn`,
  );
});

it('a definition of a tenant is started and read by key and tenant', async () => {
  const at = '/process-definition/key/a/tenant-id/north';
  const started = await server.ok<{ tenantId: string }>('POST', `${at}/start`, {});
  expect(started.tenantId).toBe('north');
  expect(await server.ok('GET', `${at}/xml`)).toMatchObject({ bpmn20Xml: file('a') });
  expect((await server.call('GET', '/process-definition/key/a')).status).toBe(404);
});

it('a deployment that should become active later is refused, not activated at once', async () => {
  const reply = await server.deploy({ 'd.bpmn': file('d') }, { 'deployment-activation-time': '2030-01-01T00:00:00' });
  expect(reply.status).toBe(501);
  expect((await server.call('GET', '/process-definition/key/d')).status).toBe(404);
});

it('a message cannot be for a tenant and for none', async () => {
  const reply = await server.call('POST', '/message', { messageName: 'm', tenantId: 'north', withoutTenantId: true });
  expect(reply.status).toBe(400);
});
