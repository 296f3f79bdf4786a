import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const started = async ({ engine }: Story, ready: boolean): Promise<string> => {
  const { id } = await engine.runtime.startProcessInstance({
    processDefinitionKey: 'p',
    variables: { ready: { value: ready } },
  });
  return id;
};
const begun = async ({ engine }: Story, processInstanceId: string): Promise<string[]> =>
  (await engine.history.listActivityInstances({ processInstanceId })).map(({ activityId }) => activityId ?? '').sort();

/** A sub-process behind a task, which an event sub-process takes over (or joins) when `ready`. */
const scope = (isInterrupting: boolean): string =>
  model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="first"/><userTask id="first"/>
    <sequenceFlow id="f2" sourceRef="first" targetRef="sub"/>
    <subProcess id="sub">
      <startEvent id="is"/><sequenceFlow id="i1" sourceRef="is" targetRef="inside"/><userTask id="inside"/>
      <sequenceFlow id="i2" sourceRef="inside" targetRef="second"/><userTask id="second"/>
      <subProcess id="esp" triggeredByEvent="true">
        <startEvent id="es" isInterrupting="${isInterrupting}">
          <conditionalEventDefinition><condition>\${ready}</condition></conditionalEventDefinition>
        </startEvent>
        <sequenceFlow id="e1" sourceRef="es" targetRef="care"/><userTask id="care"/>
      </subProcess>
    </subProcess>`);

describe('a condition that already holds', () => {
  it('takes a sub-process over on entering: its own start event never begins', () =>
    withEngine([scope(true)], async (story) => {
      const id = await started(story, true);
      await story.complete('first');
      expect(await story.openTasks()).toEqual(['care']);
      expect(await begun(story, id)).toEqual(['care', 'es', 'esp', 'first', 's', 'sub']);
    }));

  it('runs beside the sub-process when it does not interrupt', () =>
    withEngine([scope(false)], async (story) => {
      await started(story, true);
      await story.complete('first');
      expect((await story.openTasks()).sort()).toEqual(['care', 'inside']);
    }));

  it('is not looked at when a modification starts something inside: the scope is only held open', () =>
    withEngine([scope(true)], async (story) => {
      const id = await started(story, true);
      await story.engine.runtime.modifyProcessInstance(id, {
        instructions: [{ type: 'startBeforeActivity', activityId: 'second' }],
      });
      expect((await story.openTasks()).sort()).toEqual(['first', 'second']);
      // The next change of a variable finds it.
      await story.engine.runtime.setVariable(id, 'ready', { value: true });
      expect((await story.openTasks()).sort()).toEqual(['care', 'first']);
    }));

  it.each([
    ['does', '${ready}', 'care'],
    ['does not', '${true}', 'work'],
  ])(
    'an instance started at chosen activities hears the variables it starts with, nothing else: it %s',
    (_, condition, task) =>
      withEngine(
        [
          model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="work"/><userTask id="work"/>
          <subProcess id="esp" triggeredByEvent="true">
            <startEvent id="es"><conditionalEventDefinition><condition>${condition}</condition></conditionalEventDefinition></startEvent>
            <sequenceFlow id="e1" sourceRef="es" targetRef="care"/><userTask id="care"/>
          </subProcess>`),
        ],
        async (story) => {
          await story.engine.runtime.startProcessInstance({
            processDefinitionKey: 'p',
            ...(condition === '${ready}' ? { variables: { ready: { value: true } } } : {}),
            startInstructions: [{ type: 'startBeforeActivity', activityId: 'work' }],
          });
          expect(await story.openTasks()).toEqual([task]);
        },
      ),
  );

  // Camunda keeps the events of a scope in a hash map: `bStart` comes before `cStart` and `aStart` in it.
  it.each([
    ['an interrupting one does not keep the next from starting', 'b', 'a', ['a', 'b']],
    ['an interrupting one ends what an earlier one started', 'c', 'b', ['c']],
  ])('is looked at although another held before: %s', (_, interrupting, beside, open) => {
    const handler = (id: string, isInterrupting: boolean): string => `<subProcess id="${id}Sub" triggeredByEvent="true">
        <startEvent id="${id}Start" isInterrupting="${isInterrupting}">
          <conditionalEventDefinition><condition>\${ready}</condition></conditionalEventDefinition>
        </startEvent>
        <sequenceFlow id="${id}Flow" sourceRef="${id}Start" targetRef="${id}"/><userTask id="${id}"/>
      </subProcess>`;
    return withEngine(
      [
        model(`<startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="work"/><userTask id="work"/>
          ${handler(interrupting, true)}${handler(beside, false)}`),
      ],
      async (story) => {
        await started(story, true);
        expect((await story.openTasks()).sort()).toEqual(open);
      },
    );
  });
});
