import { expect, it } from 'vitest';
import { model, withEngine } from '@anliu/engine-testkit';
import { tracing } from './trace.js';

const LINE = model(`
  <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
  <userTask id="work"/><sequenceFlow id="f2" sourceRef="work" targetRef="end"/><endEvent id="end"/>`);

it('ANLIU_TRACE=kernel names every step of the agenda before it runs', async () => {
  const lines: string[] = [];
  const trace = tracing({ ANLIU_TRACE: 'rest, kernel' }, (line) => lines.push(line));

  await withEngine(
    [LINE],
    async ({ engine, complete }) => {
      const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
      await complete('work');

      const activities = lines.map((line) => line.split(' ')[3]);
      expect([...new Set(activities)]).toEqual(['start', 'work', 'end', '-']);
      expect(lines.every((line) => line.startsWith('kernel ') && line.endsWith(` in ${id}`))).toBe(true);
    },
    trace ? { trace } : {},
  );
});

it('is silent unless it is asked', () => {
  expect(tracing({})).toBeUndefined();
  expect(tracing({ ANLIU_TRACE: 'rest' })).toBeUndefined();
});
