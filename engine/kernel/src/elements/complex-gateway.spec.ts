import { describe, expect, it } from 'vitest';
import { forgetMemory, memoryAndDisk, model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { executionsAt, flow, historyOf, startInside, started, stateOf, treeOf } from '@anliu/engine-testkit';

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

describe('the rounds of a complex gateway', () => {
  it('lets the token that came last go on, with what is local to it', () =>
    withEngine([model(gateway(TWO, "who == 'a'"))], async (story) => {
      await started(story);
      for (const one of ['a', 'b']) {
        const [task] = await story.engine.tasks.list({ taskDefinitionKey: one });
        await story.engine.runtime.setVariable(task?.executionId ?? '', 'who', { value: one }, { local: true });
      }
      await story.complete('b');
      await story.complete('a');
      expect(await story.openTasks()).toEqual(['c', 'after', 'late']);
    }));

  it('takes one token of each flow; a second one waits for the next round', () =>
    withEngine([model(gateway(TWO))], async (story) => {
      const id = await started(story);
      await startInside(story, id, 'a');
      await startInside(story, id, 'b');
      for (const one of ['a', 'a', 'b']) await completeFirst(story, one);
      expect(await treeOf(story, id)).toBe('(after b c x)');
      await story.complete('b');
      expect(await treeOf(story, id)).toBe('(after c x x)');
      await story.complete('c');
      expect(await treeOf(story, id)).toBe('(after after)');
    }));

  it('looks at once whether a round can follow', () =>
    withEngine([model(gateway('go &amp;&amp; activationCount &gt;= 1'))], async (story) => {
      const id = await started(story, { go: false });
      await startInside(story, id, 'a');
      for (const one of ['a', 'a', 'b']) await completeFirst(story, one);
      expect(await treeOf(story, id)).toBe('(c x x x)');
      await story.engine.runtime.modifyVariables(id, { modifications: { go: { value: true } } });
      await story.complete('c');
      expect(await treeOf(story, id)).toBe('(after after)');
    }));

  it('counts the tokens of a flow, none of them too', () =>
    withEngine(
      [
        model(
          gateway(
            'activationCounts.from_a == 2 &amp;&amp; activationCounts.from_c == 0 &amp;&amp; activationCount == 1',
          ),
        ),
      ],
      async (story) => {
        const id = await started(story);
        await startInside(story, id, 'a');
        await completeFirst(story, 'a');
        expect(await treeOf(story, id)).toBe('(a b c x)');
        await completeFirst(story, 'a');
        expect(await treeOf(story, id)).toBe('(after b c x)');
      },
    ));

  it('does not count a token that was started at it: it came by no flow', () =>
    withEngine([model(gateway('activationCount == 2'))], async (story) => {
      const id = await started(story);
      await startInside(story, id, 'x');
      await startInside(story, id, 'x');
      await story.complete('a');
      expect(await treeOf(story, id)).toBe('(b c x x x)');
      await story.complete('b');
      expect(await treeOf(story, id)).toBe('(after c x x)');
      await story.complete('c');
      expect(await treeOf(story, id)).toBe('(after x x)');
    }));

  it('is reset at once when nothing else can come', () =>
    withEngine(
      [
        model(
          `<startEvent id="s"/>${flow('s', 'one')}<exclusiveGateway id="one"/>${flow('one', 'a', 'true')}${flow('one', 'b', 'false')}
           <task id="a"/><task id="b"/>${flow('a', 'x')}${flow('b', 'x')}
           <complexGateway id="x"><activationCondition xsi:type="tFormalExpression">\${activationCount &gt;= 1}</activationCondition></complexGateway>
           ${flow('x', 'after')}<userTask id="after"/>${flow('after', 'again')}<exclusiveGateway id="again"/>${flow('again', 'b', 'again')}${flow('again', 'e', '!again')}<endEvent id="e"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story, { again: true });
        await story.complete('after', { again: false });
        expect(await stateOf(story, id)).toBe('COMPLETED');
      },
    ));

  it('shows its attributes to nobody behind it', () =>
    withEngine(
      [
        model(
          gateway(TWO).replace(
            '<userTask id="after"/>',
            `<scriptTask id="after" scriptFormat="juel" camunda:resultVariable="seen"><script>\${execution.hasVariable('activationCount') || execution.hasVariable('waitingForStart')}</script></scriptTask>${flow('after', 'end')}<userTask id="end"/>`,
          ),
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        await story.complete('b');
        expect((await story.engine.runtime.getVariables(id))['seen']?.value).toBe(false);
      },
    ));

  it('awaits by a flow also what is at a timer, an asynchronous activity or inside a sub-process before it', () =>
    withEngine(
      [
        model(
          gateway(TWO, '!waitingForStart').replace(
            '<userTask id="c"/>',
            `<subProcess id="c" camunda:asyncBefore="true" camunda:asyncAfter="true"><startEvent id="is"/>${flow('is', 'in')}<userTask id="in"/></subProcess>`,
          ),
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        await story.complete('b');
        expect(await treeOf(story, id)).toBe('(after c*)');
        await story.engine.runDueJobs();
        expect(await treeOf(story, id)).toBe('(after c(in))');
        await story.complete('in');
        expect(await treeOf(story, id)).toBe('(after c*)');
        expect(await story.openTasks()).toEqual(['after']);
        await story.engine.runDueJobs();
        expect(await story.openTasks()).toEqual(['after', 'late']);
      },
    ));

  it('awaits a token that waits before it for its job', () =>
    withEngine(
      [
        model(
          gateway('activationCount == 1', '!waitingForStart').replace(
            '<complexGateway id="x">',
            '<complexGateway id="x" camunda:asyncBefore="true">',
          ),
        ),
      ],
      async (story) => {
        const id = await started(story);
        for (const one of ['a', 'b', 'c']) await story.complete(one);
        expect(await treeOf(story, id)).toBe('(x* x* x*)');
        const [first, ...others] = await story.engine.jobs.list();
        await story.engine.jobs.execute(first!.id);
        expect(await treeOf(story, id)).toBe('(after x* x*)');
        for (const { id: job } of others) await story.engine.jobs.execute(job);
        expect(await story.openTasks()).toEqual(['after', 'late']);
      },
    ));

  it('waits inactively, as Camunda lists executions', () =>
    withEngine([model(gateway(TWO))], async (story) => {
      await started(story);
      await story.complete('a');
      expect([await executionsAt(story, 'x'), await executionsAt(story, 'b')]).toEqual([0, 1]);
    }));
});
