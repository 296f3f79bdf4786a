import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';

const task = (attributes: string, inside = ''): string[] => [
  model(
    `<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="work"/><userTask id="work" ${attributes}>${inside}</userTask>`,
  ),
];
const started = ({ engine }: Story, variables: Record<string, unknown> = {}) =>
  engine.runtime.startProcessInstance({
    processDefinitionKey: 'p',
    variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
  });
const open = async ({ engine }: Story) => (await engine.tasks.list())[0]!;
const links = async (story: Story): Promise<string[]> => {
  const found = await story.engine.tasks.listIdentityLinks((await open(story)).id);
  return found.map(({ type, userId, groupId }) => `${type} ${userId ?? groupId}`).sort();
};
const at = (text: string | null): number => Date.parse(text ?? '');

describe('attributes of a user task', () => {
  it.each([
    ['a date', '2030-05-06T07:08:09Z', '2030-05-06T07:08:09Z'],
    ['a duration from now', 'P2DT1H', '2026-01-17T13:00:00Z'],
    ['an expression of a text', '${text}', '2030-05-06T00:00:00Z'],
    ['an expression of a date', '${dateTime().plusDays(1).toDate()}', '2026-01-16T12:00:00Z'],
  ])('due and follow-up date are %s', (_, given, expected) =>
    withEngine(task(`camunda:dueDate="${given}" camunda:followUpDate="${given}"`), async (story) => {
      await started(story, { text: '2030-05-06T00:00:00Z' });
      const { due, followUp } = await open(story);
      expect([at(due), at(followUp)]).toEqual([Date.parse(expected), Date.parse(expected)]);
    }),
  );

  it('a due date that is none fails the start, which leaves nothing', () =>
    withEngine(task('camunda:dueDate="${text}"'), async (story) => {
      await expect(started(story, { text: 'soon' })).rejects.toThrow('soon');
      expect(await story.engine.history.countProcessInstances()).toBe(0);
    }));

  it.each([
    ['7', 7],
    ['${2 + 3}', 5],
    ['${text}', 9],
    ['', 50],
  ])('priority "%s" is %d', (given, expected) =>
    withEngine(task(`camunda:priority="${given}"`), async (story) => {
      await started(story, { text: '9' });
      expect((await open(story)).priority).toBe(expected);
    }),
  );

  it('a priority that is no number fails', () =>
    withEngine(task('camunda:priority="${text}"'), async (story) => {
      await expect(started(story, { text: 'high' })).rejects.toThrow('Priority');
    }));

  it.each([
    ['names, split at commas', 'a, b', ['candidate a', 'candidate b']],
    ['an expression of a list', '${list}', ['candidate x', 'candidate y']],
    ['an expression of a text with commas', '${text}', ['candidate p', 'candidate q']],
    ['several expressions', '${one},${list}', ['candidate o', 'candidate x', 'candidate y']],
    ['a Json list', '${json}', ['candidate j', 'candidate k']],
  ])('candidates are %s', async (_, given, expected) => {
    const variables = { list: ['x', 'y'], text: 'p,q', one: 'o' };
    for (const attribute of ['candidateUsers', 'candidateGroups']) {
      await withEngine(task(`camunda:${attribute}="${given}"`), async (story) => {
        await story.engine.runtime.startProcessInstance({
          processDefinitionKey: 'p',
          variables: {
            ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
            json: { value: '["j","k"]', type: 'Json' },
          },
        });
        expect(await links(story)).toEqual(expected);
      });
    }
  });

  it('potential owners and human performer of BPMN count as candidates and assignee', () =>
    withEngine(
      task(
        '',
        `<potentialOwner><resourceAssignmentExpression><formalExpression>user(li), group(station), office</formalExpression></resourceAssignmentExpression></potentialOwner>
         <humanPerformer><resourceAssignmentExpression><formalExpression>\${who}</formalExpression></resourceAssignmentExpression></humanPerformer>`
          .split('<humanPerformer>')
          .reverse()
          .map((part, index) => (index === 0 ? `<humanPerformer>${part}` : part))
          .join(''),
      ),
      async (story) => {
        await started(story, { who: 'wang' });
        expect(await links(story)).toEqual(['assignee wang', 'candidate li', 'candidate office', 'candidate station']);
      },
    ));

  it('name and documentation are expressions too', () =>
    withEngine(task('name="Check ${what}"', '<documentation>Look at ${what}</documentation>'), async (story) => {
      await started(story, { what: 'pumps' });
      expect(await open(story)).toMatchObject({ name: 'Check pumps', description: 'Look at pumps' });
    }));

  it('a form key stands as it is written, or is computed', () =>
    withEngine(task('camunda:formKey="embedded:${which}.html"'), async (story) => {
      await started(story, { which: 'a' });
      expect((await open(story)).formKey).toBe('embedded:a.html');
      expect(await story.engine.tasks.getForm((await open(story)).id)).toMatchObject({ key: 'embedded:a.html' });
    }));

  it('a form reference names key, binding and version', () =>
    withEngine(
      task('camunda:formRef="${which}" camunda:formRefBinding="version" camunda:formRefVersion="${2}"'),
      async (story) => {
        await started(story, { which: 'a' });
        expect((await open(story)).formRef).toEqual({ key: 'a', binding: 'version', version: 2 });
      },
    ));

  it('what listeners change shows in the task and in its history', () =>
    withEngine(
      task(
        '',
        `<extensionElements><camunda:taskListener event="create" expression="\${task.setAssignee('wang')}"/>
         <camunda:taskListener event="create" expression="\${task.setName('by listener')}"/>
         <camunda:taskListener event="create" expression="\${task.setPriority(3)}"/>
         <camunda:taskListener event="assignment" expression="\${execution.setVariable('assigned', task.assignee)}"/></extensionElements>`,
      ),
      async (story) => {
        const { id } = await started(story);
        const shown = { assignee: 'wang', name: 'by listener', priority: 3 };
        expect(await open(story)).toMatchObject(shown);
        expect(await story.engine.history.listTasks()).toMatchObject([shown]);
        expect(await story.engine.history.listActivityInstances({ activityId: 'work' })).toMatchObject([
          { assignee: 'wang' },
        ]);
        expect((await story.engine.runtime.getVariable(id, 'assigned')).value).toBe('wang');
      },
    ));

  it('listeners run for create, assignment, update, complete and delete, in this order', () =>
    withEngine(
      task(
        'camunda:assignee="li"',
        `<extensionElements>${['create', 'assignment', 'update', 'complete', 'delete']
          .map(
            (event) =>
              `<camunda:taskListener event="${event}" expression="\${execution.setVariable('log', log.concat(' ').concat(task.eventName))}"/>`,
          )
          .join('')}</extensionElements>`,
      ),
      async (story) => {
        const log = async (): Promise<unknown> =>
          (await story.engine.history.listVariableInstances({ variableName: 'log' }))[0]?.value;
        const { id } = await started(story, { log: '' });
        expect(await log()).toBe(' create assignment');
        await story.engine.tasks.setAssignee((await open(story)).id, 'wang');
        expect(await log()).toBe(' create assignment update assignment');
        await story.complete('work');
        expect(await log()).toBe(' create assignment update assignment complete');
        await started(story, { log: '' });
        const second = (await story.engine.runtime.listProcessInstances()).find((one) => one.id !== id);
        await story.engine.runtime.deleteProcessInstance(second?.id ?? '');
        const logs = await story.engine.history.listVariableInstances({ variableName: 'log' });
        expect(logs.map(({ value }) => value)).toContain(' create assignment delete');
      },
    ));
});
