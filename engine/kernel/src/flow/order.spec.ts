import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const started = async ({ engine }: Story): Promise<string> =>
  (await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' })).id;

async function occurred({ engine }: Story, processInstanceId: string): Promise<string[]> {
  const rows = await engine.history.listActivityInstances({
    processInstanceId,
    sorting: [{ sortBy: 'occurrence', sortOrder: 'asc' }],
  });
  return rows.map(({ activityId }) => activityId);
}

/** A task beside a throw event that a non-interrupting event sub-process catches. */
const thrower = (thrown: string, caught: string, roots: string): string =>
  model(`
  <startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="throw"/>
  <intermediateThrowEvent id="throw">${thrown}</intermediateThrowEvent>
  <sequenceFlow id="f2" sourceRef="throw" targetRef="own"/><userTask id="own"/>
  <subProcess id="esp" triggeredByEvent="true">
    <startEvent id="es" isInterrupting="false">${caught}</startEvent>
    <sequenceFlow id="f3" sourceRef="es" targetRef="caught"/><userTask id="caught"/>
  </subProcess>`).replace('<process ', `${roots}<process `);

describe('the order of execution', () => {
  it('lets the thrower of a signal go on before those it reached', () =>
    withEngine(
      [
        thrower(
          '<signalEventDefinition signalRef="x"/>',
          '<signalEventDefinition signalRef="x"/>',
          '<signal id="x" name="alert"/>',
        ),
      ],
      async (story) => {
        await started(story);
        expect(await story.openTasks()).toEqual(['own', 'caught']);
      },
    ));

  it('lets the thrower of an escalation go on before a handler beside it', () =>
    withEngine(
      [
        thrower(
          '<escalationEventDefinition escalationRef="x"/>',
          '<escalationEventDefinition escalationRef="x"/>',
          '<escalation id="x" escalationCode="c"/>',
        ),
      ],
      async (story) => {
        await started(story);
        expect(await story.openTasks()).toEqual(['own', 'caught']);
      },
    ));

  it('looks at one condition after the other when a variable is set: the first may end who waits for the next', () =>
    withEngine(
      [
        model(`
  <startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="many"/>
  <subProcess id="many">
    <multiInstanceLoopCharacteristics>
      <loopCardinality>2</loopCardinality>
      <completionCondition>\${nrOfCompletedInstances >= 1}</completionCondition>
    </multiInstanceLoopCharacteristics>
    <startEvent id="is"/><sequenceFlow id="i1" sourceRef="is" targetRef="wait"/>
    <intermediateCatchEvent id="wait">
      <conditionalEventDefinition><condition>\${ready}</condition></conditionalEventDefinition>
    </intermediateCatchEvent>
    <sequenceFlow id="i2" sourceRef="wait" targetRef="ie"/><endEvent id="ie"/>
  </subProcess>
  <sequenceFlow id="f2" sourceRef="many" targetRef="e"/><endEvent id="e"/>`),
      ],
      async ({ engine }) => {
        const { id } = await engine.runtime.startProcessInstance({
          processDefinitionKey: 'p',
          variables: { ready: { value: false } },
        });
        await engine.runtime.setVariable(id, 'ready', { value: true });
        const waits = await engine.history.listActivityInstances({ processInstanceId: id, activityId: 'wait' });
        expect(waits.map(({ canceled }) => canceled).sort()).toEqual([false, true]);
      },
    ));

  it('ends what is beside a terminate end event before the event occurs', () =>
    withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="fork"/><parallelGateway id="fork"/>
          <sequenceFlow id="f2" sourceRef="fork" targetRef="slow"/><userTask id="slow"/>
          <sequenceFlow id="f3" sourceRef="fork" targetRef="all"/><endEvent id="all"><terminateEventDefinition/></endEvent>`),
      ],
      async (story) => {
        const id = await started(story);
        expect(await occurred(story, id)).toEqual(['s', 'fork', 'slow', 'all']);
      },
    ));

  it('shows what is open before what has ended when both came at the same point', () =>
    withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="fork"/><parallelGateway id="fork"/>
          <sequenceFlow id="f2" sourceRef="fork" targetRef="a"/><userTask id="a"/>
          <sequenceFlow id="f3" sourceRef="fork" targetRef="b"/><userTask id="b"/>`),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await occurred(story, id)).toEqual(['s', 'fork', 'b', 'a']);
      },
    ));
});

describe('a body that modification cancels with several instances', () => {
  const given = (instances: number): string =>
    model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
      <userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>${instances}</loopCardinality></multiInstanceLoopCharacteristics></userTask>
      <sequenceFlow id="f2" sourceRef="a" targetRef="z"/><endEvent id="z"/>`);
  it.each([
    [2, ['s', 'z', 'a#multiInstanceBody', 'a', 'a']],
    [1, ['s', 'a#multiInstanceBody', 'z', 'a']],
  ])('has ended after what ended at once in the same command: %i', (instances, expected) =>
    withEngine([given(instances)], async (story) => {
      const id = await started(story);
      story.clock.advance(1_000);
      await story.engine.runtime.modifyProcessInstance(id, {
        instructions: [
          { type: 'startBeforeActivity', activityId: 'z' },
          { type: 'cancel', activityId: 'a#multiInstanceBody' },
        ],
      });
      expect(await occurred(story, id)).toEqual(expected);
    }),
  );
});

describe('the count of a scope', () => {
  it('does not grow when a boundary event takes the place of its activity beside others', () =>
    withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="fork"/><parallelGateway id="fork"/>
          <sequenceFlow id="f2" sourceRef="fork" targetRef="a"/><userTask id="a"/><sequenceFlow id="f3" sourceRef="fork" targetRef="b"/><userTask id="b"/>
          <boundaryEvent id="late" attachedToRef="b"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
          <sequenceFlow id="f4" sourceRef="late" targetRef="care"/><userTask id="care"/><userTask id="free"/>`),
      ],
      async (story) => {
        const id = await started(story);
        await story.wait(3_600_000);
        await story.engine.runtime.modifyProcessInstance(id, {
          instructions: [{ type: 'startBeforeActivity', activityId: 'free' }],
        });
        const rows = story.engine.core.rows.where(
          'historicActivityInstance',
          'process_instance_id = ? ORDER BY sequence_counter, position',
          id,
        );
        expect(rows.map(({ activityId, sequenceCounter }) => `${activityId} ${sequenceCounter}`)).toEqual([
          's 2',
          'fork 4',
          'a 6',
          'b 6',
          'free 6',
          'late 8',
          'care 10',
        ]);
      },
    ));
});

describe('history', () => {
  it('does not know the ends of a link', () =>
    withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="out"/>
          <intermediateThrowEvent id="out"><linkEventDefinition name="x"/></intermediateThrowEvent>
          <intermediateCatchEvent id="in"><linkEventDefinition name="x"/></intermediateCatchEvent>
          <sequenceFlow id="f2" sourceRef="in" targetRef="work"/><userTask id="work"/>`),
      ],
      async (story) => {
        const id = await started(story);
        expect(await occurred(story, id)).toEqual(['s', 'work']);
      },
    ));
});
