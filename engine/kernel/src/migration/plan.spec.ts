import { describe, expect, it } from 'vitest';
import type { MigrationPlanDto } from '@anliu/engine-protocol';
import { boundary, end, line, migrating, start, sub, timer, userTask } from '../../test/migrating.js';
import type { Mapped } from '../../test/migrating.js';

/** `source`, `source>target` or `source!` (with a new trigger). */
const written = ({ instructions }: MigrationPlanDto): string =>
  instructions
    .map(({ sourceActivityIds: [from], targetActivityIds: [to], updateEventTrigger }) => {
      const name = from === to ? from : `${from}>${to}`;
      return `${name}${updateEventTrigger ? '!' : ''}`;
    })
    .sort()
    .join(' ');

const generates = (source: string, target: string, expected: string) =>
  migrating(source, target, async ({ plan }) => {
    expect(written(await plan())).toBe(expected);
  });

/** The failures of the only instruction that is refused. */
const refuses = (source: string, target: string, mapped: readonly Mapped[], ...failures: readonly RegExp[]) =>
  migrating(source, target, async ({ engine, plan, start: begin, tree }) => {
    const made = await plan(mapped);
    const { instructionReports, variableReports } = await engine.migration.validate(made);
    expect(variableReports).toEqual({});
    expect(instructionReports).toHaveLength(1);
    expect(instructionReports[0]?.failures).toHaveLength(failures.length);
    failures.forEach((failure, index) => expect(instructionReports[0]?.failures[index]).toMatch(failure));
    const id = await begin();
    const before = await tree(id);
    await expect(engine.migration.execute({ migrationPlan: made, processInstanceIds: [id] })).rejects.toMatchObject({
      type: 'MigrationPlanValidationException',
      status: 400,
      validationReport: { instructionReports },
    });
    expect(await tree(id)).toBe(before);
    expect(await engine.runtime.listProcessInstances()).toMatchObject([{ definitionKey: 'source' }]);
  });

const TASK = line(start(), userTask('work'), end());
const NESTED = line(start(), sub('sub', line(start('s'), userTask('work'), end('e'))), end());
const condition = '<conditionalEventDefinition><condition>${a}</condition></conditionalEventDefinition>';
const many = (kind = '') =>
  line(
    start(),
    userTask(
      'work',
      `<multiInstanceLoopCharacteristics ${kind}><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`,
    ),
    end(),
  );

describe('a generated plan', () => {
  it('maps activities of equal id and type that can be moved', () =>
    generates(
      line(
        start(),
        userTask('a'),
        '<scriptTask id="s" scriptFormat="juel"><script>${1}</script></scriptTask>',
        userTask('b'),
      ),
      line(
        start(),
        userTask('a'),
        '<scriptTask id="s" scriptFormat="juel"><script>${1}</script></scriptTask>',
        '<receiveTask id="b"/>',
      ),
      'a',
    ));

  it('maps what is asynchronous, whatever its type', () => {
    const async = line(
      start(),
      '<scriptTask id="s" camunda:asyncBefore="true" scriptFormat="juel"><script>${1}</script></scriptTask>',
    );
    return generates(async, async, 's');
  });

  it('maps what is inside mapped scopes only', () =>
    generates(NESTED, TASK, '').then(() => generates(NESTED, NESTED, 'sub work')));

  it('maps boundary events of mapped activities, conditional ones with a new trigger', () => {
    const model = TASK + boundary('late', 'work', timer('PT1H')) + boundary('true', 'work', condition);
    return generates(model, model, 'after_late after_true late true! work');
  });

  it('leaves out error boundary events and events of another type', () => {
    const failing =
      TASK + boundary('fail', 'work', '<errorEventDefinition/>') + boundary('event', 'work', timer('PT1H'));
    const other = TASK + boundary('fail', 'work', '<errorEventDefinition/>') + boundary('event', 'work', condition);
    return generates(failing, other, 'after_event after_fail work');
  });

  it('maps event sub-processes with their start events', () => {
    const model = `${TASK}<subProcess id="handler" triggeredByEvent="true">
      ${line(`<startEvent id="trigger">${timer('PT1H')}</startEvent>`, userTask('handle'))}</subProcess>`;
    return generates(model, model, 'handle handler trigger work');
  });

  it('maps multi-instance bodies with their inner activity, of the same order only', () =>
    generates(many(), many(), 'work work#multiInstanceBody').then(() =>
      generates(many(), many('isSequential="true"'), ''),
    ));

  it('asks for new triggers of everything that waits for an event when told so', () => {
    const model = TASK + boundary('late', 'work', timer('PT1H'));
    return migrating(model, model, async ({ engine, sourceId, targetId }) => {
      const ids = { sourceProcessDefinitionId: sourceId, targetProcessDefinitionId: targetId };
      const plan = await engine.migration.generate({
        ...ids,
        updateEventTriggers: true,
        variables: { a: { value: 1 } },
      });
      expect(written(plan)).toBe('after_late late! work');
      expect(plan.variables).toEqual({ a: { value: 1 } });
      expect(await engine.migration.validate(plan)).toEqual({ instructionReports: [], variableReports: {} });
    });
  });
});

describe('a plan is refused', () => {
  it('when an activity does not exist', () =>
    refuses(
      TASK,
      TASK,
      [['none', 'nowhere']],
      /Source activity 'none' does not exist/,
      /Target activity 'nowhere' does not exist/,
    ));

  it('when types differ', () =>
    refuses(
      TASK,
      line(start(), '<receiveTask id="work"/>'),
      [['work']],
      /UserTaskActivityBehavior .* ReceiveTaskActivityBehavior/,
    ));

  it('when the types of events differ', () =>
    refuses(
      TASK + boundary('event', 'work', timer('PT1H')),
      TASK + boundary('event', 'work', '<errorEventDefinition/>'),
      [['work'], ['event']],
      /boundaryTimer .* boundaryError/,
    ));

  it('when the activity a boundary event is on is not mapped, or moves elsewhere', () =>
    refuses(
      TASK + boundary('late', 'work', timer('PT1H')),
      TASK + boundary('late', 'work', timer('PT1H')),
      [['late']],
      /'work'/,
    ));

  it('when an activity does not lie in the scope its own scope is mapped to', () =>
    refuses(
      NESTED,
      line(start(), sub('sub', line(start('s'), userTask('other'), end('e'))), userTask('work'), end()),
      [['sub'], ['work']],
      /'sub' is mapped to 'sub', which does not contain target activity 'work'/,
    ));

  it('when a trigger is to be updated that does not exist', () =>
    refuses(TASK, TASK, [['work', 'work', 'update']], /cannot be updated/));

  it('when a conditional event keeps its trigger', () =>
    refuses(
      TASK + boundary('true', 'work', condition),
      TASK + boundary('true', 'work', condition),
      [['work'], ['true']],
      /updateEventTrigger/,
    ));

  it('when a multi-instance body is added', () =>
    refuses(TASK, many(), [['work']], /'work' lies in multi-instance body 'work#multiInstanceBody'/));

  it('when only the body of a multi-instance activity is mapped', () =>
    refuses(many(), many(), [['work#multiInstanceBody']], /must be mapped too/, /cannot be left out/));

  it('when a gateway has fewer incoming flows, or two gateways become one', async () => {
    const join = (ids: readonly string[]) => `${line(start(), '<parallelGateway id="fork"/>')}
      ${ids.map((id) => `<sequenceFlow id="f${id}" sourceRef="fork" targetRef="${id}"/>${userTask(id)}<sequenceFlow id="t${id}" sourceRef="${id}" targetRef="join"/>`).join('')}
      <parallelGateway id="join"/><sequenceFlow id="last" sourceRef="join" targetRef="end"/>${end()}`;
    await refuses(join(['a', 'b', 'c']), join(['a', 'b']), [['join']], /at least as many incoming/);
    await migrating(join(['a', 'b']), join(['a', 'b']), async ({ engine, plan }) => {
      const report = await engine.migration.validate(await plan([['join'], ['fork', 'join']]));
      expect(report.instructionReports.map(({ failures }) => failures)).toEqual([
        ["Only one gateway can be mapped to gateway 'join'"],
        ["Only one gateway can be mapped to gateway 'join'"],
      ]);
    });
  });

  it('when the scope of a gateway is not mapped', () => {
    const inside = line(start('s'), '<parallelGateway id="join"/>', userTask('work'));
    return refuses(
      line(start(), sub('sub', inside), end()),
      line(start(), '<parallelGateway id="join"/>'),
      [['join']],
      /'sub'/,
    );
  });

  it('when one source is mapped twice', () =>
    migrating(
      line(start(), userTask('work'), userTask('b')),
      line(start(), userTask('work'), userTask('b')),
      async (story) => {
        const { engine, plan } = story;
        const report = await engine.migration.validate(await plan([['work'], ['work', 'b']]));
        expect(report.instructionReports).toHaveLength(2);
        for (const { failures } of report.instructionReports)
          expect(failures).toEqual([expect.stringMatching(/'work' is mapped more than once/)]);
      },
    ));

  it('when a variable is a serialised Java object', () =>
    migrating(TASK, TASK, async ({ engine, plan }) => {
      const variables = {
        blob: {
          value: 'rO0',
          type: 'Object',
          valueInfo: { serializationDataFormat: 'application/x-java-serialized-object' },
        },
      };
      const report = await engine.migration.validate({ ...(await plan()), variables });
      expect(report.instructionReports).toEqual([]);
      expect(Object.keys(report.variableReports)).toEqual(['blob']);
      expect(report.variableReports['blob']?.failures).toHaveLength(1);
    }));

  it('when a definition is not deployed', () =>
    migrating(TASK, TASK, async ({ engine, sourceId, targetId }) => {
      const refused = { type: 'InvalidRequestException', status: 400 };
      const both = { sourceProcessDefinitionId: sourceId, targetProcessDefinitionId: targetId };
      await expect(engine.migration.generate({ ...both, sourceProcessDefinitionId: 'x' })).rejects.toMatchObject(
        refused,
      );
      await expect(
        engine.migration.validate({ ...both, targetProcessDefinitionId: 'x', instructions: [] }),
      ).rejects.toMatchObject(refused);
    }));
});
