import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const END = '<endEvent id="e"/>';
const call = (called: string) => line('<startEvent id="s"/>', `<callActivity id="c" calledElement="${called}"/>`, END);

let server: EngineServer;
beforeAll(async () => {
  server = await engineServer();
  await server.deploy({
    'outer.bpmn': model('outer', call('middle')),
    'middle.bpmn': model('middle', call('inner')),
    'inner.bpmn': model('inner', line('<startEvent id="s"/>', '<userTask id="t"/>', END)),
  });
});
afterAll(() => server.close());

interface Family {
  readonly outer: string;
  readonly middle: string;
  readonly inner: string;
}
const calledBy = async (id: string): Promise<string> =>
  (await server.ok<{ id: string }[]>('GET', `/process-instance?superProcessInstance=${id}`))[0]?.id ?? '';

async function family(): Promise<Family> {
  const outer = await server.start('outer');
  const middle = await calledBy(outer);
  return { outer, middle, inner: await calledBy(middle) };
}

const stateOf = async (id: string): Promise<string> =>
  (await server.ok<{ state: string }>('GET', `/history/process-instance/${id}`)).state;
const statesOf = async ({ outer, middle, inner }: Family): Promise<string[]> =>
  Promise.all([outer, middle, inner].map(stateOf));

async function completeInner(id: string): Promise<void> {
  const [task] = await server.ok<{ id: string }[]>('GET', `/task?processInstanceId=${id}`);
  await server.ok('POST', `/task/${task?.id}/complete`, {});
}

describe('deleting an instance that called another', () => {
  it('deletes what it called, and cancels who called it', async () => {
    const all = await family();
    await server.ok('DELETE', `/process-instance/${all.middle}`);
    expect(await statesOf(all)).toEqual(Array(3).fill('EXTERNALLY_TERMINATED'));
  });

  it('with skipSubprocesses leaves what it called running, on its own', async () => {
    const all = await family();
    await server.ok('DELETE', `/process-instance/${all.middle}?skipSubprocesses=true`);
    expect(await statesOf(all)).toEqual(['EXTERNALLY_TERMINATED', 'EXTERNALLY_TERMINATED', 'ACTIVE']);
    expect(await calledBy(all.middle)).toBe('');
    expect(await server.ok('GET', `/history/process-instance/${all.inner}`)).toMatchObject({
      superProcessInstanceId: null,
    });
    await completeInner(all.inner);
    expect(await stateOf(all.inner)).toBe('COMPLETED');
  });

  it('as a batch keeps to the same', async () => {
    const all = await family();
    await server.ok('POST', '/process-instance/delete', { processInstanceIds: [all.outer], skipSubprocesses: true });
    for (;;) {
      const jobs = await server.ok<{ id: string }[]>('GET', '/job');
      if (jobs.length === 0 || (await stateOf(all.outer)) !== 'ACTIVE') break;
      for (const { id } of jobs) await server.call('POST', `/job/${id}/execute`, {});
    }
    expect(await statesOf(all)).toEqual(['EXTERNALLY_TERMINATED', 'ACTIVE', 'ACTIVE']);
    // The others are still a family: the one that was called ends, and its caller goes on and ends.
    await completeInner(all.inner);
    expect(await statesOf(all)).toEqual(['EXTERNALLY_TERMINATED', 'COMPLETED', 'COMPLETED']);
  });
});

describe('suspending definitions at a later time', () => {
  const later = { suspended: true, executionDate: '2030-01-01T00:00:00.000+0800' };
  const definitions = async () => {
    const own = (at: string) => server.ok<{ suspended: boolean }[]>('GET', at);
    return [...(await own('/process-definition')), ...(await own('/job-definition'))];
  };

  it.each([
    ['/process-definition/suspended', { processDefinitionKey: 'timed' }],
    ['/job-definition/suspended', { processDefinitionKey: 'timed' }],
  ])('%s is refused by name and suspends nothing', async (at, selector) => {
    const work = line('<startEvent id="s"/>', '<userTask id="t" camunda:asyncBefore="true"/>', END);
    await server.deploy({ 'timed.bpmn': model('timed', work) });
    const { status, body } = await server.call('PUT', at, { ...selector, ...later });
    expect(status).toBe(501);
    expect((body as { message: string }).message).toContain('executionDate is not supported');
    expect((await definitions()).filter(({ suspended }) => suspended)).toEqual([]);
  });
});
