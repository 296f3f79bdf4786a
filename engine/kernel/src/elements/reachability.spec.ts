import { flow, model, started, startInside, treeOf, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

/*
 * An inclusive join waits while another token may still arrive. `quick` reaches the join first; each story says where the
 * other token is, and whether the join waits for it.
 */
const start = `<startEvent id="s"/>${flow('s', 'fork')}<parallelGateway id="fork"/>${flow('fork', 'quick')}<userTask id="quick"/>
  ${flow('quick', 'join')}<inclusiveGateway id="join"/>${flow('join', 'after')}<userTask id="after"/>`;
const process = (other: string): string => model(`${start}${other}`);
const toJoin = async (story: Story): Promise<string> => {
  const id = await started(story, { yes: true });
  await story.complete('quick');
  return treeOf(story, id);
};

describe('an inclusive join', () => {
  it('goes on when nothing else leads to it', () =>
    withEngine([process(`${flow('fork', 'aside')}<userTask id="aside"/>`)], async (story) => {
      expect(await toJoin(story)).toBe('(after aside)');
    }));

  it('waits for a token at an activity before it, whatever the conditions in between say', () =>
    withEngine(
      [
        process(`${flow('fork', 'slow')}<userTask id="slow"/>${flow('slow', 'choose')}<exclusiveGateway id="choose"/>
          ${flow('choose', 'aside', '!yes')}<userTask id="aside"/>${flow('choose', 'join', 'yes')}`),
      ],
      async (story) => {
        expect(await toJoin(story)).toBe('(join slow)');
        await story.complete('slow');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('waits for a token several sub-processes deep, which can only come out by their ends', () =>
    withEngine(
      [
        process(`${flow('fork', 'outer')}<subProcess id="outer"><startEvent id="os"/>${flow('os', 'inner')}
          <subProcess id="inner"><startEvent id="is"/>${flow('is', 'deep')}<userTask id="deep"/></subProcess></subProcess>${flow('outer', 'join')}`),
      ],
      async (story) => {
        expect(await toJoin(story)).toBe('(join outer(inner(deep)))');
        await story.complete('deep');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('does not wait for tokens in sub-processes that lead elsewhere', () =>
    withEngine(
      [
        process(`${flow('fork', 'outer')}<subProcess id="outer"><startEvent id="os"/>${flow('os', 'inner')}
          <subProcess id="inner"><startEvent id="is"/>${flow('is', 'deep')}<userTask id="deep"/></subProcess></subProcess>
          ${flow('outer', 'aside')}<userTask id="aside"/>`),
      ],
      async (story) => {
        expect(await toJoin(story)).toBe('(after outer(inner(deep)))');
      },
    ));

  it('waits for one of several tokens in a sub-process although the others end there', () =>
    withEngine(
      [
        process(`${flow('fork', 'sub')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'ifork')}<parallelGateway id="ifork"/>
          ${flow('ifork', 'a')}<userTask id="a"/>${flow('ifork', 'b')}<userTask id="b"/></subProcess>${flow('sub', 'join')}`),
      ],
      async (story) => {
        expect(await toJoin(story)).toBe('(join sub(a b))');
        await story.complete('a');
        expect(await story.openTasks()).toEqual(['b']);
        await story.complete('b');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it.each([
    ['before', 'camunda:asyncBefore="true"'],
    ['after', 'camunda:asyncAfter="true"'],
  ])('waits for a token that a job continues %s an activity', (_, attribute) =>
    withEngine(
      [process(`${flow('fork', 'later')}<task id="later" ${attribute}/>${flow('later', 'join')}`)],
      async (story) => {
        await toJoin(story);
        expect(await story.openTasks()).toEqual([]);
        await story.wait(1);
        expect(await story.openTasks()).toEqual(['after']);
      },
    ),
  );

  it('does not wait for a token that a job continues on a flow that leads elsewhere', () =>
    withEngine(
      [
        process(`${flow('fork', 'later')}<task id="later" camunda:asyncAfter="true"/>${flow('later', 'join', '!yes')}
          ${flow('later', 'aside', 'yes')}<userTask id="aside"/>`),
      ],
      async (story) => {
        await toJoin(story);
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('does not wait for what only a boundary event could bring', () =>
    withEngine(
      [
        process(`${flow('fork', 'slow')}<userTask id="slow"/><boundaryEvent id="late" attachedToRef="slow">
          <timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flow('late', 'join')}`),
      ],
      async (story) => {
        expect(await toJoin(story)).toBe('(after slow)');
      },
    ));

  it('waits for a token in a loop that leads back to it', () =>
    withEngine(
      [
        process(`${flow('fork', 'again')}<userTask id="again"/>${flow('again', 'choose')}<exclusiveGateway id="choose"/>
          ${flow('choose', 'again', '!yes')}${flow('choose', 'join', 'yes')}`),
      ],
      async (story) => {
        const id = await toJoin(story);
        expect(id).toBe('(again join)');
      },
    ));

  it('does not wait for a token that waits at it, too, and joins both', () =>
    withEngine([process(`${flow('fork', 'slow')}<userTask id="slow"/>${flow('slow', 'join')}`)], async (story) => {
      await toJoin(story);
      await story.complete('slow');
      expect(await story.openTasks()).toEqual(['after']);
      await story.complete('after');
      expect(await story.engine.runtime.countProcessInstances()).toBe(0);
    }));
});

describe('a complex gateway that has fired', () => {
  /** `a` fires it; `b` and what `other` holds are awaited. Only at the reset it goes on to `late`. */
  const complex = (other: string): string =>
    model(`<message id="m" name="off"/><process id="p" isExecutable="true"><startEvent id="s"/>${flow('s', 'fork')}<parallelGateway id="fork"/>
      ${flow('fork', 'a')}<userTask id="a"/>${flow('a', 'gate')}${flow('fork', 'b')}<userTask id="b"/>${flow('b', 'gate')}${other}
      <complexGateway id="gate"><activationCondition xsi:type="tFormalExpression">\${activationCount >= 1}</activationCondition></complexGateway>
      ${flow('gate', 'after')}<userTask id="after"/>${flow('gate', 'late', '!waitingForStart')}<userTask id="late"/></process>`);
  const deep = (
    rest = '',
  ): string => `${flow('fork', 'outer')}<subProcess id="outer"><startEvent id="os"/>${flow('os', 'inner')}
    <subProcess id="inner"><startEvent id="is"/>${flow('is', 'deep')}<userTask id="deep"/>${flow('is', 'beside')}<userTask id="beside"/></subProcess></subProcess>
    <boundaryEvent id="off" attachedToRef="outer"><messageEventDefinition messageRef="m"/></boundaryEvent>${rest}`;
  const fired = async (story: Story): Promise<string> => {
    const id = await started(story);
    await story.complete('a');
    await story.complete('b');
    return id;
  };

  it('waits to be reset while a token deep inside may still arrive', () =>
    withEngine([complex(deep(flow('outer', 'gate')))], async (story) => {
      const id = await fired(story);
      expect(await treeOf(story, id)).toBe('(after gate outer(inner(beside deep)))');
      await story.complete('beside');
      expect(await treeOf(story, id)).toBe('(after gate outer(inner(deep)))');
      await story.complete('deep');
      expect(await treeOf(story, id)).toBe('(after late)');
    }));

  it('is reset as soon as what it awaited is interrupted', () =>
    withEngine(
      [complex(deep(`${flow('outer', 'gate')}${flow('off', 'gone')}<endEvent id="gone"/>`))],
      async (story) => {
        const id = await fired(story);
        await story.engine.runtime.correlateMessage({ messageName: 'off' });
        expect(await treeOf(story, id)).toBe('(after late)');
      },
    ));

  it('does not await what leads elsewhere', () =>
    withEngine(
      [
        complex(
          `${deep(`${flow('outer', 'aside')}<userTask id="aside"/>`)}${flow('fork', 'c')}<userTask id="c"/>${flow('c', 'gate')}`,
        ),
      ],
      async (story) => {
        const id = await fired(story);
        expect(await treeOf(story, id)).toBe('(after c gate outer(inner(beside deep)))');
        await story.complete('c');
        expect(await treeOf(story, id)).toBe('(after late outer(inner(beside deep)))');
      },
    ));

  it('awaits a token that a job continues, before it and on its way to it', () =>
    withEngine(
      [
        complex(
          `${flow('fork', 'c')}<task id="c" camunda:asyncBefore="true" camunda:asyncAfter="true"/>${flow('c', 'gate')}`,
        ),
      ],
      async (story) => {
        const id = await fired(story);
        expect(await treeOf(story, id)).toBe('(after c* gate)');
        await story.wait(1);
        await story.wait(1);
        expect(await treeOf(story, id)).toBe('(after late)');
      },
    ));

  it('is ready for a new round: the same again fires it again, and is counted anew', () =>
    withEngine([complex('')], async (story) => {
      const id = await fired(story);
      expect((await story.openTasks()).sort()).toEqual(['after', 'late']);
      await startInside(story, id, 'b');
      await story.complete('b');
      expect((await story.openTasks()).sort()).toEqual(['after', 'after', 'late']);
    }));

  it('fires in its sub-process for what waits there, when nothing else moves', () =>
    withEngine([complex(`${flow('fork', 'c')}<userTask id="c"/>`)], async (story) => {
      const id = await started(story);
      await story.complete('b');
      expect(await treeOf(story, id)).toBe('(a after c)');
      await story.complete('c');
      expect(await treeOf(story, id)).toBe('(a after)');
      await story.complete('a');
      expect(await treeOf(story, id)).toBe('(after late)');
    }));
});
