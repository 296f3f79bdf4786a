import { around, flow, model, started, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import type { TracedStep } from '@anliu/engine-kernel';
import { describe, expect, it } from 'vitest';

/** The activities of the steps a story takes, each once, in order; `-` where a step is for none. */
async function stepsOf(xml: string, story: (story: Story) => Promise<unknown>): Promise<string[]> {
  const steps: TracedStep[] = [];
  await withEngine([xml], async (one) => void (await story(one)), { trace: (step) => void steps.push(step) });
  return [...new Set(steps.map(({ activityId }) => activityId ?? '-'))];
}
const INSIDE = `<startEvent id="is"/>${flow('is', 'in')}<userTask id="in"/>`;
const LOOP = (attributes: string): string =>
  `<multiInstanceLoopCharacteristics ${attributes}><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`;

describe('a trace names the activity of every step before it runs:', () => {
  it.each([
    ['an instance and its end', '<task id="x"/>', ['s', 'x', 'after']],
    ['a sub-process', `<subProcess id="x">${INSIDE}</subProcess>`, ['s', 'x', 'is', 'in']],
    ['an ad-hoc sub-process', '<adHocSubProcess id="x"><userTask id="a"/></adHocSubProcess>', ['s', 'x', 'a']],
    ['a parallel body', `<userTask id="x">${LOOP('')}</userTask>`, ['s', 'x#multiInstanceBody', 'x']],
    [
      'a sequential body',
      `<userTask id="x">${LOOP('isSequential="true"')}</userTask>`,
      ['s', 'x#multiInstanceBody', 'x'],
    ],
    [
      'a standard loop',
      '<userTask id="x"><standardLoopCharacteristics loopMaximum="2"/></userTask>',
      ['s', 'x#multiInstanceBody', 'x'],
    ],
  ])('%s', async (_, element, expected) =>
    expect(await stepsOf(model(around(element)), (story) => started(story))).toEqual(expected),
  );

  it('branches, boundary events and event sub-processes', async () => {
    const xml = model(
      `${around(`<userTask id="x"/><boundaryEvent id="late" attachedToRef="x" cancelActivity="false"><messageEventDefinition messageRef="m"/></boundaryEvent>`)}
       ${flow('late', 'a')}${flow('late', 'b')}<task id="a"/><task id="b"/>
       <subProcess id="esp" triggeredByEvent="true"><startEvent id="es" isInterrupting="false"><signalEventDefinition signalRef="sig"/></startEvent></subProcess>`,
    ).replace('<process ', '<message id="m" name="m"/><signal id="sig" name="sig"/><process ');
    const steps = await stepsOf(xml, async (story) => {
      await started(story);
      await story.engine.runtime.correlateMessage({ messageName: 'm' });
      await story.engine.runtime.broadcastSignal({ name: 'sig' });
    });
    expect(steps).toEqual(['s', 'x', '-', 'late', 'a', 'b', 'esp', 'es']);
  });

  it('compensation', async () => {
    const xml = model(
      `${around(
        `<subProcess id="x"><startEvent id="is"/>${flow('is', 'in')}<task id="in"/><boundaryEvent id="u" attachedToRef="in"><compensateEventDefinition/></boundaryEvent>
         <task id="undo" isForCompensation="true"/><association id="as" sourceRef="u" targetRef="undo" associationDirection="One"/>
         <subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><compensateEventDefinition/></startEvent></subProcess></subProcess>`,
      )}`.replace(
        '<userTask id="after"/>',
        '<intermediateThrowEvent id="after"><compensateEventDefinition/></intermediateThrowEvent>',
      ),
    );
    expect(await stepsOf(xml, (story) => started(story))).toEqual([
      's',
      'x',
      'is',
      'in',
      'after',
      'esp',
      'es',
      'e',
      '-',
    ]);
  });
});
