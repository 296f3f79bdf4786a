import { describe, expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';

const mapped = (parameter: string): string =>
  model(`<startEvent id="s" camunda:initiator="who"/><sequenceFlow id="f1" sourceRef="s" targetRef="work"/>
  <userTask id="work"><extensionElements><camunda:inputOutput><camunda:inputParameter name="v">${parameter}
  </camunda:inputParameter></camunda:inputOutput></extensionElements></userTask>`);

const MAP =
  '<camunda:map><camunda:entry key="${key}">${1+1}</camunda:entry><camunda:entry key="a">x</camunda:entry></camunda:map>';

/** What Java writes for a TreeMap of "a" to "x" and "b" to the Long 2. */
const JAVA =
  'rO0ABXNyABFqYXZhLnV0aWwuVHJlZU1hcAzB9j4tJWrmAwABTAAKY29tcGFyYXRvcnQAFkxqYXZhL3V0aWwvQ29tcGFyYXRvcjt4cHB3BAAAAAJ0AAFhdAABeHQAAWJz' +
  'cgAOamF2YS5sYW5nLkxvbmc7i+SQzI8j3wIAAUoABXZhbHVleHIAEGphdmEubGFuZy5OdW1iZXKGrJUdC5TgiwIAAHhwAAAAAAAAAAJ4';

describe('a map of an input parameter', () => {
  const start = { processDefinitionKey: 'p', variables: { key: { value: 'b' } } };

  it('computes its keys and reads as JSON', () =>
    withEngine([mapped(MAP)], async ({ engine }) => {
      await engine.runtime.startProcessInstance(start);
      const [task] = await engine.tasks.list();
      const variable = await engine.runtime.getVariable(task?.executionId ?? '', 'v', { deserializeValues: true });
      expect(variable.value).toEqual({ a: 'x', b: 2 });
    }));

  it('is a Java map to who asks for the serialized value', () =>
    withEngine([mapped(MAP)], async ({ engine }) => {
      await engine.runtime.startProcessInstance(start);
      const [variable] = await engine.runtime.listVariableInstances({ variableName: 'v' });
      expect(variable?.value).toBe(JAVA);
    }));
});

describe('the initiator variable', () => {
  it('gives way to a start variable of its name', () =>
    withEngine([mapped('x')], async ({ engine }) => {
      const { id } = await engine.runtime.startProcessInstance({
        processDefinitionKey: 'p',
        variables: { who: { value: 'li' } },
      });
      expect(await engine.runtime.getVariable(id, 'who')).toMatchObject({ value: 'li' });
    }));
});
