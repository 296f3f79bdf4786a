import { afterEach, describe, expect, it } from 'vitest';
import fs from 'node:fs';
import { MAX_CALL_DEPTH, MAX_MULTI_INSTANCES, MAX_STEPS_PER_COMMAND } from '@anliu/engine-kernel';
import { model, temporaryFolder, withEngine } from './index.js';

const folders: string[] = [];
const folder = (): string => {
  const created = temporaryFolder();
  folders.push(created);
  return created;
};
afterEach(() => {
  for (const one of folders.splice(0)) fs.rmSync(one, { recursive: true, force: true });
});

const TASK = model(`<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
  <userTask id="work" camunda:assignee="\${who}"/><sequenceFlow id="f2" sourceRef="work" targetRef="end"/><endEvent id="end"/>`);
const WORKER = model(`<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="send"/>
  <serviceTask id="send" camunda:type="external" camunda:topic="mail" camunda:taskPriority="\${urgency}"/>
  <boundaryEvent id="refused" attachedToRef="send"><errorEventDefinition errorRef="e"/></boundaryEvent>
  <sequenceFlow id="f3" sourceRef="refused" targetRef="repair"/><userTask id="repair"/>`).replace(
  '<process ',
  '<error id="e" errorCode="refused"/><process ',
);

describe('commands of one batch', () => {
  it('fail alone: the others are done', () =>
    withEngine([TASK], async ({ engine }) => {
      const start = (who: string | null) =>
        engine.runtime.startProcessInstance({
          processDefinitionKey: 'p',
          ...(who === null ? {} : { variables: { who: { value: who } } }),
        });
      const answers = await Promise.allSettled([start('li'), start(null), start('wang')]);
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await engine.runtime.countProcessInstances()).toBe(2);
      expect(await engine.history.countProcessInstances()).toBe(2);
      expect(await engine.tasks.count({ assignee: 'wang' })).toBe(1);
    }));

  it('leave nothing behind when an instance runs through', () =>
    withEngine(
      [model('<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/><endEvent id="e"/>')],
      async ({ engine }) => {
        const { ended } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
        expect(ended).toBe(true);
        expect(engine.core.db.prepare('SELECT count(*) AS n FROM execution').get()).toEqual({ n: 0 });
        expect(await engine.history.countActivityInstances({ finished: true })).toBe(2);
      },
    ));
});

describe('the event feed', () => {
  it('tells what happened in order, also to a consumer that comes after a restart', async () => {
    const dataDir = folder();
    let seen = 0;
    await withEngine(
      [TASK],
      async ({ engine, complete }) => {
        const heard: string[] = [];
        engine.events.subscribe((events) => heard.push(...events.map(({ type }) => type)));
        await engine.runtime.startProcessInstance({
          processDefinitionKey: 'p',
          businessKey: 'HZ-1',
          variables: { who: { value: 'li' } },
        });
        expect(heard).toContain('TaskCreated');
        seen = await engine.events.lastSeq();
        await complete('work');
      },
      { dataDir },
    );
    await withEngine(
      [],
      async ({ engine }) => {
        const missed = await engine.events.read(seen, 100);
        expect(missed.map(({ type }) => type)).toEqual([
          'TaskEnded',
          'ActivityEnded',
          'ActivityStarted',
          'ActivityEnded',
          'ProcessEnded',
        ]);
        expect(missed[0]).toMatchObject({
          type: 'TaskEnded',
          reason: 'completed',
          businessKey: 'HZ-1',
          task: { assignee: 'li' },
        });
        expect(missed.every((event, index) => index === 0 || event.seq > (missed[index - 1]?.seq ?? 0))).toBe(true);
      },
      { dataDir },
    );
  });
});

describe('external tasks', () => {
  const fetch = { workerId: 'w', maxTasks: 1, topics: [{ topicName: 'mail', lockDuration: 1000 }] };

  it('wake a waiting worker when one appears', () =>
    withEngine([WORKER], async ({ engine }) => {
      const waiting = engine.externalTasks.fetchAndLock({ ...fetch, asyncResponseTimeout: 10_000 });
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'p', variables: { urgency: { value: 1 } } });
      expect(await waiting).toMatchObject([
        { activityId: 'send', workerId: 'w', variables: { urgency: { value: 1 } } },
      ]);
    }));

  it('are not locked for a worker that went away', () =>
    withEngine([WORKER], async ({ engine }) => {
      const gone = new AbortController();
      const waiting = engine.externalTasks.fetchAndLock(
        { ...fetch, asyncResponseTimeout: 10_000 },
        { signal: gone.signal },
      );
      gone.abort();
      expect(await waiting).toEqual([]);
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'p', variables: { urgency: { value: 1 } } });
      expect(await engine.externalTasks.list()).toMatchObject([{ workerId: null }]);
    }));

  it('go by priority, and can be fetched again when the lock is over', () =>
    withEngine([WORKER], async ({ engine, clock }) => {
      for (const urgency of [1, 9]) {
        await engine.runtime.startProcessInstance({
          processDefinitionKey: 'p',
          variables: { urgency: { value: urgency } },
        });
      }
      expect(await engine.externalTasks.fetchAndLock(fetch)).toMatchObject([{ priority: 9 }]);
      expect(await engine.externalTasks.fetchAndLock(fetch)).toMatchObject([{ priority: 1 }]);
      expect(await engine.externalTasks.fetchAndLock(fetch)).toEqual([]);
      clock.advance(1000);
      expect(await engine.externalTasks.fetchAndLock(fetch)).toMatchObject([{ priority: 9 }]);
    }));

  it('make an incident without retries and take the error path on a business error', () =>
    withEngine([WORKER], async ({ engine, openTasks }) => {
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'p', variables: { urgency: { value: 1 } } });
      const [task] = await engine.externalTasks.fetchAndLock(fetch);
      const id = task?.id ?? '';
      await engine.externalTasks.handleFailure(id, { workerId: 'w', errorMessage: 'no', retries: 0 });
      expect(await engine.incidents.list()).toMatchObject([{ incidentType: 'failedExternalTask' }]);
      await engine.externalTasks.setRetries([id], 1);
      expect(await engine.incidents.count()).toBe(0);
      await expect(engine.externalTasks.complete(id, { workerId: 'other' })).rejects.toMatchObject({ status: 400 });
      await engine.externalTasks.handleBpmnError(id, { workerId: 'w', errorCode: 'refused' });
      expect(await openTasks()).toEqual(['repair']);
    }));
});

describe('limits', () => {
  const LOOP = model(`<startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="g"/><exclusiveGateway id="g"/>
    <sequenceFlow id="f1" sourceRef="g" targetRef="t"/><task id="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="g"/>`);
  const MANY = model(`<startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="t"/>
    <userTask id="t"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>\${n}</loopCardinality></multiInstanceLoopCharacteristics></userTask>`);

  it('end an endless loop with a clear error and nothing changed', () =>
    withEngine([LOOP], async ({ engine }) => {
      await expect(engine.runtime.startProcessInstance({ processDefinitionKey: 'p' })).rejects.toMatchObject({
        code: 'engine.limit',
        limit: 'MAX_STEPS_PER_COMMAND',
      });
      expect(await engine.history.countProcessInstances()).toBe(0);
    }));

  it('refuse call activities that call each other for ever, with nothing changed', () => {
    const cycle = `<startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="c"/><callActivity id="c" calledElement="p"/>`;
    return withEngine([model(cycle)], async ({ engine }) => {
      await expect(engine.runtime.startProcessInstance({ processDefinitionKey: 'p' })).rejects.toMatchObject({
        limit: 'MAX_CALL_DEPTH',
      });
      expect(await engine.history.countProcessInstances()).toBe(0);
    });
  });

  it('allow as many steps in one command as the limit says and not one more', () =>
    withEngine([], async ({ engine }) => {
      let taken = 0;
      const take = (steps: number) => {
        taken = 0;
        return engine.core.processor.execute((ctx) => {
          for (let i = 0; i < steps; i++) ctx.agenda.schedule(undefined, () => void (taken += 1));
        });
      };
      for (const steps of [MAX_STEPS_PER_COMMAND - 1, MAX_STEPS_PER_COMMAND]) {
        await take(steps);
        expect(taken).toBe(steps);
      }
      const limit = 'MAX_STEPS_PER_COMMAND';
      await expect(take(MAX_STEPS_PER_COMMAND + 1)).rejects.toMatchObject({ code: 'engine.limit', limit });
      expect(taken).toBe(MAX_STEPS_PER_COMMAND);
    }));

  it('allow calls as deep as the limit says and not one deeper', () => {
    const countdown = model(`<startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="g"/>
      <exclusiveGateway id="g" default="f2"/><sequenceFlow id="f1" sourceRef="g" targetRef="c">
      <conditionExpression xsi:type="tFormalExpression">\${left &gt; 0}</conditionExpression></sequenceFlow>
      <callActivity id="c" calledElement="p"><extensionElements>
      <camunda:in sourceExpression="\${left - 1}" target="left"/></extensionElements></callActivity>
      <sequenceFlow id="f2" sourceRef="g" targetRef="t"/><userTask id="t"/>`);
    return withEngine([countdown], async ({ engine }) => {
      const call = (left: number) =>
        engine.runtime.startProcessInstance({ processDefinitionKey: 'p', variables: { left: { value: left } } });
      // The outermost instance is called by nobody: so many calls make one instance more.
      await call(MAX_CALL_DEPTH - 1);
      expect(await engine.runtime.countProcessInstances()).toBe(MAX_CALL_DEPTH);
      await call(MAX_CALL_DEPTH);
      expect(await engine.runtime.countProcessInstances()).toBe(2 * MAX_CALL_DEPTH + 1);
      await expect(call(MAX_CALL_DEPTH + 1)).rejects.toMatchObject({ limit: 'MAX_CALL_DEPTH' });
      expect(await engine.runtime.countProcessInstances()).toBe(2 * MAX_CALL_DEPTH + 1);
    });
  });

  it('allow a multi-instance up to the limit and refuse one above', () =>
    withEngine([MANY], async ({ engine, openTasks }) => {
      const start = (n: number) =>
        engine.runtime.startProcessInstance({ processDefinitionKey: 'p', variables: { n: { value: n } } });
      await start(MAX_MULTI_INSTANCES);
      expect(await openTasks()).toEqual(['t']);
      await expect(start(MAX_MULTI_INSTANCES + 1)).rejects.toMatchObject({ limit: 'MAX_MULTI_INSTANCES' });
    }));
});

describe('deployment', () => {
  it('filters duplicates, counts versions and moves message starts to the newest', () =>
    withEngine([], async ({ engine }) => {
      const messageStart = (name: string) =>
        model(`<startEvent id="s"><messageEventDefinition messageRef="m"/></startEvent><sequenceFlow id="f" sourceRef="s" targetRef="${name}"/>
          <userTask id="${name}"/>`).replace('<process ', '<message id="m" name="report"/><process ');
      const deploy = (content: string) =>
        engine.repository.createDeployment({
          name: 'd',
          enableDuplicateFiltering: true,
          resources: [{ name: 'p.bpmn', content }],
        });
      const first = await deploy(messageStart('one'));
      expect((await deploy(messageStart('one'))).id).toBe(first.id);
      const second = await deploy(messageStart('two'));
      await engine.runtime.correlateMessage({ messageName: 'report' });
      expect(await engine.tasks.list()).toMatchObject([{ taskDefinitionKey: 'two' }]);
      await engine.repository.deleteDeployment(second.id, { cascade: true });
      await engine.runtime.correlateMessage({ messageName: 'report' });
      expect(await engine.tasks.list()).toMatchObject([{ taskDefinitionKey: 'one' }]);
    }));
});
