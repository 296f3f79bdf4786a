import { flow, historyOf, model, started, startInside, stateOf, treeOf, withEngine } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

const undo = (
  id: string,
): string => `<boundaryEvent id="${id}_b" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>
  <userTask id="undo_${id}" isForCompensation="true"/><association id="${id}_a" sourceRef="${id}_b" targetRef="undo_${id}" associationDirection="One"/>`;
const step = (id: string): string => `<userTask id="${id}"/>${undo(id)}`;
const back = (reference = ''): string =>
  `<intermediateThrowEvent id="back"><compensateEventDefinition ${reference}/></intermediateThrowEvent>${flow('back', 'after')}<userTask id="after"/>`;
const end = `${flow('after', 'e')}<endEvent id="e"/>`;

describe('a compensation throw event', () => {
  const two = (reference = ''): string =>
    model(
      `<startEvent id="s"/>${flow('s', 'a')}${step('a')}${flow('a', 'b')}${step('b')}${flow('b', 'back')}${back(reference)}${end}`,
    );

  it('starts the handlers of what completed, waits for all of them, then goes on; each is compensated once', () =>
    withEngine([two()], async (story) => {
      const id = await started(story);
      await story.complete('a');
      await story.complete('b');
      expect((await story.openTasks()).sort()).toEqual(['undo_a', 'undo_b']);
      expect(await treeOf(story, id)).toBe('(back undo_a undo_b)');
      await story.complete('undo_a');
      expect(await story.openTasks()).toEqual(['undo_b']);
      await story.complete('undo_b');
      expect(await story.openTasks()).toEqual(['after']);
      await startInside(story, id, 'back');
      expect(await story.openTasks()).toEqual(['after', 'after']);
      expect(await historyOf(story, id)).toEqual(expect.arrayContaining(['undo_a', 'undo_b', 'back', 'after…']));
    }));

  it('of one activity starts the handler of that alone', () =>
    withEngine([two('activityRef="a"')], async (story) => {
      await started(story);
      await story.complete('a');
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['undo_a']);
      await story.complete('undo_a');
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('passes when what it names has not completed, and when it was interrupted', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'a')}${step('a')}<boundaryEvent id="off" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
          ${flow('a', 'after')}${flow('off', 'back')}${back()}`),
      ],
      async (story) => {
        await started(story);
        await story.wait(3_600_000);
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('compensates an activity as often as it completed', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'a')}${step('a')}${flow('a', 'more')}<exclusiveGateway id="more"/>
          ${flow('more', 'a', 'again')}${flow('more', 'back', '!again')}${back()}`),
      ],
      async (story) => {
        await started(story, { again: true });
        await story.complete('a');
        await story.complete('a', { again: false });
        expect(await story.openTasks()).toEqual(['undo_a', 'undo_a']);
      },
    ));

  it('does not reach what completed in another scope that still runs', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'sub')}${flow('s', 'go')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'a')}${step('a')}
          ${flow('a', 'open')}<userTask id="open"/></subProcess><userTask id="go"/>${flow('go', 'back')}${back()}`),
      ],
      async (story) => {
        await started(story);
        await story.complete('a');
        await story.complete('go');
        expect((await story.openTasks()).sort()).toEqual(['after', 'open']);
      },
    ));
});

describe('a completed sub-process', () => {
  const sub = (inside: string): string =>
    `<subProcess id="sub"><extensionElements><camunda:inputOutput><camunda:inputParameter name="kept">\${n}</camunda:inputParameter></camunda:inputOutput></extensionElements>
      <startEvent id="is"/>${flow('is', 'a')}${step('a')}${inside}</subProcess>`;
  const process = (inside: string, reference = ''): string =>
    model(
      `<startEvent id="s"/>${flow('s', 'sub')}${sub(inside)}${flow('sub', 'b')}${step('b')}${flow('b', 'back')}${back(reference)}${end}`,
    );

  it('is compensated by what completed in it, with the variables it had', () =>
    withEngine([process('')], async (story) => {
      const id = await started(story, { n: 1 });
      await story.complete('a');
      await story.engine.runtime.modifyVariables(id, { modifications: { n: { value: 2 } } });
      await story.complete('b');
      expect((await story.openTasks()).sort()).toEqual(['undo_a', 'undo_b']);
      const [task] = await story.engine.tasks.list({ taskDefinitionKey: 'undo_a' });
      expect((await story.engine.tasks.getVariables(task!.id))['kept']?.value).toBe(1);
      await story.complete('undo_b');
      await story.complete('undo_a');
      expect(await story.openTasks()).toEqual(['after']);
      await story.complete('after');
      expect(await stateOf(story, id)).toBe('COMPLETED');
      expect(await story.engine.runtime.countExecutions()).toBe(0);
      expect(await story.engine.runtime.countVariableInstances()).toBe(0);
    }));

  it('can be named by the thrower', () =>
    withEngine([process('', 'activityRef="sub"')], async (story) => {
      await started(story, { n: 1 });
      await story.complete('a');
      await story.complete('b');
      expect(await story.openTasks()).toEqual(['undo_a']);
      await story.complete('undo_a');
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('decides itself when it has a compensation event sub-process, which may compensate the rest', () =>
    withEngine(
      [
        process(`<subProcess id="es" triggeredByEvent="true"><startEvent id="es_s"><compensateEventDefinition/></startEvent>
          ${flow('es_s', 'check')}<userTask id="check"/>${flow('check', 'rest')}<intermediateThrowEvent id="rest"><compensateEventDefinition/></intermediateThrowEvent>
          ${flow('rest', 'es_e')}<endEvent id="es_e"/></subProcess>`),
      ],
      async (story) => {
        const id = await started(story, { n: 1 });
        await story.complete('a');
        await story.complete('b');
        expect((await story.openTasks()).sort()).toEqual(['check', 'undo_b']);
        await story.complete('undo_b');
        await story.complete('check');
        expect(await story.openTasks()).toEqual(['undo_a']);
        await story.complete('undo_a');
        expect(await story.openTasks()).toEqual(['after']);
        expect(await historyOf(story, id)).toEqual(expect.arrayContaining(['check', 'undo_a', 'undo_b', 'after…']));
      },
    ));
});

describe('compensation under way', () => {
  it('is cancelled with the scope around it, re-opened scopes included', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'outer')}<subProcess id="outer"><startEvent id="os"/>${flow('os', 'sub')}
          <subProcess id="sub"><startEvent id="is"/>${flow('is', 'a')}${step('a')}</subProcess>${flow('sub', 'back')}${back()}</subProcess>
          <boundaryEvent id="off" attachedToRef="outer"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flow('off', 'care')}<userTask id="care"/>`),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await story.openTasks()).toEqual(['undo_a']);
        await story.wait(3_600_000);
        expect(await story.openTasks()).toEqual(['care']);
        expect(await treeOf(story, id)).toBe('(care)');
        await story.complete('care');
        expect(await story.engine.runtime.countExecutions()).toBe(0);
      },
    ));

  it('by an end event ends the scope when the handlers have', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'a')}${step('a')}${flow('a', 'stop')}
          <endEvent id="stop"><compensateEventDefinition/></endEvent></subProcess>${flow('sub', 'after')}<userTask id="after"/>`),
      ],
      async (story) => {
        await started(story);
        await story.complete('a');
        expect(await story.openTasks()).toEqual(['undo_a']);
        await story.complete('undo_a');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));
});
