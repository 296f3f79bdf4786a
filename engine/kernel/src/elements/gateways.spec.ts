import { describe, expect, it } from 'vitest';
import {
  executionsAt,
  flow,
  forgetMemory,
  historyOf,
  memoryAndDisk,
  model,
  started,
  startInside,
  treeOf,
  withEngine,
} from '@anliu/engine-testkit';

const FORK = model(`
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="fork"/>
  <parallelGateway id="fork"/>
  <sequenceFlow id="f2" sourceRef="fork" targetRef="a"/><sequenceFlow id="f3" sourceRef="fork" targetRef="b"/>
  <userTask id="a"/><userTask id="b"/>
  <sequenceFlow id="f4" sourceRef="a" targetRef="join"/><sequenceFlow id="f5" sourceRef="b" targetRef="join"/>
  <parallelGateway id="join"/><sequenceFlow id="f6" sourceRef="join" targetRef="after"/>
  <userTask id="after"/><sequenceFlow id="f7" sourceRef="after" targetRef="end"/><endEvent id="end"/>`);

describe('parallel gateway', () => {
  it('waits for every branch, then goes on once', () =>
    withEngine([FORK], async ({ engine, openTasks, complete }) => {
      const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      expect(await openTasks()).toEqual(['a', 'b']);
      await complete('b');
      expect(await openTasks()).toEqual(['a']);
      await complete('a');
      expect(await openTasks()).toEqual(['after']);
      await complete('after');
      const history = await engine.history.getProcessInstance(id);
      expect(history.state).toBe('COMPLETED');
    }));

  it('shows a sole token as the instance and several as concurrent executions', () =>
    withEngine([FORK], async ({ engine, complete }) => {
      const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      const forked = await engine.tasks.list();
      expect(forked.every((task) => task.executionId !== id)).toBe(true);
      expect(new Set(forked.map((task) => task.executionId)).size).toBe(2);
      await complete('a');
      await complete('b');
      const [after] = await engine.tasks.list();
      expect(after?.executionId).toBe(id);
    }));

  it('keeps memory and disk equal after every step, and goes on from disk alone', () =>
    withEngine([FORK], async ({ engine, complete }) => {
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'p', variables: { n: { value: 1 } } });
      for (const task of ['a', 'b', 'after']) {
        for (const { memory, disk } of memoryAndDisk(engine)) expect(memory).toEqual(disk);
        forgetMemory(engine);
        await complete(task, { done: task });
      }
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));
});

const INCLUSIVE = model(`
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="fork"/>
  <inclusiveGateway id="fork"/>
  <sequenceFlow id="f2" sourceRef="fork" targetRef="a"/><sequenceFlow id="f3" sourceRef="fork" targetRef="b"/>
  <userTask id="a"/><userTask id="b"/>
  <boundaryEvent id="away" attachedToRef="b"><messageEventDefinition messageRef="m"/></boundaryEvent>
  <sequenceFlow id="f8" sourceRef="away" targetRef="gone"/><endEvent id="gone"/>
  <sequenceFlow id="f4" sourceRef="a" targetRef="join"/><sequenceFlow id="f5" sourceRef="b" targetRef="join"/>
  <inclusiveGateway id="join"/><sequenceFlow id="f6" sourceRef="join" targetRef="after"/>
  <userTask id="after"/><sequenceFlow id="f7" sourceRef="after" targetRef="end"/><endEvent id="end"/>`).replace(
  '<process ',
  '<message id="m" name="away"/><process ',
);

describe('inclusive join', () => {
  const story = (inclusiveJoin: 'c7' | 'live', expected: string[]) =>
    withEngine(
      [INCLUSIVE],
      async ({ engine, openTasks, complete }) => {
        await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
        await complete('a');
        expect(await openTasks()).toEqual(['b']);
        await engine.runtime.correlateMessage({ messageName: 'away' });
        expect(await openTasks()).toEqual(expected);
      },
      { inclusiveJoin },
    );

  it('goes on when the token that blocked it took another way', () => story('live', ['after']));
  it('hangs where Camunda 7 hangs when told to', () => story('c7', []));
});

describe('exclusive gateway', () => {
  const choosing = (more = '', attributes = ''): string =>
    model(`<startEvent id="s"/>${flow('s', 'x')}<exclusiveGateway id="x" ${attributes}/>
      ${flow('x', 'big', 'n > 10')}${flow('x', 'odd', 'n % 2 == 1')}<userTask id="big"/><userTask id="odd"/>${more}`);
  const otherwise = '<sequenceFlow id="else" sourceRef="x" targetRef="rest"/><userTask id="rest"/>';

  it.each([
    [12, ['big']],
    [13, ['big']],
    [3, ['odd']],
    [2, ['rest']],
  ])('takes the first flow whose condition holds, else the default one (%i)', (n, expected) =>
    withEngine([choosing(otherwise, 'default="else"')], async (story) => {
      await started(story, { n });
      expect(await story.openTasks()).toEqual(expected);
    }),
  );

  it('takes the default one last although it stands first', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'x')}<exclusiveGateway id="x" default="else"/>
          <sequenceFlow id="else" sourceRef="x" targetRef="rest"/>${flow('x', 'odd', 'n % 2 == 1')}<userTask id="rest"/><userTask id="odd"/>`),
      ],
      async (story) => {
        await started(story, { n: 3 });
        expect(await story.openTasks()).toEqual(['odd']);
      },
    ));

  it('fails when none can be taken, and nothing has happened', () =>
    withEngine([choosing()], async (story) => {
      await expect(started(story, { n: 2 })).rejects.toThrow("No outgoing sequence flow for the element with id 'x'");
      expect(await story.engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('joins without waiting: every token goes on', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'a')}${flow('s', 'b')}<userTask id="a"/><userTask id="b"/>${flow('a', 'x')}${flow('b', 'x')}
          <exclusiveGateway id="x"/>${flow('x', 'after')}<userTask id="after"/>`),
      ],
      async (story) => {
        await started(story);
        await story.complete('a');
        await story.complete('b');
        expect(await story.openTasks()).toEqual(['after', 'after']);
      },
    ));
});

describe('inclusive gateway', () => {
  const forking = model(`<startEvent id="s"/>${flow('s', 'x')}<inclusiveGateway id="x" default="else"/>
    ${flow('x', 'a', 'n > 10')}${flow('x', 'b', 'n % 2 == 1')}<sequenceFlow id="else" sourceRef="x" targetRef="c"/>
    <userTask id="a"/><userTask id="b"/><userTask id="c"/>${flow('a', 'join')}${flow('b', 'join')}${flow('c', 'join')}
    <inclusiveGateway id="join"/>${flow('join', 'after')}<userTask id="after"/>`);

  it.each([
    [13, ['a', 'b']],
    [12, ['a']],
    [3, ['b']],
    [2, ['c']],
  ])('takes all flows whose condition holds, else the default one, and joins as many (%i)', (n, expected) =>
    withEngine([forking], async (story) => {
      const id = await started(story, { n });
      expect(await story.openTasks()).toEqual(expected);
      for (const [index, task] of expected.entries()) {
        await story.complete(task);
        expect((await story.openTasks()).includes('after')).toBe(index === expected.length - 1);
      }
      expect(await treeOf(story, id)).toBe('(after)');
      expect((await historyOf(story, id)).filter((one) => one === 'join')).toHaveLength(expected.length);
    }),
  );

  it('with one way out takes it only when its condition holds', () =>
    withEngine(
      [
        model(
          `<startEvent id="s"/>${flow('s', 'x')}<inclusiveGateway id="x"/>${flow('x', 'a', 'n > 10')}<userTask id="a"/>`,
        ),
      ],
      async (story) => {
        await started(story, { n: 11 });
        expect(await story.openTasks()).toEqual(['a']);
        await expect(started(story, { n: 1 })).rejects.toThrow("No outgoing sequence flow for the element with id 'x'");
      },
    ));

  it('inside a sub-process looks again when a token beside it is interrupted', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'fork')}<parallelGateway id="fork"/>
          ${flow('fork', 'a')}<userTask id="a"/>${flow('a', 'join')}${flow('fork', 'inner')}
          <subProcess id="inner"><startEvent id="ins"/>${flow('ins', 'b')}<userTask id="b"/>
            <boundaryEvent id="off" attachedToRef="b"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flow('off', 'aside')}<userTask id="aside"/></subProcess>
          ${flow('inner', 'join')}<inclusiveGateway id="join"/>${flow('join', 'end')}<userTask id="end"/></subProcess>${flow('sub', 'after')}<userTask id="after"/>`),
      ],
      async (story) => {
        await started(story);
        await story.complete('a');
        expect(await story.openTasks()).toEqual(['b']);
        await story.wait(3_600_000);
        expect(await story.openTasks()).toEqual(['aside']);
        await story.complete('aside');
        expect(await story.openTasks()).toEqual(['end']);
        await story.complete('end');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));
});

describe('a parallel join', () => {
  it('of one branch passes', () =>
    withEngine(
      [model(`<startEvent id="s"/>${flow('s', 'x')}<parallelGateway id="x"/>${flow('x', 'a')}<userTask id="a"/>`)],
      async (story) => {
        await started(story);
        expect(await story.openTasks()).toEqual(['a']);
      },
    ));

  it('does not fire on the first of three, nor on the second', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'a')}${flow('s', 'b')}${flow('s', 'c')}<userTask id="a"/><userTask id="b"/><userTask id="c"/>
          ${flow('a', 'x')}${flow('b', 'x')}${flow('c', 'x')}<parallelGateway id="x"/>${flow('x', 'after')}<userTask id="after"/>`),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('b');
        await story.complete('c');
        expect(await treeOf(story, id)).toBe('(a x x)');
        await story.complete('a');
        expect(await treeOf(story, id)).toBe('(after)');
      },
    ));
});

describe('tokens that wait at a gateway', () => {
  const joinOf = (kind: string, more = ''): string =>
    model(`<startEvent id="s"/>${flow('s', 'fork')}<parallelGateway id="fork"/>${flow('fork', 'a')}${flow('fork', 'b')}<userTask id="a"/><userTask id="b"/>
      ${flow('a', 'j')}${flow('b', 'j')}<${kind} id="j"/>${flow('j', 'after')}<userTask id="after"/>${more}`);

  it.each(['parallelGateway', 'inclusiveGateway'])('of kind %s are inactive, as Camunda lists executions', (kind) =>
    withEngine([joinOf(kind)], async (story) => {
      await started(story);
      await story.complete('a');
      expect([await executionsAt(story, 'j'), await executionsAt(story, 'b')]).toEqual([0, 1]);
      await story.complete('b');
      expect([await executionsAt(story, 'j'), await executionsAt(story, 'after')]).toEqual([0, 1]);
    }),
  );

  it('go on once as many have come as flows lead to it, although another may follow', () =>
    withEngine([joinOf('inclusiveGateway')], async (story) => {
      const id = await started(story);
      await startInside(story, id, 'a');
      const [first] = await story.engine.tasks.list({ taskDefinitionKey: 'a' });
      await story.engine.tasks.complete(first?.id ?? '', {});
      await story.complete('b');
      expect(await treeOf(story, id)).toBe('(a after)');
    }));

  it('go on when the one that could have come has ended elsewhere', () =>
    withEngine(
      [
        joinOf('inclusiveGateway', `${flow('b', 'off', 'away')}<endEvent id="off"/>`).replace(
          /(<sequenceFlow id="f\d+" sourceRef="b" targetRef="j">)/,
          '$1<conditionExpression xsi:type="tFormalExpression">${!away}</conditionExpression>',
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await treeOf(story, id)).toBe('(b j)');
        await story.complete('b', { away: true });
        expect(await treeOf(story, id)).toBe('(after)');
      },
    ));

  it('do not wait for another of their kind that is behind them', () =>
    withEngine(
      [
        joinOf(
          'inclusiveGateway',
          `${flow('after', 'k')}<inclusiveGateway id="k"/>${flow('k', 'end')}<userTask id="end"/>${flow('fork', 'k')}`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        expect(await treeOf(story, id)).toBe('(a b k)');
        await story.complete('a');
        await story.complete('b');
        expect(await treeOf(story, id)).toBe('(after k)');
        await story.complete('after');
        expect(await treeOf(story, id)).toBe('(end)');
      },
    ));

  it('wait for what is inside a sub-process before them, and for what is about to leave it', () =>
    withEngine(
      [
        joinOf('inclusiveGateway').replace(
          '<userTask id="b"/>',
          `<subProcess id="b" camunda:asyncAfter="true"><startEvent id="is"/>${flow('is', 'in')}${flow('is', 'by')}<userTask id="in"/><userTask id="by"/></subProcess>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        await story.complete('in');
        expect(await treeOf(story, id)).toBe('(b(by) j)');
        await story.complete('by');
        expect(await treeOf(story, id)).toBe('(b* j)');
        await story.engine.runDueJobs();
        expect(await treeOf(story, id)).toBe('(after)');
      },
    ));
});

describe('an event-based gateway', () => {
  const EVENTS =
    model(`<startEvent id="s"/>${flow('s', 'g')}<eventBasedGateway id="g"/>${flow('g', 't')}${flow('g', 'u')}
    <intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <intermediateCatchEvent id="u"><timerEventDefinition><timeDuration>PT2H</timeDuration></timerEventDefinition></intermediateCatchEvent>${flow('t', 'after')}<userTask id="after"/>`);

  it('is cancelled by the event that occurs, which sets no timer of its own', () =>
    withEngine([EVENTS], async (story) => {
      const id = await started(story);
      await story.wait(3_600_000);
      expect(await historyOf(story, id)).toEqual(['s', '-g', 't', 'after…']);
      const log = await story.engine.history.listJobLogs();
      expect(log.filter(({ creationLog }) => creationLog).map(({ activityId }) => activityId)).toEqual(['t', 'u']);
    }));
});
