import { flow, model, started, stateOf, treeOf, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

/** One version of the called process: its task says which. */
const called = (task: string, attributes = ''): string =>
  model(
    `<process id="q" isExecutable="true" ${attributes}><startEvent id="qs"/>${flow('qs', task)}<userTask id="${task}"/></process>`,
  );
const calling = (attributes: string, inside = ''): string =>
  model(`<startEvent id="s"/>${flow('s', 'call')}<callActivity id="call" ${attributes}>
    <extensionElements>${inside}</extensionElements></callActivity>${flow('call', 'after')}<userTask id="after"/>`);
const calledBy = async ({ engine }: Story, superProcessInstance: string) =>
  (await engine.runtime.listProcessInstances({ superProcessInstance }))[0]!;

describe('a call activity', () => {
  const versions = [called('one', 'camunda:versionTag="first"'), called('two'), called('three')];

  it.each([
    ['the newest version unless it says otherwise', 'calledElement="q"', 'three'],
    ['the newest version when it says so', 'calledElement="q" camunda:calledElementBinding="latest"', 'three'],
    [
      'a version by its number',
      'calledElement="q" camunda:calledElementBinding="version" camunda:calledElementVersion="2"',
      'two',
    ],
    [
      'a version by a computed number',
      'calledElement="q" camunda:calledElementBinding="version" camunda:calledElementVersion="${n}"',
      'one',
    ],
    [
      'a version by its tag',
      'calledElement="q" camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="first"',
      'one',
    ],
    ['a process by a computed key', 'calledElement="${which}"', 'three'],
  ])('calls %s', (_, attributes, expected) =>
    withEngine([...versions, calling(attributes)], async (story) => {
      await started(story, { n: 1, which: 'q' });
      expect(await story.openTasks()).toEqual([expected]);
    }),
  );

  it('calls the version that was deployed with it', () =>
    withEngine([], async (story) => {
      const together = (task: string) =>
        story.engine.repository.createDeployment({
          resources: [
            { name: 'q.bpmn', content: called(task) },
            { name: 'p.bpmn', content: calling('calledElement="q" camunda:calledElementBinding="deployment"') },
          ],
        });
      await together('old');
      await story.engine.repository.createDeployment({ resources: [{ name: 'q.bpmn', content: called('new') }] });
      await started(story);
      expect(await story.openTasks()).toEqual(['old']);
    }));

  it.each([
    ['a key nobody deployed', 'calledElement="none"', 'none'],
    [
      'a version that is not there',
      'calledElement="q" camunda:calledElementBinding="version" camunda:calledElementVersion="9"',
      'q',
    ],
    [
      'a tag that is not there',
      'calledElement="q" camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="x"',
      'q',
    ],
  ])('fails on %s, and nothing has started', (_, attributes, key) =>
    withEngine([...versions, calling(attributes)], async (story) => {
      await expect(started(story)).rejects.toThrow(`no processes deployed with key '${key}'`);
      expect(await story.engine.runtime.countProcessInstances()).toBe(0);
    }),
  );

  it('waits for the called instance, gives and takes values, and history leads from one to the other', () =>
    withEngine(
      [
        called('work'),
        calling(
          'calledElement="q"',
          '<camunda:in source="n" target="inner"/><camunda:in businessKey="${key}"/><camunda:out source="result" target="outer"/>',
        ),
      ],
      async (story) => {
        const id = await started(story, { n: 5, key: 'K-5', secret: 1 });
        expect(await treeOf(story, id)).toBe('(call)');
        const inner = await calledBy(story, id);
        expect(inner.businessKey).toBe('K-5');
        const values = await story.engine.runtime.getVariables(inner.id);
        expect(Object.keys(values)).toEqual(['inner']);
        expect(values['inner']?.value).toBe(5);
        const [activity] = await story.engine.history.listActivityInstances({ activityId: 'call' });
        expect(activity?.calledProcessInstanceId).toBe(inner.id);
        await story.complete('work', { result: 9, other: 1 });
        expect(await story.openTasks()).toEqual(['after']);
        const outer = await story.engine.runtime.getVariables(id);
        expect(outer['outer']?.value).toBe(9);
        expect(outer).not.toHaveProperty('other');
        expect(await stateOf(story, inner.id)).toBe('COMPLETED');
      },
    ));

  it('asks the code of the host what to pass when it names some', () => {
    const asked: string[] = [];
    return withEngine(
      [called('work'), calling('calledElement="q" camunda:variableMappingClass="mapper"')],
      async (story) => {
        await started(story);
        expect(asked).toEqual(['mapper']);
        expect(await story.openTasks()).toEqual(['work']);
      },
      { delegates: new Map([['mapper', ({ name }) => void asked.push(name)]]) },
    );
  });

  it('that is cancelled takes the called instance along', () =>
    withEngine([called('work'), calling('calledElement="q"')], async (story) => {
      const id = await started(story);
      const inner = await calledBy(story, id);
      await story.engine.runtime.modifyProcessInstance(id, {
        instructions: [
          { type: 'startBeforeActivity', activityId: 'after' },
          { type: 'cancel', activityId: 'call' },
        ],
      });
      expect(await story.openTasks()).toEqual(['after']);
      expect(await stateOf(story, inner.id)).toBe('EXTERNALLY_TERMINATED');
    }));
});
