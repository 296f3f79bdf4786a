// Stands in for vitest while mutants are tried: the same specs, registered once and run again and again in one process,
// with vitest's own `expect`. A spec that needs more of vitest than this says so when it is loaded.
import * as chai from 'chai';
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  customMatchers,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
  getState,
  GLOBAL_EXPECT,
} from '@vitest/expect';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = (value, message) => {
  setState({ assertionCalls: (getState(expect).assertionCalls ?? 0) + 1 }, expect);
  return chai.expect(value, message);
};
Object.assign(expect, chai.expect);
Object.assign(expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect, writable: true, configurable: true });
setState({ assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null }, expect);
expect.extend = (matchers) => chai.expect.extend(expect, matchers);
expect.extend(customMatchers);

/** @type {{ file: string, name: string, run: () => unknown, hooks: object[] }[]} */
export const tests = [];
let file = '';
let suites = [];

export const beginFile = (name) => {
  file = name;
  suites = [{ name: '', before: [], after: [] }];
};

export function describe(name, body) {
  suites.push({ name, before: [], after: [] });
  body();
  suites.pop();
}
const add = (name, run) => {
  const path = [...suites];
  tests.push({ file, name: [...path.map((suite) => suite.name), name].filter(Boolean).join(' > '), run, suites: path });
};
export const it = (name, run) => add(name, run);
export const test = it;
const each = (register) => (cases) => (name, run) =>
  cases.forEach((one, index) => {
    const values = Array.isArray(one) ? one : [one];
    register(`${name} #${index}`, () => run(...values));
  });
it.each = each(it);
describe.each = each(describe);
export const beforeEach = (run) => suites.at(-1).before.push(run);
export const afterEach = (run) => suites.at(-1).after.push(run);

/** Runs one test. Rejects when it fails. */
export async function runTest({ suites: path, run }) {
  for (const { before } of path) for (const hook of before) await hook();
  try {
    await run();
  } finally {
    for (const { after } of [...path].reverse()) for (const hook of after) await hook();
  }
}
