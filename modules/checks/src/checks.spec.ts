import { describe, expect, it } from 'vitest';
import type { CaseCheck, CheckInput } from '@anliu/cases';
import { LEGACY_CHECKS } from './legacy.js';
import { LIBRARY } from './library.js';

const named = (id: string) => ({ id, name: id });
const input = (more: Partial<CheckInput>): CheckInput => ({
  record: undefined,
  parent: undefined,
  data: {},
  step: 'anything',
  outcome: undefined,
  principal: {
    kind: 'person',
    person: { id: 'a', name: '王执', login: 'a' },
    acting: {
      id: 'x',
      post: 'any',
      title: '任意岗位',
      organization: { id: 'o', name: '某队', kind: 'brigade', region: '110101' },
    },
    posts: [],
    sessionId: 's',
  },
  now: new Date('2026-11-24T01:00:00Z'),
  param: {},
  documents: {},
  ...more,
});
const check = (name: string): CaseCheck => {
  const found = { ...LIBRARY, ...LEGACY_CHECKS }[name];
  if (!found) throw new Error(`no check ${name}`);
  return found;
};
const parent = (data: Record<string, unknown>): CheckInput['parent'] => ({ data }) as unknown as CheckInput['parent'];

/** As the answer has it. */
const told = (refused: unknown): unknown => JSON.parse(JSON.stringify(refused));

describe('people.named', () => {
  const settings = { field: 'investigators', minimum: 3, title: '调查组成员' };
  const run = (ids: string[]) => check('people.named')(input({ data: { investigators: ids.map(named) } }), settings);

  it('accepts the number the pack asks for, in the field the pack names, with the submitter among them', () => {
    expect(run(['a', 'b', 'c'])).toEqual([]);
  });

  it('refuses one person named twice and one too few, in the words of the pack', () => {
    const message = '调查组成员不得少于3人且须是不同的人，请另选一名调查组成员。';
    const refused = [{ path: 'investigators', code: 'SAME_OFFICER', message }];
    expect(told(run(['a', 'b', 'b']))).toEqual(refused);
    expect(told(run(['a', 'b']))).toEqual(refused);
  });

  it('refuses a submission by somebody who is not named', () => {
    expect(run(['b', 'c', 'd'])).toMatchObject([{ path: 'investigators', code: 'OFFICER_NOT_NAMED' }]);
  });
});

describe('document.issued', () => {
  const settings = { document: 'D-7', message: '办件{no}还没有 D-7。' };
  const record = { no: '110101202611240001' } as unknown as CheckInput['record'];

  it('refuses before the document, with the number of the case, and accepts after it', () => {
    const run = (documents: Record<string, string>) => check('document.issued')(input({ record, documents }), settings);
    expect(() => run({})).toThrow('办件110101202611240001还没有 D-7。');
    expect(run({ 'D-7': '〔2026〕1号' })).toEqual([]);
  });
});

describe('date.not-past', () => {
  const settings = { field: 'valid_until', of: 'parent', message: '已于{date}届满。' };
  const run = (value: unknown) => check('date.not-past')(input({ parent: parent({ valid_until: value }) }), settings);

  it('accepts that very day here, however it is spelled, and refuses the day after', () => {
    expect(run('2026-11-24')).toEqual([]);
    expect(run('2026-11-23T16:30:00Z')).toEqual([]);
    expect(() => run('2026-11-23')).toThrow('已于2026-11-23届满。');
    expect(run(undefined)).toEqual([]);
  });

  it('may look at the case itself', () => {
    expect(() =>
      check('date.not-past')(input({ data: { end: '2026-11-01' } }), { ...settings, field: 'end', of: 'self' }),
    ).toThrow();
  });
});

describe('a check', () => {
  it('with wrong or no settings refuses the step and names them; it is never skipped', () => {
    expect(() => check('people.named')(input({}), { field: 'x' })).toThrow(/people\.named.*minimum.*title/);
    expect(() => check('document.issued')(input({}), undefined)).toThrow('document.issued');
  });

  it('that a version of 0.1.0 names without settings means what it meant then', () => {
    const two = check('hazard.two-officers');
    expect(two(input({ step: 'record', data: { officers: [named('a'), named('b')] } }), undefined)).toEqual([]);
    expect(
      two(input({ step: 'recheck', data: { recheck_officers: [named('a'), named('a')] } }), undefined),
    ).toMatchObject([{ path: 'recheck_officers' }]);
    expect(() => check('hazard.order-issued')(input({}), undefined)).toThrow(/还没有签发责令限期整改指令书/);
    expect(() =>
      check('hazard.extension-before-due')(input({ parent: parent({ due_date: '2026-11-23' }) }), undefined),
    ).toThrow(/已届满/);
  });
});
