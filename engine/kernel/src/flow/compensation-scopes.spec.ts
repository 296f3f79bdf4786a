import { flow, model, started, startInside, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

/*
 * Clients sort history by Camunda's sequence counters. A handler that was started to compensate does not count its end, so
 * that the counter of what follows the thrower does not grow with it. Recordings of the reference engine prove the rule (order of
 * history in `engine/standalone/test/conformance.spec.ts`); here it stands in numbers, to be noticed at once.
 */
const undo = (id: string, handler = `<userTask id="undo_${id}" isForCompensation="true"/>`): string =>
  `<boundaryEvent id="${id}_b" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>${handler}
   <association id="${id}_a" sourceRef="${id}_b" targetRef="undo_${id}" associationDirection="One"/>`;
const back = `<intermediateThrowEvent id="back"><compensateEventDefinition/></intermediateThrowEvent>${flow('back', 'after')}<userTask id="after"/>`;
const counted = ({ engine }: Story, id: string): string =>
  engine.core.rows
    .where('historicActivityInstance', 'process_instance_id = ? ORDER BY sequence_counter, position', id)
    .map(({ activityId, sequenceCounter }) => `${activityId.replace('#multiInstanceBody', '#')} ${sequenceCounter}`)
    .join(', ');
async function completeAll(story: Story): Promise<void> {
  for (
    let open = await story.openTasks();
    open.some((one) => one !== 'after' && one !== 'open');
    open = await story.openTasks()
  ) {
    const [task] = (await story.engine.tasks.list()).filter(
      (one) => !['after', 'open'].includes(one.taskDefinitionKey ?? ''),
    );
    await story.engine.tasks.complete(task!.id, {});
  }
}

describe('sequence counters of compensation', () => {
  it.each([
    ['a handler', `<userTask id="a"/>${undo('a')}`, 's 2, a 4, back 6, undo_a 7, after 9'],
    [
      'the handlers of a sub-process',
      `<subProcess id="a"><startEvent id="is"/>${flow('is', 'in')}<userTask id="in"/>${undo('in')}</subProcess>`,
      's 2, a 4, undo_in 4, is 5, in 7, back 10, after 12',
    ],
    [
      'a compensation event sub-process',
      `<subProcess id="a"><startEvent id="is"/>${flow('is', 'in')}<userTask id="in"/>${undo('in')}<subProcess id="es" triggeredByEvent="true"><startEvent id="es_s">
        <compensateEventDefinition/></startEvent>${flow('es_s', 'check')}<userTask id="check"/></subProcess></subProcess>`,
      's 2, a 4, es 4, is 5, es_s 5, in 7, check 7, back 10, after 12',
    ],
    [
      'a multi-instance handler',
      `<userTask id="a"/>${undo('a', '<userTask id="undo_a" isForCompensation="true"><multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>')}`,
      's 2, a 4, back 6, undo_a# 7, undo_a 8, undo_a 10, after 13',
    ],
    [
      'a handler that is a sub-process',
      `<userTask id="a"/>${undo('a', `<subProcess id="undo_a" isForCompensation="true"><startEvent id="us"/>${flow('us', 'ut')}<userTask id="ut"/></subProcess>`)}`,
      's 2, a 4, back 6, undo_a 7, us 8, ut 10, after 13',
    ],
    [
      'a multi-instance',
      `<userTask id="a"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>${undo('a')}`,
      's 2, a# 4, undo_a 4, undo_a 4, a 5, a 5, back 8, after 10',
    ],
  ])('%s', (_, element, expected) =>
    withEngine([model(`<startEvent id="s"/>${flow('s', 'a')}${element}${flow('a', 'back')}${back}`)], async (story) => {
      const id = await started(story);
      await completeAll(story);
      expect(counted(story, id)).toBe(expected);
    }),
  );

  it('with another token beside it', () =>
    withEngine(
      [
        model(
          `<startEvent id="s"/>${flow('s', 'a')}${flow('s', 'open')}<userTask id="open"/><subProcess id="a"><startEvent id="is"/>${flow('is', 'in')}<userTask id="in"/>${undo('in')}</subProcess>${flow('a', 'back')}${back}`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await completeAll(story);
        expect(counted(story, id)).toBe('s 2, a 4, open 4, undo_in 4, is 5, in 7, back 10, after 12');
      },
    ));

  it('of a handler started by modification: it is an activity like any other', () =>
    withEngine(
      [
        model(
          `<startEvent id="s"/>${flow('s', 'a')}<userTask id="a"/>${undo('a')}${flow('a', 'after')}<userTask id="after"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await startInside(story, id, 'undo_a');
        await story.complete('undo_a');
        await story.complete('a');
        expect(counted(story, id)).toBe('s 2, a 4, undo_a 5, after 8');
      },
    ));

  it('of a cancelled transaction', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'deal')}<transaction id="deal"><startEvent id="is"/>${flow('is', 'a')}<userTask id="a"/>${undo('a')}${flow('a', 'no')}
          <endEvent id="no"><cancelEventDefinition/></endEvent></transaction><boundaryEvent id="off" attachedToRef="deal"><cancelEventDefinition/></boundaryEvent>${flow('off', 'after')}<userTask id="after"/>`),
      ],
      async (story) => {
        const id = await started(story);
        await completeAll(story);
        expect(counted(story, id)).toBe('s 2, deal 4, is 5, a 7, no 9, undo_a 10, off 13, after 15');
      },
    ));

  it('of a compensation event sub-process that throws on: what follows comes after all it led to', () =>
    withEngine(
      [
        model(`<startEvent id="s"/>${flow('s', 'a')}<subProcess id="a"><startEvent id="is"/>${flow('is', 'b')}
          <subProcess id="b"><startEvent id="bs"/>${flow('bs', 'in')}<userTask id="in"/>
            <subProcess id="inner" triggeredByEvent="true"><startEvent id="ins"><compensateEventDefinition/></startEvent>${flow('ins', 'w')}<userTask id="w"/>${flow('w', 'ine')}<endEvent id="ine"/></subProcess></subProcess>
          <subProcess id="outer" triggeredByEvent="true"><startEvent id="os"><compensateEventDefinition/></startEvent>${flow('os', 'on')}
            <intermediateThrowEvent id="on"><compensateEventDefinition/></intermediateThrowEvent>${flow('on', 'oe')}<endEvent id="oe"/></subProcess></subProcess>${flow('a', 'back')}${back}`),
      ],
      async (story) => {
        const id = await started(story);
        await completeAll(story);
        expect(counted(story, id)).toBe(
          's 2, a 4, outer 4, is 5, os 5, b 7, on 7, inner 7, bs 8, ins 8, in 10, w 10, ine 12, back 14, oe 15, after 18',
        );
      },
    ));
});
