import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSIGN_KINDS, assignRule, formatAssign, parseAssign } from './assign.js';
import { ConventionError } from './convention-error.js';

const named = fc
  .stringMatching(/^[\p{L}_][\p{L}\p{N}_:-]{0,12}$/u)
  .filter((value) => value.trim() === value && value !== '');
const rule = fc.tuple(fc.constantFrom(...ASSIGN_KINDS), named).map(([kind, value]) => assignRule(kind, value));

describe('who does a step', () => {
  it('reads back every rule that can be written', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 5 }), (rules) => {
        expect(parseAssign(formatAssign(rules))).toEqual(rules);
      }),
    );
  });

  it('keeps rules in the order they are tried', () => {
    expect(parseAssign('field:officers|performer:record | enterprise:ent-safety|post:post-site|starter')).toEqual([
      { kind: 'field', field: 'officers' },
      { kind: 'performer', step: 'record' },
      { kind: 'enterprise', post: 'ent-safety' },
      { kind: 'post', post: 'post-site' },
      { kind: 'starter' },
    ]);
  });

  it.each([
    ['boss:x', 'boss:x', 0],
    ['post:', 'post:', 0],
    ['chief', 'chief', 0],
    ['starter| boss:x', 'boss:x', 9],
    ['', '', 0],
  ])('refuses %j with the part and its place, never taking it for a post', (text, part, at) => {
    const error = refusal(() => parseAssign(text));
    expect(error).toMatchObject({ code: 'ASSIGN_RULE', part, at });
    expect(error.message).toContain(`“${part}”无法识别，应为 starter、post:岗位`);
    expect(error.english).toContain('write starter, post:<post>');
  });

  it('refuses to write a rule that names nobody, or whose name would be read as two rules', () => {
    expect(() => formatAssign([{ kind: 'post', post: '' }])).toThrow(ConventionError);
    expect(() => formatAssign([{ kind: 'field', field: 'a|starter' }])).toThrow(ConventionError);
    expect(() => formatAssign([])).toThrow(ConventionError);
  });
});

function refusal(run: () => unknown): ConventionError {
  try {
    run();
  } catch (error) {
    if (error instanceof ConventionError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}
