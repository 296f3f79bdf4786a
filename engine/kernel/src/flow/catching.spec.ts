import { flow, model, started, stateOf, treeOf, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

const DECLARED = `<error id="e1" errorCode="leak"/><error id="e2" errorCode="fire"/><error id="blank" errorCode=""/>
  <escalation id="c1" escalationCode="late"/><escalation id="c2" escalationCode="lost"/>`;
const process = (inside: string, before = ''): string =>
  model(`${DECLARED}${before}<process id="p" isExecutable="true">${inside}</process>`);
/** A worker's task `x` that may throw, with handlers that lead to tasks of their names. */
const WORK = '<serviceTask id="x" camunda:type="external" camunda:topic="t"/>';
const boundary = (id: string, host: string, event: string, interrupting = true): string =>
  `<boundaryEvent id="${id}_b" attachedToRef="${host}" cancelActivity="${interrupting}">${event}</boundaryEvent>${flow(`${id}_b`, id)}<userTask id="${id}"/>`;
const handler = (id: string, event: string, interrupting = true): string =>
  `<subProcess id="${id}_es" triggeredByEvent="true"><startEvent id="${id}_s" isInterrupting="${interrupting}">${event}</startEvent>
    ${flow(`${id}_s`, id)}<userTask id="${id}"/></subProcess>`;
const error = (ref?: string): string => `<errorEventDefinition ${ref === undefined ? '' : `errorRef="${ref}"`}/>`;
const escalation = (ref?: string): string =>
  `<escalationEventDefinition ${ref === undefined ? '' : `escalationRef="${ref}"`}/>`;
const sub = (inside: string, first = 'x'): string =>
  `<subProcess id="sub"><startEvent id="is"/>${flow('is', first)}${inside}</subProcess>`;

async function fail({ engine }: Story, errorCode: string): Promise<void> {
  const [task] = await engine.externalTasks.fetchAndLock({
    workerId: 'w',
    maxTasks: 1,
    topics: [{ topicName: 't', lockDuration: 10_000 }],
  });
  await engine.externalTasks.handleBpmnError(task!.id, { workerId: 'w', errorCode });
}
const caught = (inside: string, code = 'leak', before = '') => {
  let open: string[] = [];
  return withEngine([process(inside, before)], async (story) => {
    await started(story);
    await fail(story, code);
    open = (await story.openTasks()).sort();
  }).then(() => open);
};

describe('who catches an error', () => {
  const main = `<startEvent id="s"/>${flow('s', 'x')}`;
  const inSub = `<startEvent id="s"/>${flow('s', 'sub')}`;

  it.each([
    ['the boundary event of the activity', main + WORK + boundary('a', 'x', error('e1')), ['a']],
    [
      'the one of its code among several',
      main + WORK + boundary('b', 'x', error('e2')) + boundary('a', 'x', error('e1')),
      ['a'],
    ],
    [
      'one with a code before one without, wherever it stands',
      main + WORK + boundary('all', 'x', error()) + boundary('a', 'x', error('e1')),
      ['a'],
    ],
    [
      'one without a code when none has it',
      main + WORK + boundary('b', 'x', error('e2')) + boundary('all', 'x', error()),
      ['all'],
    ],
    ['an event sub-process of the process', main + WORK + handler('h', error('e1')), ['h']],
    [
      'the boundary event before what is further out',
      `${inSub}${sub(WORK + boundary('in', 'x', error('e1')))}${boundary('out', 'sub', error('e1'))}`,
      ['in'],
    ],
    [
      'the boundary event of the sub-process around',
      `${inSub}${sub(WORK)}${boundary('out', 'sub', error('e1'))}`,
      ['out'],
    ],
    [
      'an event sub-process inside before the boundary event around, although that names the code',
      `${inSub}${sub(WORK + handler('h', error()))}${boundary('out', 'sub', error('e1'))}`,
      ['h'],
    ],
    [
      'somebody further out when those inside wait for other codes',
      `${inSub}${sub(WORK + boundary('in', 'x', error('e2')) + handler('h', error('e2')))}${boundary('out', 'sub', error('e1'))}`,
      ['out'],
    ],
    [
      'nobody: its token ends, and what is left goes on',
      `<startEvent id="s"/>${flow('s', 'x')}${flow('s', 'rest')}<userTask id="rest"/>${WORK}${boundary('b', 'x', error('e2'))}`,
      ['rest'],
    ],
  ])('%s', async (_, inside, expected) => {
    expect(await caught(inside)).toEqual(expected);
  });

  it('an event sub-process does not catch what is thrown inside it; who is around does', async () => {
    const inner = `<subProcess id="es" triggeredByEvent="true"><startEvent id="es_s">${error('e1')}</startEvent>
      ${flow('es_s', 'again')}<serviceTask id="again" camunda:type="external" camunda:topic="t"/></subProcess>`;
    await withEngine(
      [process(`<startEvent id="s"/>${flow('s', 'sub')}${sub(WORK + inner)}${boundary('out', 'sub', error('e1'))}`)],
      async (story) => {
        const id = await started(story);
        await fail(story, 'leak');
        expect(await treeOf(story, id)).toBe('(sub(es(again)))');
        await fail(story, 'leak');
        expect(await story.openTasks()).toEqual(['out']);
      },
    );
  });
});

describe('an error of a called instance', () => {
  const called = `<process id="q" isExecutable="true"><startEvent id="qs"/>${flow('qs', 'x')}${WORK}</process>`;
  const calling = (handlers: string): string =>
    `<startEvent id="s"/>${flow('s', 'call')}<callActivity id="call" calledElement="q"><extensionElements>
      <camunda:out source="found" target="found"/></extensionElements></callActivity>${handlers}`;

  it('is caught by the calling one, which takes its outputs first; the called one is terminated', () =>
    withEngine([process(calling(boundary('care', 'call', error('e1'))), called)], async (story) => {
      const id = await started(story);
      const [inner] = await story.engine.runtime.listProcessInstances({ superProcessInstance: id });
      await story.engine.runtime.modifyVariables(inner!.id, { modifications: { found: { value: 3 } } });
      await fail(story, 'leak');
      expect(await story.openTasks()).toEqual(['care']);
      expect((await story.engine.runtime.getVariables(id))['found']?.value).toBe(3);
      expect(await stateOf(story, inner!.id)).toBe('INTERNALLY_TERMINATED');
    }));

  it('that nobody catches ends the called instance; the calling one goes on', () =>
    withEngine(
      [
        process(
          `${calling(boundary('care', 'call', error('e2')))}${flow('call', 'after')}<userTask id="after"/>`,
          called,
        ),
      ],
      async (story) => {
        await started(story);
        await fail(story, 'leak');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));
});

describe('who hears an escalation', () => {
  const throwing = `<intermediateThrowEvent id="call">${escalation('c1')}</intermediateThrowEvent>${flow('call', 'on')}<userTask id="on"/>`;
  const open = (inside: string) => {
    let found: string[] = [];
    return withEngine([process(inside)], async (story) => {
      await started(story);
      found = (await story.openTasks()).sort();
    }).then(() => found);
  };
  const outer = `<startEvent id="s"/>${flow('s', 'sub')}`;

  it.each([
    [
      'the boundary event around',
      `${outer}${sub(throwing, 'call')}${boundary('b', 'sub', escalation('c1'), false)}`,
      ['b', 'on'],
    ],
    [
      'an interrupting one: the thrower is over',
      `${outer}${sub(throwing, 'call')}${boundary('b', 'sub', escalation('c1'))}`,
      ['b'],
    ],
    ['one without a code', `${outer}${sub(throwing, 'call')}${boundary('b', 'sub', escalation(), false)}`, ['b', 'on']],
    ['nobody with another code', `${outer}${sub(throwing, 'call')}${boundary('b', 'sub', escalation('c2'))}`, ['on']],
    [
      'an event sub-process before the boundary event',
      `${outer}${sub(throwing + handler('h', escalation('c1'), false), 'call')}${boundary('b', 'sub', escalation('c1'))}`,
      ['h', 'on'],
    ],
    ['an interrupting event sub-process', `${outer}${sub(throwing + handler('h', escalation('c1')), 'call')}`, ['h']],
    [
      'an event sub-process of the process itself',
      `<startEvent id="s"/>${flow('s', 'call')}${throwing}${handler('h', escalation('c1'), false)}`,
      ['h', 'on'],
    ],
  ])('%s', async (_, inside, expected) => {
    expect(await open(inside)).toEqual(expected);
  });

  it('a user task is ended by one its worker reports when the handler interrupts, else it stays open', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'task')}<userTask id="task"/>${boundary('beside', 'task', escalation('c1'), false)}${boundary('instead', 'task', escalation('c2'))}`,
        ),
      ],
      async (story) => {
        await started(story);
        const [task] = await story.engine.tasks.list();
        await story.engine.tasks.handleEscalation(task!.id, { escalationCode: 'late' });
        expect((await story.openTasks()).sort()).toEqual(['beside', 'task']);
        await story.engine.tasks.handleEscalation(task!.id, { escalationCode: 'lost' });
        expect((await story.openTasks()).sort()).toEqual(['beside', 'instead']);
      },
    ));
});
