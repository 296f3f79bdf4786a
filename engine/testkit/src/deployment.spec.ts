import { describe, expect, it } from 'vitest';
import type { EmbeddedEngine } from '@anliu/engine-embedded';
import { model, withEngine } from './index.js';

const TASK = (name: string) =>
  model(`<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
  <userTask id="t" name="${name}"/>`);
const OTHER = model('<startEvent id="s"/>', 'other');
const EVENTS = (message: string) =>
  model(`<startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent>
  <startEvent id="daily"><timerEventDefinition><timeCycle>R/PT24H</timeCycle></timerEventDefinition></startEvent>
  <sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="daily" targetRef="t"/><userTask id="t"/>`).replace(
    '<process ',
    `<message id="m" name="${message}"/><process `,
  );
const SIGNAL = model(`<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="wait"/>
  <intermediateCatchEvent id="wait"><signalEventDefinition signalRef="go"/></intermediateCatchEvent>`).replace(
  '<process ',
  '<signal id="go" name="go"/><process ',
);
const CALL = (binding: string) =>
  model(
    `<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="c"/><callActivity id="c" calledElement="p" ${binding}/>`,
    'caller',
  );

interface Options {
  readonly name?: string | null;
  readonly source?: string;
  readonly tenantId?: string;
  readonly enableDuplicateFiltering?: boolean;
  readonly deployChangedOnly?: boolean;
}
const deploy = (engine: EmbeddedEngine, files: Readonly<Record<string, string>>, options: Options = {}) =>
  engine.repository.createDeployment({
    name: 'pack',
    ...options,
    resources: Object.entries(files).map(([name, content]) => ({ name: `${name}.bpmn`, content })),
  });
const keys = (deployed: Awaited<ReturnType<typeof deploy>>): string[] =>
  Object.values(deployed.deployedProcessDefinitions ?? {}).map(({ key, version }) => `${key}:${version}`);

describe('duplicate filtering', () => {
  const FILTER = { enableDuplicateFiltering: true };

  it('deploys nothing when nothing changed and answers the deployment there is', () =>
    withEngine([], async ({ engine }) => {
      const first = await deploy(engine, { p: TASK('a'), other: OTHER }, FILTER);
      const second = await deploy(engine, { p: TASK('a'), other: OTHER }, FILTER);
      expect(second.id).toBe(first.id);
      expect(keys(second)).toEqual([]);
      expect(await engine.repository.countDeployments()).toBe(1);
    }));

  it('deploys everything again when one resource changed, or only that one when asked', () =>
    withEngine([], async ({ engine }) => {
      await deploy(engine, { p: TASK('a'), other: OTHER }, FILTER);
      expect(keys(await deploy(engine, { p: TASK('b'), other: OTHER }, FILTER))).toEqual(['p:2', 'other:2']);
      const changed = await deploy(engine, { p: TASK('c'), other: OTHER }, { deployChangedOnly: true });
      expect(keys(changed)).toEqual(['p:3']);
      expect((await engine.repository.listDeploymentResources(changed.id)).map(({ name }) => name)).toEqual(['p.bpmn']);
      // The unchanged resource is compared with the deployment that holds it, not with the newest.
      expect((await deploy(engine, { p: TASK('c'), other: OTHER }, FILTER)).id).toBe(changed.id);
    }));

  it.each([
    ['name', { name: 'another pack' }],
    ['source', { source: 'elsewhere' }],
    ['tenant', { tenantId: 'north' }],
  ])('does not compare with a deployment of another %s', (_what, other) =>
    withEngine([], async ({ engine }) => {
      await deploy(engine, { p: TASK('a') }, FILTER);
      expect(keys(await deploy(engine, { p: TASK('a') }, { ...FILTER, ...other }))).toHaveLength(1);
      expect(await engine.repository.countDeployments()).toBe(2);
    }),
  );

  it('never finds a deployment without a name alike', () =>
    withEngine([], async ({ engine }) => {
      await deploy(engine, { p: TASK('a') }, { ...FILTER, name: null });
      expect(keys(await deploy(engine, { p: TASK('a') }, { ...FILTER, name: null }))).toEqual(['p:2']);
    }));
});

describe('deleting the newest version', () => {
  it('gives start events and timers back to the version before', () =>
    withEngine([], async ({ engine }) => {
      const first = await deploy(engine, { p: EVENTS('old') });
      const second = await deploy(engine, { p: EVENTS('new') });
      const listening = async () => (await engine.runtime.listEventSubscriptions()).map(({ eventName }) => eventName);
      const timers = async () => (await engine.jobs.list()).map(({ processDefinitionId }) => processDefinitionId);
      expect(await listening()).toEqual(['new']);
      await engine.repository.deleteDeployment(second.id);
      expect(await listening()).toEqual(['old']);
      expect(await timers()).toEqual(Object.keys(first.deployedProcessDefinitions ?? {}));
      await engine.runtime.correlateMessage({ messageName: 'old' });
      expect(await engine.tasks.count()).toBe(1);
    }));
});

describe('one key in several tenants', () => {
  it('has versions, start messages and newest definitions of its own', () =>
    withEngine([], async ({ engine, openTasks }) => {
      for (const tenantId of ['north', 'south']) await deploy(engine, { p: EVENTS('order') }, { tenantId });
      await deploy(engine, { p: EVENTS('order') }, { tenantId: 'south' });
      expect((await engine.repository.getProcessDefinitionByKey('p', 'north')).version).toBe(1);
      expect((await engine.repository.getProcessDefinitionByKey('p', 'south')).version).toBe(2);
      await expect(engine.repository.getProcessDefinitionByKey('p')).rejects.toThrow();
      await expect(engine.runtime.correlateMessage({ messageName: 'order' })).rejects.toThrow('2 process definitions');
      const [started] = await engine.runtime.correlateMessage({ messageName: 'order', tenantId: 'north' });
      expect(started?.processInstance?.tenantId).toBe('north');
      expect(await openTasks()).toEqual(['t']);
    }));

  it('is suspended for one tenant only, and then its start message finds nothing', () =>
    withEngine([], async ({ engine }) => {
      for (const tenantId of ['north', 'south']) await deploy(engine, { p: EVENTS('order') }, { tenantId });
      await engine.repository.setProcessDefinitionSuspended(
        { processDefinitionKey: 'p', tenantId: 'north' },
        { suspended: true },
      );
      const [started] = await engine.runtime.correlateMessage({ messageName: 'order' });
      expect(started?.processInstance?.tenantId).toBe('south');
    }));

  it('calls the definition of its own tenant', () =>
    withEngine([], async ({ engine }) => {
      for (const tenantId of ['north', 'south'])
        await deploy(engine, { p: TASK(tenantId), caller: CALL('') }, { tenantId });
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'caller', tenantId: 'south' });
      expect((await engine.tasks.list()).map(({ name, tenantId }) => [name, tenantId])).toEqual([['south', 'south']]);
    }));
});

describe('a signal from outside', () => {
  const waiting = async (engine: EmbeddedEngine) =>
    (await engine.runtime.listEventSubscriptions()).map(({ tenantId }) => tenantId);

  it.each([
    ['a tenant reaches that tenant alone', { tenantId: 'north' }, [null, 'south']],
    ['no tenant reaches those of none', { withoutTenantId: true }, ['north', 'south']],
    ['nobody in particular reaches all', {}, []],
  ])('for %s', (_what, to, left) =>
    withEngine([SIGNAL], async ({ engine }) => {
      for (const tenantId of ['north', 'south']) await deploy(engine, { p: SIGNAL }, { tenantId });
      for (const tenantId of [null, 'north', 'south'])
        await engine.runtime.startProcessInstance({ processDefinitionKey: 'p', tenantId });
      await engine.runtime.broadcastSignal({ name: 'go', ...to });
      expect(await waiting(engine)).toEqual(left);
    }),
  );

  it('for one execution needs its subscription and no tenant', () =>
    withEngine([SIGNAL, TASK('a').replaceAll('"p"', '"q"')], async ({ engine }) => {
      const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'q' });
      await expect(engine.runtime.broadcastSignal({ name: 'go', executionId: id })).rejects.toThrow(
        `Execution '${id}' has not subscribed to a signal event with name 'go'.`,
      );
      await expect(engine.runtime.broadcastSignal({ name: 'go', executionId: id, tenantId: 'north' })).rejects.toThrow(
        'Cannot specify a tenant-id when deliver a signal to a single execution.',
      );
    }));
});

describe('a version tag', () => {
  it('leads a call to the version that carries it', () =>
    withEngine([], async ({ engine }) => {
      const tagged = (tag: string) => TASK(tag).replace('<process ', `<process camunda:versionTag="${tag}" `);
      await deploy(engine, { p: tagged('spring') });
      await deploy(engine, { p: tagged('autumn') });
      await deploy(engine, {
        caller: CALL('camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="spring"'),
      });
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'caller' });
      expect((await engine.tasks.list()).map(({ name }) => name)).toEqual(['spring']);
    }));
});
