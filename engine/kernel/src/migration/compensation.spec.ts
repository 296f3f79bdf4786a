import { describe, expect, it } from 'vitest';
import { end, line, migrating, start, sub, userTask } from '../../test/migrating.js';

/** Booking is done and can be undone by `handler`; `work` waits before what undoes it. */
const booked = (inside: (booking: string, rest: string) => string, suffix = '') => {
  const parts = `<boundaryEvent id="undo${suffix}" attachedToRef="book${suffix}"><compensateEventDefinition/></boundaryEvent>
    <userTask id="handler${suffix}" isForCompensation="true"/>
    <association id="as" sourceRef="undo${suffix}" targetRef="handler${suffix}"/>`;
  return inside(userTask(`book${suffix}`), parts);
};
const throwing = '<intermediateThrowEvent id="throw"><compensateEventDefinition/></intermediateThrowEvent>';
const flat = (suffix = '') =>
  booked((book, rest) => line(start(), book, userTask('work'), throwing, end()) + rest, suffix);
const nested = booked((book, rest) =>
  line(start(), sub('sub', line(start('s'), book, end('e')) + rest), userTask('work'), throwing, end()),
);

describe('what can be compensated', () => {
  it('moves with its boundary event, and is undone by the handler of the target', () =>
    migrating(flat(), flat('2'), async ({ engine, start: begin, migrate, complete, openTasks }) => {
      const id = await begin();
      await complete('book');
      const [before] = await engine.runtime.listEventSubscriptions();
      await migrate(id, [['work'], ['undo', 'undo2'], ['book', 'book2']]);
      expect(await engine.runtime.listEventSubscriptions()).toMatchObject([
        { id: before?.id, eventType: 'compensate', activityId: 'handler2' },
      ]);
      await complete('work');
      expect(await openTasks()).toEqual(['handler2']);
      await complete('handler2');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('inside a completed sub-process moves with it and its variables', () =>
    migrating(nested, nested, async ({ engine, start: begin, migrate, complete, openTasks }) => {
      const id = await begin();
      const [task] = await engine.tasks.list();
      const [inner] = (await engine.runtime.getActivityInstances(id)).childActivityInstances ?? [];
      expect(task).toBeDefined();
      await engine.runtime.setVariable(inner?.executionIds?.[0] ?? '', 'seat', { value: '12A' }, { local: true });
      await complete('book');
      await migrate(id);
      await complete('work');
      expect(await openTasks()).toEqual(['handler']);
      const [undoing] = await engine.tasks.list();
      expect(await engine.tasks.getVariable(undoing?.id ?? '', 'seat')).toMatchObject({ value: '12A' });
      await complete('handler');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('is kept by what is around a sub-process that is removed', () =>
    migrating(nested, flat(), async ({ engine, start: begin, migrate, complete, openTasks }) => {
      const id = await begin();
      await complete('book');
      await migrate(id, [['work'], ['undo'], ['book']]);
      expect(await engine.runtime.listEventSubscriptions()).toMatchObject([{ activityId: 'handler', executionId: id }]);
      await complete('work');
      expect(await openTasks()).toEqual(['handler']);
      await complete('handler');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('is kept inside a sub-process that is added', () =>
    migrating(flat(), nested, async ({ engine, start: begin, migrate, tree, complete, openTasks }) => {
      const id = await begin();
      await complete('book');
      await migrate(id, [['work'], ['undo'], ['book']]);
      expect(await tree(id)).toBe('(work)');
      await complete('work');
      expect(await openTasks()).toEqual(['handler']);
      await complete('handler');
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('by an event sub-process moves with its start event', () => {
    const undoing = (task: string) =>
      line(
        start(),
        sub(
          'sub',
          `${line(start('s'), userTask('book'), end('e'))}<subProcess id="undoing" triggeredByEvent="true">
             ${line('<startEvent id="trigger"><compensateEventDefinition/></startEvent>', userTask(task), end('ue'))}
           </subProcess>`,
        ),
        userTask('work'),
        throwing,
        end(),
      );
    return migrating(
      undoing('undo'),
      undoing('cancel'),
      async ({ engine, plan, start: begin, migrate, complete, openTasks }) => {
        const id = await begin();
        await complete('book');
        const generated = (await plan()).instructions.map(({ sourceActivityIds }) => sourceActivityIds[0]).sort();
        expect(generated).toEqual(['book', 'sub', 'trigger', 'work']);
        await migrate(id);
        await complete('work');
        expect(await openTasks()).toEqual(['cancel']);
        await complete('cancel');
        expect(await engine.runtime.countProcessInstances()).toBe(0);
      },
    );
  });

  it('of a multi-instance activity moves with its body', () => {
    const many = booked(
      (book, rest) =>
        line(
          start(),
          book.replace(
            '></',
            '><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></',
          ),
          userTask('work'),
          throwing,
          end(),
        ) + rest,
    );
    return migrating(many, many, async ({ engine, start: begin, migrate, complete, openTasks }) => {
      const id = await begin();
      for (const task of await engine.tasks.list()) await engine.tasks.complete(task.id);
      await migrate(id);
      await complete('work');
      const handlers = await openTasks();
      expect(new Set(handlers)).toEqual(new Set(['handler']));
      for (const task of await engine.tasks.list()) await engine.tasks.complete(task.id);
      expect(await engine.runtime.countProcessInstances()).toBe(0);
    });
  });

  it('without an instruction for its boundary event refuses the instance', () =>
    migrating(flat(), flat(), async ({ engine, plan, start: begin, complete }) => {
      const id = await begin();
      await complete('book');
      const migrationPlan = await plan([['work']]);
      await expect(engine.migration.execute({ migrationPlan, processInstanceIds: [id] })).rejects.toMatchObject({
        validationReport: {
          activityInstanceValidationReports: [
            { activityInstanceId: id, failures: [expect.stringMatching(/'handler'.*boundary event/) as string] },
          ],
        },
      });
    }));
});
