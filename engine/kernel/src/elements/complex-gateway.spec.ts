import { describe, expect, it } from 'vitest';
import { forgetMemory, memoryAndDisk, model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { flow, historyOf, started, stateOf, treeOf } from '@anliu/engine-testkit';

/** Three tasks join at a complex gateway that goes on to `after`, and to `late` under a condition. */
const gateway = (condition: string, late?: string, inside = ''): string =>
  `<startEvent id="s"/>${flow('s', 'fork')}<parallelGateway id="fork"/>
   ${['a', 'b', 'c'].map((id) => `${flow('fork', id)}<userTask id="${id}"/><sequenceFlow id="from_${id}" sourceRef="${id}" targetRef="x"/>`).join('')}
   <complexGateway id="x"><activationCondition xsi:type="tFormalExpression">\${${condition}}</activationCondition></complexGateway>
   ${flow('x', 'after')}<userTask id="after"/>${late === undefined ? '' : `${flow('x', 'late', late)}<userTask id="late"/>`}${inside}`;
const TWO = 'activationCount >= 2';

describe('a complex gateway', () => {
  it('goes on once when its condition holds, and takes what comes later without going on again', () =>
    withEngine([model(gateway(TWO))], async (story) => {
      const id = await started(story);
      await story.complete('a');
      expect(await story.openTasks()).toEqual(['b', 'c']);
      for (const { memory, disk } of memoryAndDisk(story.engine)) expect(memory).toEqual(disk);
      forgetMemory(story.engine);
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['c', 'after']);
      for (const { memory, disk } of memoryAndDisk(story.engine)) expect(memory).toEqual(disk);
      forgetMemory(story.engine);
      await story.complete('c');
      expect(await story.openTasks()).toEqual(['after']);
      await story.complete('after');
      expect(await stateOf(story, id)).toBe('COMPLETED');
      expect((await historyOf(story, id)).filter((one) => one === 'x')).toHaveLength(3);
    }));

  it('shows the tokens that wait at it', () =>
    withEngine([model(gateway(TWO))], async (story) => {
      const id = await started(story);
      await story.complete('a');
      expect(await treeOf(story, id)).toBe('(b c x)');
    }));

  it('tells its conditions whether it starts or is reset', () =>
    withEngine([model(gateway(TWO, '!waitingForStart'))], async (story) => {
      await started(story);
      await story.complete('a');
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['c', 'after']);
      await story.complete('c');
      expect(await story.openTasks()).toEqual(['after', 'late']);
    }));

  it('counts tokens by flow', () =>
    withEngine([model(gateway('activationCounts.from_c == 1'))], async (story) => {
      await started(story);
      await story.complete('a');
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['c']);
      await story.complete('c');
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('asks FEEL and variables as well', () =>
    withEngine(
      [
        model(
          gateway('X').replace('xsi:type="tFormalExpression">${X}', 'language="feel">activationCount &gt;= enough'),
        ),
      ],
      async (story) => {
        await started(story, { enough: 3 });
        await story.complete('a');
        await story.complete('b');
        expect(await story.openTasks()).toEqual(['c']);
        await story.complete('c');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('leaves no attribute of its own behind', () =>
    withEngine([model(gateway(TWO))], async (story) => {
      const id = await started(story);
      await story.complete('a');
      await story.complete('b');
      expect(await story.engine.runtime.getVariables(id)).toEqual({});
      expect(await story.engine.history.countVariableInstances()).toBe(0);
    }));

  it('is reset when what it awaits can come no more', () =>
    withEngine(
      [
        model(
          gateway(
            TWO,
            '!waitingForStart',
            `<boundaryEvent id="away" attachedToRef="c"><messageEventDefinition messageRef="m"/></boundaryEvent>${flow('away', 'gone')}<endEvent id="gone"/>
             <exclusiveGateway id="again"/>${flow('after', 'again')}${flow('again', 'a', 'more')}<sequenceFlow id="stop" sourceRef="again" targetRef="done"/><endEvent id="done"/>`,
          ).replace('<exclusiveGateway id="again"/>', '<exclusiveGateway id="again" default="stop"/>'),
        ).replace('<process ', '<message id="m" name="away"/><process '),
      ],
      async (story) => {
        await started(story);
        await story.complete('a');
        await story.complete('b');
        expect(await story.openTasks()).toEqual(['c', 'after']);
        await story.engine.runtime.correlateMessage({ messageName: 'away' });
        // Reset in silence: a new round begins with the next token.
        await story.complete('after', { more: true });
        await story.complete('a');
        expect(await story.openTasks()).toEqual([]);
      },
    ));

  it('fires for tokens of one round only', () =>
    withEngine([model(twoRounds)], async (story) => {
      await started(story);
      // Two tokens of the first flow: the second waits for the next round.
      await completeAll(story, 'a');
      expect(await story.openTasks()).toEqual(['b', 'b']);
      await completeFirst(story, 'b');
      expect(await story.openTasks()).toEqual(['b', 'after']);
      await completeFirst(story, 'b');
      expect(await story.openTasks()).toEqual(['after', 'after']);
    }));

  it('holds in a sub-process, and its wait ends with the scope', () =>
    withEngine(
      [
        model(
          `<startEvent id="os"/>${flow('os', 'sub')}<subProcess id="sub">${gateway('activationCount == 3')}</subProcess>
           <boundaryEvent id="stop" attachedToRef="sub"><messageEventDefinition messageRef="m"/></boundaryEvent>${flow('stop', 'care')}<userTask id="care"/>`,
        ).replace('<process ', '<message id="m" name="stop"/><process '),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await treeOf(story, id)).toBe('(sub(b c x))');
        await story.engine.runtime.correlateMessage({ messageName: 'stop' });
        expect(await treeOf(story, id)).toBe('(care)');
        expect((await historyOf(story, id)).filter((one) => one.startsWith('-')).sort()).toEqual([
          '-b',
          '-c',
          '-sub',
          '-x',
        ]);
      },
    ));

  it('looks again when another token of the scope is cancelled by modification', () =>
    withEngine([model(gateway(TWO, '!waitingForStart'))], async (story) => {
      const id = await started(story);
      await story.complete('a');
      await story.complete('b');
      const instructions = [{ type: 'cancel', activityId: 'c' }] as const;
      await story.engine.runtime.modifyProcessInstance(id, { instructions });
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('without an activation condition lets every token pass', () =>
    withEngine(
      [model(gateway('true').replace(/<activationCondition.*?<\/activationCondition>/, ''))],
      async (story) => {
        await started(story);
        for (const task of ['a', 'b', 'c']) await story.complete(task);
        expect(await story.openTasks()).toEqual(['after', 'after', 'after']);
      },
    ));

  it('fails the command when its condition is no truth value', () =>
    withEngine([model(gateway('activationCount'))], async (story) => {
      await started(story);
      await expect(story.complete('a')).rejects.toThrow('non-Boolean');
      expect(await story.openTasks()).toEqual(['a', 'b', 'c']);
    }));

  it('that activates without an open flow is a failure', () =>
    withEngine(
      [
        model(
          gateway('true').replace(
            /<sequenceFlow id="[^"]*" sourceRef="x" targetRef="after"><\/sequenceFlow>/,
            flow('x', 'after', 'false'),
          ),
        ),
      ],
      async (story) => {
        await started(story);
        await expect(story.complete('a')).rejects.toThrow('ENGINE-02004');
      },
    ));
});

const twoRounds = `<startEvent id="s"/>${flow('s', 'fork')}<parallelGateway id="fork"/>
  ${flow('fork', 'a')}${flow('fork', 'a')}<userTask id="a"/>${flow('a', 'x')}
  ${flow('fork', 'b')}${flow('fork', 'b')}<userTask id="b"/>${flow('b', 'x')}
  <complexGateway id="x"><activationCondition xsi:type="tFormalExpression">\${${TWO}}</activationCondition></complexGateway>
  ${flow('x', 'after')}<userTask id="after"/>`;

async function completeFirst({ engine }: Story, taskDefinitionKey: string): Promise<void> {
  const [first] = await engine.tasks.list({ taskDefinitionKey });
  await engine.tasks.complete(first?.id ?? '', {});
}

async function completeAll({ engine }: Story, taskDefinitionKey: string): Promise<void> {
  for (const { id } of await engine.tasks.list({ taskDefinitionKey })) await engine.tasks.complete(id, {});
}
