import {
  executionsAt,
  flow,
  historyOf,
  model,
  started,
  startInside,
  stateOf,
  treeOf,
  withEngine,
} from '@anliu/engine-testkit';
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

describe('what a thrower reaches', () => {
  const inside = (content: string): string =>
    model(`<message id="m" name="help"/><process id="p" isExecutable="true"><startEvent id="s"/>${flow('s', 'a')}${step('a')}${flow('a', 'sub')}
      <subProcess id="sub"><startEvent id="is"/>${flow('is', 'b')}${step('b')}${flow('b', 'c')}<userTask id="c"/>${content}</subProcess>${flow('sub', 'e')}<endEvent id="e"/></process>`);
  const throwing = (id: string): string =>
    `<intermediateThrowEvent id="${id}"><compensateEventDefinition/></intermediateThrowEvent>${flow(id, 'after')}<userTask id="after"/>`;

  it('from inside a sub-process is what completed in that alone', () =>
    withEngine([inside(`${flow('c', 'back')}${throwing('back')}`)], async (story) => {
      await started(story);
      for (const task of ['a', 'b', 'c']) await story.complete(task);
      expect(await story.openTasks()).toEqual(['undo_b']);
    }));

  it('from inside an event sub-process is what completed in the scope around it too, and no further', () =>
    withEngine(
      [
        inside(
          `<subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><messageEventDefinition messageRef="m"/></startEvent>${flow('es', 'w')}${step('w')}${flow('w', 'back')}${throwing('back')}</subProcess>`,
        ),
      ],
      async (story) => {
        await started(story);
        for (const task of ['a', 'b']) await story.complete(task);
        await story.engine.runtime.correlateMessage({ messageName: 'help' });
        await story.complete('w');
        expect((await story.openTasks()).sort()).toEqual(['undo_b', 'undo_w']);
        await story.complete('undo_b');
        await story.complete('undo_w');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('is not what was cancelled, although something had completed in it', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'a')}${step('a')}${flow('a', 'b')}<userTask id="b"/></subProcess>
          <boundaryEvent id="off" attachedToRef="sub"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flow('off', 'back')}${throwing('back')}`),
      ],
      async (story) => {
        await started(story);
        await story.complete('a');
        await story.wait(3_600_000);
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('is not what completed in an event sub-process that has ended', () =>
    withEngine(
      [
        model(`<message id="m" name="help"/><process id="p" isExecutable="true"><startEvent id="s"/>${flow('s', 'go')}<userTask id="go"/>${flow('go', 'back')}${throwing('back')}
          <subProcess id="esp" triggeredByEvent="true"><startEvent id="es" isInterrupting="false"><messageEventDefinition messageRef="m"/></startEvent>${flow('es', 'w')}${step('w')}</subProcess></process>`),
      ],
      async (story) => {
        await started(story);
        await story.engine.runtime.correlateMessage({ messageName: 'help' });
        await story.complete('w');
        await story.complete('go');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('is not what completed in a handler that has ended', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'a')}<userTask id="a"/><boundaryEvent id="a_b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
          <subProcess id="undo" isForCompensation="true"><startEvent id="is"/>${flow('is', 'u')}${step('u')}</subProcess><association id="as" sourceRef="a_b" targetRef="undo" associationDirection="One"/>
          ${flow('a', 'back')}<intermediateThrowEvent id="back"><compensateEventDefinition/></intermediateThrowEvent>${flow('back', 'again')}${throwing('again')}`),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        await story.complete('u');
        expect(await story.openTasks()).toEqual(['after']);
        expect(await treeOf(story, id)).toBe('(after)');
      },
    ));

  it('is compensation alone, whatever else its scope listens to', () =>
    withEngine(
      [
        inside(`${flow('c', 'back')}${throwing('back')}
          <subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><messageEventDefinition messageRef="m"/></startEvent></subProcess>`),
      ],
      async (story) => {
        const id = await started(story);
        for (const task of ['a', 'b', 'c']) await story.complete(task);
        expect(await story.openTasks()).toEqual(['undo_b']);
        await story.complete('undo_b');
        await story.complete('after');
        expect(await stateOf(story, id)).toBe('COMPLETED');
      },
    ));
});

describe('a thrower that names an activity', () => {
  const naming = (element: string, reference: string): string =>
    model(
      `<startEvent id="s"/>${flow('s', 'z')}${step('z')}${flow('z', 'x')}${element}${flow('x', 'back')}${back(`activityRef="${reference}"`)}`,
    );

  it('compensates all instances of a multi-instance activity', () =>
    withEngine(
      [
        naming(
          `<userTask id="x"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>${undo('x')}`,
          'x',
        ),
      ],
      async (story) => {
        await started(story);
        await story.complete('z');
        for (const { id } of await story.engine.tasks.list()) await story.engine.tasks.complete(id, {});
        expect(await story.openTasks()).toEqual(['undo_x', 'undo_x']);
      },
    ));

  it('leaves a sub-process with a compensation event sub-process to that', () =>
    withEngine(
      [
        naming(
          `<subProcess id="x"><startEvent id="is"/>${flow('is', 'a')}${step('a')}<subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><compensateEventDefinition/></startEvent>
             ${flow('es', 'check')}<userTask id="check"/></subProcess></subProcess>`,
          'x',
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('z');
        await story.complete('a');
        expect(await story.openTasks()).toEqual(['check']);
        expect(await treeOf(story, id)).toBe('(back x(esp(check)))');
        await story.complete('check');
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('passes when that has nothing to compensate', () =>
    withEngine([naming('<userTask id="x"/>', 'x')], async (story) => {
      await started(story);
      await story.complete('z');
      await story.complete('x');
      expect(await story.openTasks()).toEqual(['after']);
    }));
});

describe('what is kept of a completed sub-process', () => {
  const NESTED =
    model(`<startEvent id="s"/>${flow('s', 'outer')}<subProcess id="outer"><startEvent id="os"/>${flow('os', 'inner')}
    <subProcess id="inner"><extensionElements><camunda:inputOutput><camunda:inputParameter name="kept">\${n}</camunda:inputParameter></camunda:inputOutput></extensionElements>
      <startEvent id="is"/>${flow('is', 'a')}${step('a')}</subProcess>${flow('inner', 'b')}${step('b')}</subProcess>${flow('outer', 'c')}<userTask id="c"/>${flow('c', 'back')}${back()}`);

  it('is at no activity until it is re-opened, one inside the other, with its variables', () =>
    withEngine([NESTED], async (story) => {
      const id = await started(story, { n: 1 });
      for (const task of ['a', 'b']) await story.complete(task);
      expect(await treeOf(story, id)).toBe('(c)');
      expect([await executionsAt(story, 'outer'), await executionsAt(story, 'inner')]).toEqual([0, 0]);
      await story.complete('c');
      expect(await treeOf(story, id)).toBe('(back outer(inner(undo_a) undo_b))');
      expect([await executionsAt(story, 'outer'), await executionsAt(story, 'inner')]).toEqual([1, 1]);
      const tree = await story.engine.runtime.getActivityInstances(id);
      const outer = tree.childActivityInstances.find(({ activityId }) => activityId === 'outer');
      const inner = outer?.childActivityInstances.find(({ activityId }) => activityId === 'inner');
      const [kept] = await story.engine.runtime.listVariableInstances({ variableName: 'kept' });
      expect(kept?.activityInstanceId).toBe(inner?.id);
      await story.complete('undo_b');
      await story.complete('undo_a');
      expect(await treeOf(story, id)).toBe('(after)');
      await story.complete('after');
      expect(await story.engine.runtime.countExecutions()).toBe(0);
      expect(await story.engine.runtime.countVariableInstances()).toBe(0);
    }));

  it('shows scopes of one kind that were re-opened together as one', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub"><extensionElements><camunda:inputOutput><camunda:inputParameter name="kept">\${n}</camunda:inputParameter></camunda:inputOutput></extensionElements>
          <startEvent id="is"/>${flow('is', 'a')}${step('a')}</subProcess>${flow('sub', 'more')}<exclusiveGateway id="more"/>${flow('more', 'sub', 'again')}${flow('more', 'back', '!again')}${back()}`),
      ],
      async (story) => {
        const id = await started(story, { again: true, n: 1 });
        await story.complete('a', { n: 2 });
        await story.complete('a', { again: false });
        expect(await treeOf(story, id)).toBe('(back sub(undo_a undo_a))');
        const tree = await story.engine.runtime.getActivityInstances(id);
        const sub = tree.childActivityInstances.find(({ activityId }) => activityId === 'sub');
        const kept = await story.engine.runtime.listVariableInstances({ variableName: 'kept' });
        expect(kept.map(({ value, activityInstanceId }) => [value, activityInstanceId]).sort()).toEqual([
          [1, sub?.id],
          [2, sub?.id],
        ]);
        for (const { id: task } of await story.engine.tasks.list()) await story.engine.tasks.complete(task, {});
        expect(await treeOf(story, id)).toBe('(after)');
      },
    ));

  it('has a concurrent execution for every handler, for a single one too', () =>
    withEngine(
      [model(`<startEvent id="s"/>${flow('s', 'a')}${step('a')}${flow('a', 'back')}${back()}`)],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await story.engine.runtime.countExecutions({ processInstanceId: id })).toBe(3);
        const [task] = await story.engine.tasks.list();
        const [thrower] = await story.engine.runtime.listExecutions({ activityId: 'back' });
        expect(task?.executionId).not.toBe(thrower?.id);
      },
    ));
});
