import { flow, model, started, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

const ROOTS = '<message id="m" name="news"/><message id="o" name="other"/>';
const process = (inside: string): string => model(`${ROOTS}<process id="p" isExecutable="true">${inside}</process>`);
const MESSAGE = '<messageEventDefinition messageRef="m"/>';

/** Where the variable of a message is once it has arrived: local to which activity, or to the instance. */
async function placeOf(story: Story, id: string): Promise<string[]> {
  const variables = await story.engine.runtime.listVariableInstances({ variableName: 'n' });
  return variables.map(({ executionId, activityInstanceId }) =>
    executionId === id ? 'instance' : (activityInstanceId?.split(':')[0] ?? ''),
  );
}
const send = ({ engine }: Story) =>
  engine.runtime.correlateMessage({ messageName: 'news', processVariablesToTriggeredScope: { n: { value: 1 } } });

describe('variables for the scope a message triggers', () => {
  it.each([
    [
      'a boundary event are local to the path it starts',
      `<startEvent id="s"/>${flow('s', 'x')}<userTask id="x"/><boundaryEvent id="b" attachedToRef="x" cancelActivity="false">${MESSAGE}</boundaryEvent>${flow('b', 'care')}<userTask id="care"/>`,
      ['care'],
    ],
    [
      'an event sub-process are local to it',
      `<startEvent id="s"/>${flow('s', 'x')}<userTask id="x"/><subProcess id="esp" triggeredByEvent="true"><startEvent id="es" isInterrupting="false">${MESSAGE}</startEvent>${flow('es', 'care')}<userTask id="care"/></subProcess>`,
      ['esp'],
    ],
  ])('%s', (_, inside, expected) =>
    withEngine([process(inside)], async (story) => {
      const id = await started(story);
      await send(story);
      expect(await placeOf(story, id)).toEqual(expected);
    }),
  );

  it('an event that was waited for are gone with it', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'x')}<intermediateCatchEvent id="x"><extensionElements><camunda:executionListener event="end" expression="\${execution.setVariable('seen', n)}"/></extensionElements>${MESSAGE}</intermediateCatchEvent>${flow('x', 'after')}<userTask id="after"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await send(story);
        expect(Object.keys(await story.engine.runtime.getVariables(id))).toEqual(['seen']);
      },
    ));
});

describe('an event sub-process that interrupts', () => {
  it('leaves no other event of its scope waiting, but what can be compensated', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'a')}<userTask id="a"/><boundaryEvent id="u" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>
           <userTask id="undo" isForCompensation="true"/><association id="as" sourceRef="u" targetRef="undo" associationDirection="One"/>${flow('a', 'b')}<userTask id="b"/>
           <subProcess id="esp" triggeredByEvent="true"><startEvent id="es">${MESSAGE}</startEvent>${flow('es', 'care')}<userTask id="care"/></subProcess>
           <subProcess id="late" triggeredByEvent="true"><startEvent id="ls"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></startEvent>${flow('ls', 'never')}<userTask id="never"/></subProcess>
           <subProcess id="more" triggeredByEvent="true"><startEvent id="ms"><messageEventDefinition messageRef="o"/></startEvent></subProcess>`,
        ),
      ],
      async (story) => {
        await started(story);
        await story.complete('a');
        await send(story);
        expect(await story.engine.jobs.list()).toEqual([]);
        expect((await story.engine.runtime.listEventSubscriptions()).map(({ eventType }) => eventType)).toEqual([
          'compensate',
        ]);
        await story.wait(3_600_000);
        expect(await story.openTasks()).toEqual(['care']);
      },
    ));
});
