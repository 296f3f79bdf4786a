import { describe, expect, it } from 'vitest';
import { context, deps, inspection } from '../../test/forms.js';
import { compileForm, costlyExpressions, parseFormDefinition, type FormDefinition } from '../index.js';

const withCheck = (assert: string): FormDefinition => {
  const definition = parseFormDefinition(inspection, 'test');
  const [check] = definition.checks ?? [];
  if (!check) throw new Error('no check');
  const { f_items: items } = definition.fields;
  if (items?.type !== 'table') throw new Error('no table');
  return {
    ...definition,
    fields: { ...definition.fields, f_items: { ...items, maxRows: 200 } },
    checks: [{ ...check, assert, message: '执法人员不得重复' }],
  };
};
const CONSTANT = 'count(for a in 1..1000, b in 1..1000 return a) > 0';
const ROWS = 'count(for a in items, b in items, c in items return 1) >= 0';
const CHEAP = 'count(distinct values(for o in officers return o.id)) >= 2';

describe('what the expressions of a form cost', () => {
  it.each([CONSTANT, ROWS])('is too much, and named by the check, before publishing: %s', (assert) => {
    expect(costlyExpressions(withCheck(assert))).toEqual([{ path: 'checks.0.assert', title: '执法人员不得重复' }]);
  });

  it('is nothing for what packs say', () => {
    expect(costlyExpressions(withCheck(CHEAP))).toEqual([]);
    expect(costlyExpressions(parseFormDefinition(inspection, 'test'))).toEqual([]);
  });

  it('is said to whoever submits, with the name of the check, when it was published before', () => {
    const definition = withCheck(CONSTANT);
    const officers = ['甲', '乙'].map((name) => ({ id: name, name }));
    const errors = compileForm(definition, 'record', deps).validate({ officers }, {}, context);
    const error = errors.find(({ code }) => code === 'CHECK_TOO_COSTLY');
    expect(error?.message).toContain('校验“执法人员不得重复”计算量过大，没有得出结果，不是您填写有误');
  }, 20_000);
});
