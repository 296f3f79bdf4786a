import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';

const HOUR = 3_600_000;
const timed = (attributes: string, definition: string) =>
  model(`<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
  <userTask id="work"/>
  <boundaryEvent id="late" attachedToRef="work" ${attributes}><timerEventDefinition>${definition}</timerEventDefinition></boundaryEvent>
  <sequenceFlow id="f2" sourceRef="late" targetRef="remind"/><userTask id="remind"/>`);

describe('boundary timer', () => {
  it('interrupts its task when the time has come, not before', () =>
    withEngine([timed('', '<timeDuration>PT1H</timeDuration>')], async ({ engine, openTasks, wait }) => {
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      await wait(HOUR - 1);
      expect(await openTasks()).toEqual(['work']);
      await wait(1);
      expect(await openTasks()).toEqual(['remind']);
    }));

  it('repeats as often as its cycle says, beside the task', () =>
    withEngine(
      [timed('cancelActivity="false"', '<timeCycle>R2/PT1H</timeCycle>')],
      async ({ engine, openTasks, wait }) => {
        await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
        await wait(HOUR);
        expect(await openTasks()).toEqual(['work', 'remind']);
        await wait(HOUR);
        expect(await openTasks()).toEqual(['work', 'remind', 'remind']);
        await wait(10 * HOUR);
        expect(await openTasks()).toEqual(['work', 'remind', 'remind']);
      },
    ));

  it('moves when its due date is moved', () =>
    withEngine([timed('', '<timeDuration>PT1H</timeDuration>')], async ({ engine, clock, openTasks, wait }) => {
      await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      const [job] = await engine.jobs.list();
      await engine.jobs.setDueDate(job?.id ?? '', new Date(clock.now() + 2 * HOUR).toISOString());
      await wait(HOUR);
      expect(await openTasks()).toEqual(['work']);
      await wait(HOUR);
      expect(await openTasks()).toEqual(['remind']);
    }));
});

describe('failing job', () => {
  const FAILING = model(`<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="compute"/>
    <serviceTask id="compute" camunda:asyncBefore="true" camunda:expression="\${missing}">
      <extensionElements><camunda:failedJobRetryTimeCycle>R2/PT5M</camunda:failedJobRetryTimeCycle></extensionElements>
    </serviceTask><sequenceFlow id="f2" sourceRef="compute" targetRef="done"/><userTask id="done"/>`);

  it('is tried again after its interval, then becomes an incident that ends with a new chance', () =>
    withEngine([FAILING], async ({ engine, openTasks, wait }) => {
      const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      await wait(0);
      expect((await engine.jobs.list())[0]).toMatchObject({ retries: 1 });
      await wait(300_000);
      expect((await engine.jobs.list())[0]).toMatchObject({ retries: 0 });
      expect(await engine.incidents.list()).toMatchObject([{ incidentType: 'failedJob', activityId: 'compute' }]);
      const [job] = await engine.jobs.list();
      await engine.runtime.setVariable(id, 'missing', { value: 'there' });
      await engine.jobs.setRetries({ jobIds: [job?.id ?? ''] }, { retries: 1 });
      expect(await engine.incidents.count()).toBe(0);
      await wait(0);
      expect(await openTasks()).toEqual(['done']);
    }));
});
