import { BpmnError } from '@anliu/engine-kernel';
import { describe, expect, it } from 'vitest';
import { forgetMemory, memoryAndDisk, model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const MINUTE = 60_000;

const listener = (id: string, time: string, expression: string): string =>
  `<camunda:taskListener event="timeout" id="${id}" expression="\${${expression}}"><timerEventDefinition>${time}</timerEventDefinition></camunda:taskListener>`;
const duration = (text: string): string => `<timeDuration>${text}</timeDuration>`;
const counting = (time: string): string =>
  listener('late', time, "execution.setVariable('times', execution.hasVariable('times') ? times + 1 : 1)");

const task = (listeners: string, inside = '', beside = ''): string =>
  model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="work"/>
    <userTask id="work" camunda:assignee="li"><extensionElements>${listeners}</extensionElements>
    <incoming>f1</incoming><outgoing>f2</outgoing>${inside}</userTask>
    <sequenceFlow id="f2" sourceRef="work" targetRef="e"/><endEvent id="e"/>${beside}`);

const started = async ({ engine }: Story, variables: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const typed = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }]));
  return (await engine.runtime.startProcessInstance({ processDefinitionKey: 'p', variables: typed })).id;
};
const valueOf = async ({ engine }: Story, id: string, name: string): Promise<unknown> =>
  (await engine.runtime.getVariable(id, name)).value;

describe('a timeout listener of a task', () => {
  it('has a timer job of its own, which runs it when it is due', () =>
    withEngine([task(counting(duration('PT1H')))], async (story) => {
      const id = await started(story);
      const [job, ...others] = await story.engine.jobs.list();
      expect(others).toEqual([]);
      const [open] = await story.engine.tasks.list();
      expect(job).toMatchObject({ processInstanceId: id, retries: 3, suspended: false });
      expect(Date.parse(job?.dueDate ?? '') - Date.parse(open?.created ?? '')).toBe(60 * MINUTE);
      const [definition] = await story.engine.jobs.listDefinitions();
      expect(definition).toMatchObject({
        id: job?.jobDefinitionId,
        activityId: 'work',
        jobType: 'timer-task-listener',
        jobConfiguration: 'DURATION: PT1H',
      });
      await story.wait(59 * MINUTE);
      await expect(valueOf(story, id, 'times')).rejects.toThrow();
      await story.wait(MINUTE);
      expect(await valueOf(story, id, 'times')).toBe(1);
      expect(await story.engine.jobs.count()).toBe(0);
      expect(await story.openTasks()).toEqual(['work']);
    }));

  it('runs again as often as its cycle says', () =>
    withEngine([task(counting('<timeCycle>R2/PT1H</timeCycle>'))], async (story) => {
      const id = await started(story);
      for (const times of [1, 2, 2]) {
        await story.wait(60 * MINUTE);
        expect(await valueOf(story, id, 'times')).toBe(times);
      }
      expect(await story.engine.jobs.count()).toBe(0);
    }));

  it('takes its time from a variable, a date too, and can be recalculated', () =>
    withEngine([task(counting('<timeDate>${at}</timeDate>'))], async (story) => {
      const id = await started(story, { at: '2030-01-01T00:00:00Z' });
      const [job] = await story.engine.jobs.list();
      expect(Date.parse(job?.dueDate ?? '')).toBe(Date.parse('2030-01-01T00:00:00Z'));
      await story.engine.runtime.setVariable(id, 'at', { value: '2030-02-01T00:00:00Z' });
      await story.engine.jobs.recalculateDueDate(job?.id ?? '', false);
      expect(Date.parse((await story.engine.jobs.get(job?.id ?? '')).dueDate ?? '')).toBe(
        Date.parse('2030-02-01T00:00:00Z'),
      );
    }));

  it('is one of several: each runs alone, and sees the task', () =>
    withEngine(
      [
        task(
          listener('first', duration('PT1H'), "execution.setVariable('first', task.assignee)") +
            listener('second', duration('PT2H'), "execution.setVariable('second', task.eventName)"),
        ),
      ],
      async (story) => {
        const id = await started(story);
        const definitions = await story.engine.jobs.listDefinitions();
        const jobs = await story.engine.jobs.list();
        expect(new Set(jobs.map(({ jobDefinitionId }) => jobDefinitionId))).toEqual(
          new Set(definitions.map((one) => one.id)),
        );
        expect(definitions).toHaveLength(2);
        await story.wait(60 * MINUTE);
        expect(await valueOf(story, id, 'first')).toBe('li');
        await expect(valueOf(story, id, 'second')).rejects.toThrow();
        await story.wait(60 * MINUTE);
        expect(await valueOf(story, id, 'second')).toBe('timeout');
      },
    ));

  it('is over when the task is completed or interrupted', () =>
    withEngine(
      [
        task(
          counting(duration('PT1H')),
          '',
          '<boundaryEvent id="b" attachedToRef="work"><timerEventDefinition><timeDuration>PT30M</timeDuration></timerEventDefinition></boundaryEvent>',
        ),
      ],
      async (story) => {
        await started(story);
        expect(await story.engine.jobs.count()).toBe(2);
        await story.complete('work');
        expect(await story.engine.jobs.count()).toBe(0);
        await started(story);
        await story.wait(30 * MINUTE);
        expect(await story.engine.jobs.count()).toBe(0);
        const deleted = await story.engine.history.countJobLogs({
          jobDefinitionType: 'timer-task-listener',
          deletionLog: true,
        });
        expect(deleted).toBe(2);
      },
    ));

  it('that fails costs a retry, makes an incident and leaves the task', () =>
    withEngine([task(listener('late', duration('PT1H'), 'nothing.here'))], async (story) => {
      await started(story);
      await story.wait(60 * MINUTE);
      for (let i = 0; i < 3; i++) await story.engine.runDueJobs();
      expect(await story.engine.incidents.list()).toMatchObject([{ incidentType: 'failedJob', activityId: 'work' }]);
      expect(await story.openTasks()).toEqual(['work']);
      await story.complete('work');
      expect(await story.engine.incidents.count()).toBe(0);
    }));

  it('belongs to each instance of a multi-instance task', () =>
    withEngine(
      [
        task(
          listener('late', duration('PT1H'), "execution.setVariable('seen'.concat(loopCounter), true)"),
          '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>',
        ),
      ],
      async (story) => {
        const id = await started(story);
        expect(await story.engine.jobs.count()).toBe(3);
        const [first] = await story.engine.tasks.list();
        await story.engine.tasks.complete(first?.id ?? '', {});
        expect(await story.engine.jobs.count()).toBe(2);
        await story.wait(60 * MINUTE);
        const names = (await story.engine.runtime.listVariableInstances({ processInstanceIdIn: [id] })).map(
          ({ name }) => name,
        );
        expect(names.filter((name) => name.startsWith('seen')).sort()).toEqual(['seen1', 'seen2']);
      },
    ));

  it('waits while the instance is suspended, and goes on from disk alone', () =>
    withEngine([task(counting(duration('PT1H')))], async (story) => {
      const id = await started(story);
      for (const { memory, disk } of memoryAndDisk(story.engine)) expect(memory).toEqual(disk);
      await story.engine.runtime.setProcessInstanceSuspended({ processInstanceId: id }, true);
      await story.wait(60 * MINUTE);
      expect(await story.engine.jobs.count()).toBe(1);
      forgetMemory(story.engine);
      await story.engine.runtime.setProcessInstanceSuspended({ processInstanceId: id }, false);
      await story.engine.runDueJobs();
      expect(await valueOf(story, id, 'times')).toBe(1);
    }));

  it('may throw a BPMN error that a boundary event of the task catches', () =>
    withEngine(
      [
        task(
          '<camunda:taskListener event="timeout" id="late" delegateExpression="${refuse}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></camunda:taskListener>',
          '',
          '<boundaryEvent id="b" attachedToRef="work"><errorEventDefinition/></boundaryEvent><sequenceFlow id="f3" sourceRef="b" targetRef="care"/><userTask id="care"/>',
        ),
      ],
      async (story) => {
        await started(story);
        await story.wait(60 * MINUTE);
        expect(await story.openTasks()).toEqual(['care']);
      },
      {
        delegates: new Map([
          [
            'refuse',
            () => {
              throw new BpmnError('refused', 'too late');
            },
          ],
        ]),
      },
    ));
});
