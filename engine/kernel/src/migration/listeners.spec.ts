import { describe, expect, it } from 'vitest';
import { end, line, migrating, start, sub, userTask } from '../../test/migrating.js';

const PLAIN = line(start(), userTask('work'), end());
const count = (name: string) => `\${execution.setVariable('${name}', true)}`;
const noisy = line(
  start(),
  sub(
    'sub',
    `<extensionElements>
       <camunda:executionListener event="start" expression="${count('started')}"/>
       <camunda:executionListener event="end" expression="${count('ended')}"/>
       <camunda:inputOutput>
         <camunda:inputParameter name="given">in</camunda:inputParameter>
         <camunda:outputParameter name="result">out</camunda:outputParameter>
       </camunda:inputOutput>
     </extensionElements>${line(start('s'), userTask('work'), end('e'))}`,
  ),
  end(),
);

describe('a scope that is added', () => {
  it('runs its start listeners and input mappings', () =>
    migrating(PLAIN, noisy, async ({ engine, start: begin, migrate }) => {
      const id = await begin();
      await migrate(id, [['work']]);
      const names = (await engine.runtime.listVariableInstances()).map(({ name }) => name).sort();
      expect(names).toEqual(['given', 'started']);
    }));

  it('runs neither when they are skipped', () =>
    migrating(PLAIN, noisy, async ({ engine, start: begin, migrate }) => {
      const id = await begin();
      await migrate(id, [['work']], { skipCustomListeners: true, skipIoMappings: true });
      expect(await engine.runtime.countVariableInstances()).toBe(0);
    }));
});

describe('a scope that is removed', () => {
  it('runs its end listeners and output mappings', () =>
    migrating(noisy, PLAIN, async ({ engine, start: begin, migrate }) => {
      const id = await begin();
      await migrate(id, [['work']]);
      expect(await engine.runtime.getVariable(id, 'ended')).toMatchObject({ value: true });
      expect(await engine.runtime.getVariable(id, 'result')).toMatchObject({ value: 'out' });
    }));

  it('runs neither when they are skipped', () =>
    migrating(noisy, PLAIN, async ({ engine, start: begin, migrate }) => {
      const id = await begin();
      await migrate(id, [['work']], { skipCustomListeners: true, skipIoMappings: true });
      const names = (await engine.runtime.listVariableInstances()).map(({ name }) => name);
      expect(names).toEqual(['started']);
    }));
});

describe('variables of a plan', () => {
  const watching = `${PLAIN}<subProcess id="handler" triggeredByEvent="true">${line(
    '<startEvent id="trigger"><conditionalEventDefinition><condition>${late}</condition></conditionalEventDefinition></startEvent>',
    userTask('handle'),
    end('done'),
  )}</subProcess>`;

  it('are set on the instance when it has moved, where conditions see them', () =>
    migrating(PLAIN, watching, async ({ engine, start: begin, migrate, openTasks }) => {
      const id = await begin();
      await migrate(id, [['work']], { variables: { late: { value: true }, note: { value: 'x', type: 'String' } } });
      expect(await engine.runtime.getVariable(id, 'note')).toMatchObject({ type: 'String', value: 'x' });
      expect(await openTasks()).toEqual(['handle']);
    }));

  it('set listeners in motion although those of scopes that are added are skipped', () => {
    const loud = watching.replace(
      '<userTask id="handle">',
      `<userTask id="handle"><extensionElements><camunda:executionListener event="start" expression="${count('heard')}"/></extensionElements>`,
    );
    return migrating(PLAIN, loud, async ({ engine, start: begin, migrate }) => {
      const id = await begin();
      await migrate(id, [['work']], { skipCustomListeners: true, variables: { late: { value: true } } });
      expect(await engine.runtime.getVariable(id, 'heard')).toMatchObject({ value: true });
    });
  });
});
