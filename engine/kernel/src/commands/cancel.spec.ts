import type { ModificationInstruction } from '@anliu/engine-protocol';
import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const started = async ({ engine }: Story, processDefinitionKey = 'p'): Promise<string> =>
  (await engine.runtime.startProcessInstance({ processDefinitionKey })).id;
const modify = ({ engine }: Story, id: string, ...instructions: ModificationInstruction[]): Promise<void> =>
  engine.runtime.modifyProcessInstance(id, { instructions });
const before = (activityId: string): ModificationInstruction => ({ type: 'startBeforeActivity', activityId });
const cancel = (activityId: string): ModificationInstruction => ({ type: 'cancel', activityId });

const TASK = model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="work"/><userTask id="work"/>
  <sequenceFlow id="f2" sourceRef="work" targetRef="e"/><endEvent id="e"/>`);
const CALLER = model(
  `<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="call"/><callActivity id="call" calledElement="p"/>`,
  'caller',
);

describe('modification', () => {
  it('lets an event behind an event-based gateway pass when started by hand', () =>
    withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="gw"/><eventBasedGateway id="gw"/>
          <sequenceFlow id="f2" sourceRef="gw" targetRef="soon"/><sequenceFlow id="f3" sourceRef="gw" targetRef="late"/>
          <intermediateCatchEvent id="soon"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
          <intermediateCatchEvent id="late"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
          <sequenceFlow id="f4" sourceRef="soon" targetRef="after"/><userTask id="after"/>`).replace(
          '<process ',
          '<message id="m" name="go"/><process ',
        ),
      ],
      async (story) => {
        const id = await started(story);
        await modify(story, id, before('soon'));
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('keeps what the instance listens to when an event sub-process interrupts it', () =>
    withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="work"/><userTask id="work"/>
          <subProcess id="esp" triggeredByEvent="true">
            <startEvent id="es"><messageEventDefinition messageRef="m"/></startEvent>
            <sequenceFlow id="f2" sourceRef="es" targetRef="care"/><userTask id="care"/>
          </subProcess>`).replace('<process ', '<message id="m" name="help"/><process '),
      ],
      async (story) => {
        const id = await started(story);
        await modify(story, id, before('esp'));
        expect(await story.openTasks()).toEqual(['care']);
        expect(await story.engine.runtime.countEventSubscriptions({ processInstanceId: id })).toBe(1);
      },
    ));

  it('cancels by activity id also the instances of a multi-instance that have ended', () =>
    withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="each"/>
          <userTask id="each"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>`),
      ],
      async (story) => {
        const id = await started(story);
        const [first] = await story.engine.tasks.list();
        await story.engine.tasks.complete(first?.id ?? '', {});
        await modify(story, id, cancel('each'));
        expect(await story.engine.runtime.countProcessInstances()).toBe(0);
      },
    ));

  it('ends an instance only when every instruction is done', () =>
    withEngine([TASK], async (story) => {
      const id = await started(story);
      await modify(story, id, cancel('work'), before('work'));
      expect(await story.openTasks()).toEqual(['work']);
    }));

  it('refuses to clear a suspended instance', () =>
    withEngine([TASK], async (story) => {
      const id = await started(story);
      await story.engine.runtime.setProcessInstanceSuspended({ processInstanceId: id }, true);
      await expect(modify(story, id, cancel('work'))).rejects.toThrow('is suspended');
    }));

  it('that empties a called instance cancels the call activity', () =>
    withEngine([TASK, CALLER], async (story) => {
      await started(story, 'caller');
      const [called] = await story.engine.runtime.listProcessInstances({ processDefinitionKey: 'p' });
      await modify(story, called?.id ?? '', cancel('work'));
      expect(await story.engine.runtime.countProcessInstances()).toBe(0);
    }));
});

describe('a called instance', () => {
  it('takes its call activity along when it is deleted', () =>
    withEngine([TASK, CALLER], async (story) => {
      await started(story, 'caller');
      const [called] = await story.engine.runtime.listProcessInstances({ processDefinitionKey: 'p' });
      await story.engine.runtime.deleteProcessInstance(called?.id ?? '');
      expect(await story.engine.runtime.countProcessInstances()).toBe(0);
    }));

  it('counts as terminated from outside when its caller is deleted', () =>
    withEngine([TASK, CALLER], async (story) => {
      await story.engine.runtime.deleteProcessInstance(await started(story, 'caller'));
      const [called] = await story.engine.history.listProcessInstances({ processDefinitionKey: 'p' });
      expect(called?.state).toBe('EXTERNALLY_TERMINATED');
    }));

  it('cannot end into a suspended caller', () =>
    withEngine([TASK, CALLER], async (story) => {
      const caller = await started(story, 'caller');
      await story.engine.runtime.setProcessInstanceSuspended({ processInstanceId: caller }, true);
      await expect(story.complete('work')).rejects.toThrow('is suspended');
      expect(await story.openTasks()).toEqual(['work']);
    }));
});
