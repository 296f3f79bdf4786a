import { COVERAGE, titleOf } from './index.js';

/** The spec that runs every row of the table. */
const COVERAGE_SPEC = 'testkit/src/coverage/coverage.spec.ts';

/** The page `docs/bpmn-coverage.md`. */
export function coveragePage(): string {
  const lines = [
    '# BPMN coverage',
    '',
    'What the engine does with each element at each position. *supported*: as Camunda 7. *differs*: see the remark. *refused*: a',
    'deployment says so and where. Written from `engine/testkit/src/coverage`: every row is a model that',
    `\`engine/${COVERAGE_SPEC}\` deploys and starts; the last column names a further test. After a change: \`node tools/coverage-page.mjs\`.`,
    '',
  ];
  for (const group of [...new Set(COVERAGE.map((row) => row.group))]) {
    lines.push(`## ${group}`, '', '| element | position | status | remark | further test |', '|---|---|---|---|---|');
    for (const row of COVERAGE.filter((one) => one.group === group)) {
      const refusal = typeof row.then === 'object' && 'refusal' in row.then ? `\`${row.then.refusal}\`` : '';
      const remark = [refusal, row.remark ?? ''].filter((text) => text !== '').join(': ');
      const also = row.also ? `\`engine/${row.also[0]}\`: ${row.also[1].trim()}` : '';
      lines.push(`| ${row.element} | ${row.position} | ${row.status} | ${remark} | ${also} |`);
    }
    lines.push('');
  }
  return lines.join('\n');
}

export { COVERAGE, titleOf };
