import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseBpmn } from '@anliu/engine-bpmn';
import { COVERAGE, coveragePage, titleOf } from './page.js';
import { model, withEngine } from '../index.js';

const engine = new URL('../../../', import.meta.url);
const contentOf = (row: (typeof COVERAGE)[number]): string => model(row.model);

/** Where an instance waits: ids of the activities and transitions at the leaves of its tree. */
interface Node {
  readonly activityId: string;
  readonly childActivityInstances: readonly Node[];
  readonly childTransitionInstances: readonly { readonly activityId: string }[];
}
const leavesOf = (node: Node): string[] => {
  const inside = [
    ...node.childActivityInstances.flatMap(leavesOf),
    ...node.childTransitionInstances.map(({ activityId }) => activityId),
  ];
  return inside.length > 0 ? inside : [node.activityId];
};

describe('the page of BPMN coverage holds:', () => {
  for (const row of COVERAGE) {
    it(titleOf(row), async () => {
      const { then } = row;
      if (typeof then === 'object' && 'refusal' in then) {
        const { problems } = parseBpmn(contentOf(row));
        expect(problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toContain(then.refusal);
        expect(problems[0]?.line).toBeGreaterThan(0);
        return;
      }
      await withEngine([contentOf(row)], async (story) => {
        const { id, ended } = await story.engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
        expect(ended).toBe(then === 'ended');
        if (then === 'ended') return;
        expect(leavesOf(await story.engine.runtime.getActivityInstances(id)).sort()).toEqual([...then].sort());
      });
    });
  }

  it('the tests it names exist', () => {
    for (const { also } of COVERAGE) {
      if (also) expect(fs.readFileSync(new URL(also[0], engine), 'utf8')).toContain(also[1]);
    }
  });

  it('it is written from the table as it is now (else: node tools/coverage-page.mjs)', () => {
    expect(fs.readFileSync(new URL('../docs/bpmn-coverage.md', engine), 'utf8')).toBe(coveragePage());
  });
});
