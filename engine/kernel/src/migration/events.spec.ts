import { describe, expect, it } from 'vitest';
import { end, line, migrating, start, timer, userTask } from '../../test/migrating.js';

const HOUR = 3_600_000;
const process = (key: string, inside: string) =>
  `<message id="m1" name="first"/><message id="m2" name="second"/><signal id="s1" name="alarm"/>
   <process id="${key}" isExecutable="true">${inside}</process>`;
const moving = (source: string, target: string, story: Parameters<typeof migrating>[2]) =>
  migrating(process('source', source), process('target', target), story);
const catching = (id: string, event: string) =>
  line(start(), `<intermediateCatchEvent id="${id}">${event}</intermediateCatchEvent>`, userTask('next'), end());
const message = (ref: string) => `<messageEventDefinition messageRef="${ref}"/>`;

describe('a catch event', () => {
  it('goes on waiting for its message in the new definition', () =>
    moving(catching('wait', message('m1')), catching('await', message('m1')), async (story) => {
      const { engine, start: begin, migrate, tree, complete } = story;
      const id = await begin();
      await migrate(id, [['wait', 'await']]);
      expect(await tree(id)).toBe('(await)');
      expect(await engine.runtime.listEventSubscriptions()).toMatchObject([
        { activityId: 'await', eventName: 'first' },
      ]);
      await engine.runtime.correlateMessage({ messageName: 'first' });
      await complete('next');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('goes on waiting for its timer', () =>
    moving(
      catching('wait', timer('PT1H')),
      catching('wait', timer('PT5H')),
      async ({ start: begin, migrate, wait, openTasks }) => {
        const id = await begin();
        await migrate(id);
        await wait(HOUR);
        expect(await openTasks()).toEqual(['next']);
      },
    ));

  it('goes on waiting for its signal', () =>
    moving(
      catching('wait', '<signalEventDefinition signalRef="s1"/>'),
      catching('wait', '<signalEventDefinition signalRef="s1"/>'),
      async ({ engine, start: begin, migrate, openTasks }) => {
        await migrate(await begin());
        await engine.runtime.broadcastSignal({ name: 'alarm' });
        expect(await openTasks()).toEqual(['next']);
      },
    ));

  it('waits for the condition of the new definition', () => {
    const condition = (text: string) =>
      `<conditionalEventDefinition><condition>\${${text}}</condition></conditionalEventDefinition>`;
    return moving(catching('wait', condition('a > 1')), catching('wait', condition('a > 5')), async (story) => {
      const { engine, start: begin, migrate, openTasks } = story;
      const id = await begin({ a: 0 });
      await migrate(id);
      await engine.runtime.setVariable(id, 'a', { value: 3 });
      expect(await openTasks()).toEqual([]);
      await engine.runtime.setVariable(id, 'a', { value: 6 });
      expect(await openTasks()).toEqual(['next']);
    });
  });
});

describe('a receive task', () => {
  const receiving = (id: string, ref: string) =>
    line(start(), `<receiveTask id="${id}" messageRef="${ref}"/>`, userTask('next'));

  it('keeps its subscription, or takes the message of the target', () =>
    moving(receiving('wait', 'm1'), receiving('await', 'm2'), async ({ engine, start: begin, migrate, openTasks }) => {
      await migrate(await begin(), [['wait', 'await']]);
      await migrate(await begin(), [['wait', 'await', 'update']]);
      const names = (await engine.runtime.listEventSubscriptions()).map(({ eventName }) => eventName).sort();
      expect(names).toEqual(['first', 'second']);
      await engine.runtime.correlateMessage({ messageName: 'first' });
      await engine.runtime.correlateMessage({ messageName: 'second' });
      expect(await openTasks()).toEqual(['next', 'next']);
    }));
});

describe('an event-based gateway', () => {
  const choosing = (events: string) => `${line(start(), '<eventBasedGateway id="choose"/>')}${events}`;
  const event = (id: string, definition: string) => `
    <sequenceFlow id="to_${id}" sourceRef="choose" targetRef="${id}"/>
    <intermediateCatchEvent id="${id}">${definition}</intermediateCatchEvent>
    <sequenceFlow id="from_${id}" sourceRef="${id}" targetRef="after_${id}"/>${userTask(`after_${id}`)}`;

  it('keeps what is mapped behind it, drops the rest and adds what is new', () =>
    moving(
      choosing(event('asked', message('m1')) + event('late', timer('PT1H'))),
      choosing(event('asked', message('m1')) + event('alarm', '<signalEventDefinition signalRef="s1"/>')),
      async ({ engine, start: begin, migrate, tree, openTasks }) => {
        const id = await begin();
        const [before] = await engine.runtime.listEventSubscriptions();
        await migrate(id);
        expect(await tree(id)).toBe('(choose)');
        expect(await engine.jobs.count()).toBe(0);
        const subscriptions = await engine.runtime.listEventSubscriptions();
        expect(subscriptions.map(({ activityId }) => activityId).sort()).toEqual(['alarm', 'asked']);
        expect(subscriptions).toContainEqual(before);
        await engine.runtime.broadcastSignal({ name: 'alarm' });
        expect(await openTasks()).toEqual(['after_alarm']);
        expect(await engine.runtime.countEventSubscriptions()).toBe(0);
      },
    ));
});
