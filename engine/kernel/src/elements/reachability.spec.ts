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
  const complex = (other: string): string =>
    model(`<startEvent id="s"/>${flow('s', 'fork')}<parallelGateway id="fork"/>${flow('fork', 'quick')}<userTask id="quick"/>${flow('quick', 'gate')}
      ${other}<complexGateway id="gate"><activationCondition>\${waitingForStart ? activationCount >= 1 : true}</activationCondition></complexGateway>
      ${flow('gate', 'after')}<userTask id="after"/>`);

  it('waits for its other tokens: one deep in sub-processes is taken by the reset and leads to nothing more', () =>
    withEngine(
      [
        complex(`${flow('fork', 'outer')}<subProcess id="outer"><startEvent id="os"/>${flow('os', 'inner')}
          <subProcess id="inner"><startEvent id="is"/>${flow('is', 'deep')}<userTask id="deep"/></subProcess></subProcess>${flow('outer', 'gate')}`),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('quick');
        expect(await treeOf(story, id)).toBe('(after outer(inner(deep)))');
        await story.complete('deep');
        expect(await treeOf(story, id)).toBe('(after)');
      },
    ));

  it('is ready for a new round when nothing can come any more', () =>
    withEngine([complex(`${flow('fork', 'slow')}<userTask id="slow"/>${flow('slow', 'gate')}`)], async (story) => {
      const id = await started(story);
      await story.complete('quick');
      await story.complete('slow');
      expect(await story.openTasks()).toEqual(['after']);
      await startInside(story, id, 'quick');
      await story.complete('quick');
      expect(await story.openTasks()).toEqual(['after', 'after']);
    }));
});
