import { describe, expect, it } from 'vitest';
import { boundary, end, line, migrating, start, timer, userTask } from '../../test/migrating.js';

const HOUR = 3_600_000;
const PLAIN = line(start(), userTask('work'), end());
const guarded = (event: string, attributes = '', id = 'event') => PLAIN + boundary(id, 'work', event, attributes);
const message = (ref: string) => `<messageEventDefinition messageRef="${ref}"/>`;
const signal = (ref: string) => `<signalEventDefinition signalRef="${ref}"/>`;
const condition = (text: string) =>
  `<conditionalEventDefinition><condition>\${${text}}</condition></conditionalEventDefinition>`;
/** Definitions stand beside the process. */
const process = (key: string, inside: string) =>
  `<message id="m1" name="first"/><message id="m2" name="second"/><signal id="s1" name="alarm"/><signal id="s2" name="fire"/>
   <process id="${key}" isExecutable="true">${inside}</process>`;
const moving = (source: string, target: string, story: Parameters<typeof migrating>[2]) =>
  migrating(process('source', source), process('target', target), story);

describe('a mapped boundary event', () => {
  it('keeps its timer job and due date, whatever the target says', () =>
    moving(guarded(timer('PT1H')), guarded(timer('PT9H'), '', 'late'), async (story) => {
      const { engine, start: begin, migrate, wait, openTasks } = story;
      const id = await begin();
      const [before] = await engine.jobs.list();
      await wait(HOUR / 2);
      await migrate(id, [['work'], ['event', 'late']]);
      const [job, ...others] = await engine.jobs.list();
      expect(others).toEqual([]);
      expect(job).toMatchObject({ id: before?.id, dueDate: before?.dueDate, processDefinitionKey: 'target' });
      const [definition] = await engine.jobs.listDefinitions({ activityIdIn: ['late'] });
      expect(job?.jobDefinitionId).toBe(definition?.id);
      await wait(HOUR / 2);
      expect(await openTasks()).toEqual(['after_late']);
    }));

  it('takes the due date of the target with updateEventTrigger', () =>
    moving(guarded(timer('PT1H')), guarded(timer('PT9H')), async ({ start: begin, migrate, wait, openTasks }) => {
      const id = await begin();
      await wait(HOUR / 2);
      await migrate(id, [['work'], ['event', 'event', 'update']]);
      await wait(9 * HOUR - 1);
      expect(await openTasks()).toEqual(['work']);
      await wait(1);
      expect(await openTasks()).toEqual(['after_event']);
    }));

  it('keeps its message name and subscription, or takes the name of the target', () =>
    moving(guarded(message('m1')), guarded(message('m2')), async ({ engine, start: begin, migrate, openTasks }) => {
      const kept = await begin();
      const updated = await begin();
      const before = await engine.runtime.listEventSubscriptions({ processInstanceId: kept });
      await migrate(kept, [['work'], ['event']]);
      await migrate(updated, [['work'], ['event', 'event', 'update']]);
      expect(await engine.runtime.listEventSubscriptions({ processInstanceId: kept })).toEqual(before);
      expect(await engine.runtime.listEventSubscriptions({ processInstanceId: updated })).toMatchObject([
        { eventName: 'second', activityId: 'event' },
      ]);
      await engine.runtime.correlateMessage({ messageName: 'first' });
      await engine.runtime.correlateMessage({ messageName: 'second' });
      expect(await openTasks()).toEqual(['after_event', 'after_event']);
    }));

  it('keeps its signal', () =>
    moving(guarded(signal('s1')), guarded(signal('s2')), async ({ engine, start: begin, migrate, openTasks }) => {
      await migrate(await begin());
      await engine.runtime.broadcastSignal({ name: 'fire' });
      expect(await openTasks()).toEqual(['work']);
      await engine.runtime.broadcastSignal({ name: 'alarm' });
      expect(await openTasks()).toEqual(['after_event']);
    }));

  it('looks at the condition of the target', () =>
    moving(guarded(condition('a > 1')), guarded(condition('a > 5')), async (story) => {
      const { engine, start: begin, migrate, openTasks } = story;
      const id = await begin({ a: 0 });
      await migrate(id);
      await engine.runtime.setVariable(id, 'a', { value: 2 });
      expect(await openTasks()).toEqual(['work']);
      await engine.runtime.setVariable(id, 'a', { value: 6 });
      expect(await openTasks()).toEqual(['after_event']);
    }));
});

describe('a boundary event of only one definition', () => {
  it('is added with the scope it needs, and can occur', () =>
    moving(
      PLAIN,
      guarded(message('m1')) + boundary('late', 'work', timer('PT1H'), 'cancelActivity="false"'),
      async (story) => {
        const { engine, start: begin, migrate, tree, wait, openTasks, complete } = story;
        const id = await begin();
        const [task] = await engine.tasks.list();
        await migrate(id);
        expect(await tree(id)).toBe('(work)');
        expect(await engine.tasks.list()).toMatchObject([{ id: task?.id }]);
        await wait(HOUR);
        expect(await openTasks()).toEqual(['work', 'after_late']);
        await engine.runtime.correlateMessage({ messageName: 'first' });
        expect(await openTasks()).toEqual(['after_late', 'after_event']);
        await complete('after_late');
        await complete('after_event');
        expect(await engine.runtime.countProcessInstances()).toBe(0);
      },
    ));

  it('is removed with its scope; variables of the scope move outside it', () =>
    moving(guarded(timer('PT1H')), PLAIN, async ({ engine, start: begin, migrate, complete }) => {
      const id = await begin();
      const [task] = await engine.tasks.list();
      await engine.runtime.setVariable(task?.executionId ?? '', 'note', { value: 'seen' }, { local: true });
      await migrate(id);
      expect(await engine.jobs.count()).toBe(0);
      expect(await engine.runtime.listVariableInstances()).toMatchObject([{ name: 'note', executionId: id }]);
      expect(await engine.tasks.list()).toMatchObject([{ id: task?.id, executionId: id }]);
      await complete('work');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('is removed when it is not mapped, and the one of the target is new', () =>
    moving(guarded(message('m1')), guarded(message('m1')), async ({ engine, start: begin, migrate, openTasks }) => {
      const id = await begin();
      const [before] = await engine.runtime.listEventSubscriptions();
      await migrate(id, [['work']]);
      const [after, ...others] = await engine.runtime.listEventSubscriptions();
      expect(others).toEqual([]);
      expect(after?.id).not.toBe(before?.id);
      await engine.runtime.correlateMessage({ messageName: 'first' });
      expect(await openTasks()).toEqual(['after_event']);
    }));

  it('does not look at a condition that already holds before a variable changes', () =>
    moving(PLAIN, guarded(condition('a > 1')), async ({ engine, start: begin, migrate, openTasks }) => {
      const id = await begin({ a: 2 });
      await migrate(id);
      expect(await openTasks()).toEqual(['work']);
      await engine.runtime.setVariable(id, 'a', { value: 3 });
      expect(await openTasks()).toEqual(['after_event']);
    }));

  it('is not set again when it is a non-interrupting timer that has fired', () =>
    moving(
      guarded(timer('PT1H'), 'cancelActivity="false"'),
      guarded(timer('PT1H'), 'cancelActivity="false"'),
      async ({ engine, start: begin, migrate, wait, openTasks }) => {
        const id = await begin();
        await wait(HOUR);
        await migrate(id);
        expect(await engine.jobs.count()).toBe(0);
        expect(await openTasks()).toEqual(['work', 'after_event']);
      },
    ));
});

describe('an event sub-process', () => {
  const handling = (event: string, attributes = '') => `${PLAIN}
    <subProcess id="handler" triggeredByEvent="true">
      ${line(`<startEvent id="trigger" ${attributes}>${event}</startEvent>`, userTask('handle'), end('done'))}
    </subProcess>`;

  it('that is added listens; one that is removed does not', () =>
    moving(handling(message('m1')), handling(signal('s1')), async ({ engine, start: begin, migrate, openTasks }) => {
      const id = await begin();
      await migrate(id, [['work']]);
      expect(await engine.runtime.listEventSubscriptions()).toMatchObject([
        { eventType: 'signal', eventName: 'alarm', activityId: 'trigger', executionId: id },
      ]);
      await engine.runtime.broadcastSignal({ name: 'alarm' });
      expect(await openTasks()).toEqual(['handle']);
    }));

  it('keeps the subscription of a mapped start event, without its scope being mapped', () =>
    moving(handling(message('m1')), handling(message('m2')), async ({ engine, start: begin, migrate, complete }) => {
      const id = await begin();
      const before = await engine.runtime.listEventSubscriptions();
      await migrate(id, [['work'], ['trigger']]);
      expect(await engine.runtime.listEventSubscriptions()).toEqual(before);
      await engine.runtime.correlateMessage({ messageName: 'first' });
      await complete('handle');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('that runs moves on, also into an ordinary sub-process', () =>
    moving(
      handling(message('m1'), 'isInterrupting="false"'),
      line(
        start(),
        `<subProcess id="sub">${line(start('s'), userTask('handle'), end('e'))}</subProcess>`,
        userTask('work'),
        end(),
      ),
      async ({ engine, start: begin, migrate, tree, complete }) => {
        const id = await begin();
        await engine.runtime.correlateMessage({ messageName: 'first' });
        expect(await tree(id)).toBe('(handler(handle) work)');
        await migrate(id, [['work'], ['handler', 'sub'], ['handle']]);
        expect(await tree(id)).toBe('(sub(handle) work)');
        expect(await engine.runtime.countEventSubscriptions()).toBe(0);
        await complete('work');
        await complete('handle');
        await complete('work');
        expect(await engine.runtime.countProcessInstances()).toBe(0);
      },
    ));
});
