import { describe, expect, it } from 'vitest';
import { model } from '@anliu/engine-testkit';
import { boundary, end, line, migrating, start, sub, timer, userTask } from '../../test/migrating.js';
import type { Mapped, Migrating } from '../../test/migrating.js';

const TASK = line(start(), userTask('work'), end());

/** The plan is valid, the instance is not covered by it: nothing changes. */
async function refused(story: Migrating, id: string, mapped: readonly Mapped[]): Promise<unknown> {
  const { engine, plan, tree } = story;
  const migrationPlan = await plan(mapped);
  expect(await engine.migration.validate(migrationPlan)).toEqual({ instructionReports: [], variableReports: {} });
  const before = [
    await tree(id),
    await engine.tasks.list(),
    await engine.jobs.list(),
    await engine.history.listActivityInstances(),
  ];
  const error: unknown = await engine.migration.execute({ migrationPlan, processInstanceIds: [id] }).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(error).toMatchObject({ type: 'MigratingProcessInstanceValidationException', status: 400 });
  expect([
    await tree(id),
    await engine.tasks.list(),
    await engine.jobs.list(),
    await engine.history.listActivityInstances(),
  ]).toEqual(before);
  return (error as { validationReport: unknown }).validationReport;
}

describe('an instance is refused', () => {
  it('when an activity it is at is not mapped', () =>
    migrating(
      `${line(start(), '<parallelGateway id="fork"/>', userTask('a'))}
       <sequenceFlow id="second" sourceRef="fork" targetRef="b"/>${userTask('b')}`,
      TASK,
      async (story) => {
        const id = await story.start();
        const report = await refused(story, id, [['a', 'work']]);
        expect(report).toEqual({
          processInstanceId: id,
          failures: [],
          activityInstanceValidationReports: [
            {
              activityInstanceId: expect.stringMatching(/^b:/) as string,
              sourceScopeId: 'b',
              migrationInstruction: null,
              failures: ["There is no migration instruction for this instance's activity"],
            },
          ],
          transitionInstanceValidationReports: [],
        });
      },
    ));

  it('when a continuation is not mapped, or the target does not continue there', () =>
    migrating(
      line(start(), '<userTask id="a" camunda:asyncBefore="true"/>'),
      line(start(), userTask('a'), '<userTask id="b" camunda:asyncAfter="true"/>'),
      async (story) => {
        const id = await story.start();
        expect(await refused(story, id, [])).toMatchObject({
          transitionInstanceValidationReports: [
            {
              sourceScopeId: 'a',
              migrationInstruction: null,
              failures: ["There is no migration instruction for this instance's activity"],
            },
          ],
        });
        expect(await refused(story, id, [['a']])).toMatchObject({
          activityInstanceValidationReports: [],
          transitionInstanceValidationReports: [
            {
              transitionInstanceId: id,
              migrationInstruction: { sourceActivityIds: ['a'], targetActivityIds: ['a'], updateEventTrigger: false },
              failures: ['The target activity is not asyncBefore'],
            },
          ],
        });
      },
    ));

  it('when it has left an activity by a flow that the target does not have', () => {
    const fork = (
      flows: readonly (readonly [string, string])[],
    ) => `${line(start(), '<userTask id="work" camunda:asyncAfter="true"/>')}
      ${flows.map(([id, to]) => `<sequenceFlow id="${id}" sourceRef="work" targetRef="${to}"/>${userTask(to)}`).join('')}`;
    return migrating(
      fork([['x', 'a']]),
      fork([
        ['y', 'b'],
        ['z', 'c'],
      ]),
      async (story) => {
        const id = await story.start();
        await story.complete('work');
        expect(await refused(story, id, [['work']])).toMatchObject({
          transitionInstanceValidationReports: [{ failures: [expect.stringMatching(/none of the target/) as string] }],
        });
      },
    );
  });

  it('when it would start inside a sub-process', () => {
    const async = (id: string) => `<startEvent id="${id}" camunda:asyncBefore="true"/>`;
    return migrating(
      line(async('start'), userTask('work')),
      line(start('s'), sub('sub', line(async('start'), userTask('work'))), end()),
      async (story) => {
        const id = await story.start();
        expect(await refused(story, id, [['start']])).toMatchObject({
          transitionInstanceValidationReports: [
            { failures: [expect.stringMatching(/level of the process/) as string] },
          ],
        });
      },
    );
  });

  it('when a running activity is of a type that cannot be moved', () => {
    const throwing = line(
      start(),
      '<serviceTask id="done" camunda:expression="${1}"/>',
      '<intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>',
      end(),
    );
    const model = `${throwing}<boundaryEvent id="c" attachedToRef="done"><compensateEventDefinition/></boundaryEvent>
      <userTask id="handler" isForCompensation="true"/><association id="as" sourceRef="c" targetRef="handler"/>`;
    return migrating(model, model, async (story) => {
      const id = await story.start();
      expect(await story.openTasks()).toEqual(['handler']);
      const report = await refused(story, id, [['undo'], ['handler'], ['c']]);
      expect(JSON.stringify(report)).toMatch(/cannot be migrated/);
    });
  });

  it('when a variable of a lost scope would overwrite the one beside it', () =>
    migrating(
      `${start()}<sequenceFlow id="f0" sourceRef="start" targetRef="fork"/><parallelGateway id="fork"/>
       <sequenceFlow id="f1" sourceRef="fork" targetRef="work"/>${userTask('work')}${boundary('late', 'work', timer('PT1H'))}
       <sequenceFlow id="f2" sourceRef="fork" targetRef="other"/>${userTask('other')}`,
      line(start(), userTask('work'), userTask('other')),
      async (story) => {
        const { engine } = story;
        const id = await story.start();
        const [task] = await engine.tasks.list({ taskDefinitionKey: 'work' });
        const scopeId = task?.executionId ?? '';
        const parentId = engine.core.state.store.get('execution', scopeId)?.ownerId ?? '';
        await engine.runtime.setVariable(scopeId, 'note', { value: 1 }, { local: true });
        await engine.runtime.setVariable(parentId, 'note', { value: 2 }, { local: true });
        expect(await refused(story, id, [['work'], ['other']])).toMatchObject({
          activityInstanceValidationReports: [
            { sourceScopeId: 'work', failures: [expect.stringMatching(/'note'/) as string] },
          ],
        });
      },
    ));
});

describe('an execution is refused', () => {
  it('without any instance', () =>
    migrating(TASK, TASK, async ({ engine, plan }) => {
      const migrationPlan = await plan();
      await expect(engine.migration.execute({ migrationPlan })).rejects.toMatchObject({ status: 400 });
    }));

  it('for an instance that does not exist or belongs to another definition; the others stay where they are', () =>
    migrating(TASK, TASK, async ({ engine, plan, start: begin }) => {
      const migrationPlan = await plan();
      const good = await begin();
      const { id: other } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'target' });
      for (const bad of ['x', other]) {
        await expect(
          engine.migration.execute({ migrationPlan, processInstanceIds: [good, bad] }),
        ).rejects.toMatchObject({
          type: 'ProcessEngineException',
          status: 500,
        });
        expect(await engine.runtime.getProcessInstance(good)).toMatchObject({ definitionKey: 'source' });
      }
    }));

  it('between tenants', () =>
    migrating(TASK, TASK, async ({ engine, start: begin, sourceId, targetId, plan }) => {
      const id = await begin();
      const deploy = async (tenantId: string): Promise<string> => {
        const resources = [{ name: 'of.bpmn', content: model(TASK, `of_${tenantId}`) }];
        await engine.repository.createDeployment({ resources, tenantId });
        return (await engine.repository.listProcessDefinitions({ key: `of_${tenantId}` }))[0]?.id ?? '';
      };
      const [one, two] = [await deploy('one'), await deploy('two')];
      const between = (sourceProcessDefinitionId: string, targetProcessDefinitionId: string) =>
        engine.migration.generate({ sourceProcessDefinitionId, targetProcessDefinitionId });
      await expect(between(one, two)).rejects.toThrow(/different tenants/);
      expect((await between(one, targetId)).instructions).toHaveLength(1);
      const migrationPlan = { ...(await plan()), sourceProcessDefinitionId: sourceId, targetProcessDefinitionId: one };
      await expect(engine.migration.execute({ migrationPlan, processInstanceIds: [id] })).rejects.toThrow(
        /another tenant/,
      );
      expect(await engine.runtime.getProcessInstance(id)).toMatchObject({ definitionKey: 'source' });
    }));

  it('never moves an instance twice that is named and found', () =>
    migrating(TASK, TASK, async ({ engine, plan, start: begin }) => {
      const id = await begin();
      await begin();
      await engine.migration.execute({
        migrationPlan: await plan(),
        processInstanceIds: [id],
        processInstanceQuery: { processDefinitionKey: 'source' },
      });
      expect(await engine.runtime.countProcessInstances({ processDefinitionKey: 'target' })).toBe(2);
    }));
});
