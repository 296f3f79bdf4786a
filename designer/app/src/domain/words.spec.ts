import { describe, expect, it } from 'vitest';
import type { FormDefinition } from '@anliu/form-model';
import { itemAndEnterprise } from './case-words.js';
import { differences, rebase } from './data-difference.js';
import { durationWords } from './duration-text.js';
import { formContext } from './form-context.js';
import { dateTimeText, momentText, shortDateText } from '@anliu/office-time';
import { readOnlyView } from './read-only-view.js';
import { sizeText } from './size-text.js';

const definition: FormDefinition = {
  id: 'form.x',
  version: 1,
  title: 'x',
  fields: { f_a: { type: 'text', name: 'a', title: '部位' }, f_b: { type: 'text', name: 'b', title: '说明' } },
  layout: [],
  views: { fill: { '*': 'edit', f_b: 'hidden', f_a: 'required' } },
};

describe('times are the wall clock of the office wherever the browser stands', () => {
  it('turns instants into office time and leaves bare dates alone', () => {
    expect(dateTimeText('2026-11-22T23:30:00Z')).toBe('2026-11-23 07:30');
    expect(dateTimeText('2026-11-23')).toBe('2026-11-23 00:00');
    expect(shortDateText('2026-11-23', '2026-01-01T00:00:00+08:00')).toBe('11-23');
    expect(formContext(undefined, new Date('2026-11-22T23:30:40Z'), {})).toMatchObject({
      now: '2026-11-23T07:30:40+08:00',
      today: '2026-11-23',
    });
  });
  it('names the hour today and the date before', () => {
    expect(momentText('2026-11-23T09:05:00+08:00', '2026-11-23T18:00:00+08:00')).toBe('09:05');
    expect(momentText('2026-11-20T09:05:00+08:00', '2026-11-23T18:00:00+08:00')).toBe('11-20');
  });
  it('shows nothing for what is no time', () => {
    expect(dateTimeText('soon')).toBe('');
    expect(dateTimeText(undefined)).toBe('');
  });
});

describe('when a case moved on under an open form', () => {
  const before = { a: '仓库', b: '旧', c: 1 };
  const theirs = { a: '仓库东侧', b: '旧', c: 2 };
  const mine = { a: '仓库西侧', b: '新', c: 1 };
  it('shows only what others changed, and where both did', () => {
    expect(
      differences(definition, before, theirs, mine).map(({ name, title, conflict }) => [name, title, conflict]),
    ).toEqual([
      ['a', '部位', true],
      ['c', 'c', false],
    ]);
  });
  it('keeps what was typed and follows the case elsewhere', () => {
    expect(rebase(before, theirs, mine)).toEqual({ a: '仓库西侧', b: '新', c: 2 });
  });
});

describe('small words', () => {
  it('puts the item before the enterprise', () => {
    const enterprise = { uscc: 'x', name: '海陵化工' };
    expect(itemAndEnterprise({ title: '海陵化工：通道堵塞', kindTitle: '隐患整改', enterprise })).toEqual({
      item: '通道堵塞',
      enterprise: '海陵化工',
    });
    const of = (title: string) => itemAndEnterprise({ title, kindTitle: '执法检查', enterprise });
    expect(of('对海陵化工的执法检查')).toEqual({ item: '执法检查', enterprise: '海陵化工' });
    expect(of('复查海陵化工的整改')).toEqual({ item: '复查海陵化工的整改', enterprise: '' });
    expect(of('通道堵塞')).toEqual({ item: '通道堵塞', enterprise: '海陵化工' });
    expect(itemAndEnterprise({ title: '海陵化工', kindTitle: '隐患整改', enterprise })).toEqual({
      item: '隐患整改',
      enterprise: '海陵化工',
    });
  });
  it('says durations in two units at most', () => {
    expect(durationWords(20_000)).toEqual({ key: 'moment', values: {} });
    expect(durationWords(90 * 60_000)).toEqual({ key: 'hoursMinutes', values: { hours: 1, minutes: 30 } });
    expect(durationWords(49 * 3_600_000)).toEqual({ key: 'daysHours', values: { days: 2, hours: 1 } });
  });
  it('says sizes as people read them', () => {
    expect([sizeText(1023), sizeText(1024), sizeText(1024 * 1024)]).toEqual(['1023 B', '1 KB', '1.0 MB']);
  });
  it('makes a view read-only without showing what it hid', () => {
    expect(readOnlyView(definition, 'fill').views['fill']).toEqual({ '*': 'read', f_b: 'hidden', f_a: 'read' });
  });
});
