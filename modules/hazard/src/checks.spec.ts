import { describe, expect, it } from 'vitest';
import type { CheckInput } from '@anliu/cases';
import { extensionBeforeDue, orderIssued, twoOfficers } from './checks.js';

const officer = (id: string) => ({ id, name: id });
const input = (more: Partial<CheckInput> & { data?: Record<string, unknown> }): CheckInput => ({
  record: undefined,
  parent: undefined,
  data: {},
  step: 'recheck',
  outcome: undefined,
  principal: {
    kind: 'person',
    person: { id: 'a', name: '王执', login: 'a' },
    acting: {
      id: 'x',
      post: 'post-site',
      title: '执法人员',
      organization: { id: 'o', name: '大队', kind: 'brigade', region: '320724' },
    },
    posts: [],
    sessionId: 's',
  },
  now: new Date('2026-11-24T01:00:00Z'),
  param: {},
  documents: {},
  ...more,
});

describe('two officers', () => {
  it('accepts two different officers of whom one submits', () => {
    expect(twoOfficers(input({ data: { recheck_officers: [officer('a'), officer('b')] } }))).toEqual([]);
  });

  it('refuses the same person named twice, at the field', () => {
    const [error] = twoOfficers(input({ data: { recheck_officers: [officer('a'), officer('a')] } }));
    expect(error).toMatchObject({ path: 'recheck_officers', code: 'SAME_OFFICER' });
  });

  it('refuses a submission by somebody who is not named', () => {
    const [error] = twoOfficers(input({ data: { recheck_officers: [officer('b'), officer('c')] } }));
    expect(error).toMatchObject({ path: 'recheck_officers', code: 'OFFICER_NOT_NAMED' });
  });

  it('looks at the officers of the inspection in the steps of an inspection', () => {
    expect(twoOfficers(input({ step: 'record', data: { officers: [officer('a'), officer('b')] } }))).toEqual([]);
    expect(twoOfficers(input({ step: 'record', data: { officers: [officer('a')] } }))[0]?.path).toBe('officers');
  });
});

describe('a recheck', () => {
  it('is refused before the order it refers to, in words', () => {
    expect(() => orderIssued(input({}))).toThrow(/还没有签发责令限期整改指令书/);
  });

  it('is accepted once the order was issued', () => {
    expect(orderIssued(input({ documents: { 'DOC-22': '（灌）应急责改〔2026〕1号' } }))).toEqual([]);
  });
});

describe('an extension', () => {
  const parent = (due_date: string): CheckInput['parent'] =>
    ({ data: { due_date } }) as unknown as CheckInput['parent'];

  it('may still be asked for on the due day', () => {
    expect(extensionBeforeDue(input({ parent: parent('2026-11-24') }))).toEqual([]);
  });

  it('is refused the day after', () => {
    expect(() => extensionBeforeDue(input({ parent: parent('2026-11-23') }))).toThrow(/已届满/);
  });
});
