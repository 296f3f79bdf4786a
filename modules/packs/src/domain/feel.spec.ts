import { dayOf, officeIso } from '@anliu/office-time';
import { describe, expect, it } from 'vitest';
import { evaluateFeel, feelProblem, feelText } from './feel.js';

const now = new Date('2026-12-25T08:00:00+08:00');
const evaluate = (source: string, values: Record<string, unknown>) => evaluateFeel(source, values, now);

describe('FEEL over a case', () => {
  it('compares dates of the data with today', () => {
    expect(evaluate('parent.due_date >= today()', { parent: { due_date: '2026-12-24' } })).toBe(false);
    expect(evaluate('parent.due_date >= today()', { parent: { due_date: '2026-12-25' } })).toBe(true);
    expect(evaluate('due_date < today() + duration("P10D")', { due_date: '2027-01-03' })).toBe(true);
  });

  it('answers with plain data: dates as text, instants with the offset of China', () => {
    expect(
      evaluate('{ at: now(), due: due_date, found: end_at, items: [1, null] }', {
        due_date: '2026-12-24',
        end_at: '2026-12-20T10:30:00+08:00',
      }),
    ).toEqual({
      at: '2026-12-25T08:00:00+08:00',
      due: '2026-12-24',
      found: '2026-12-20T10:30:00+08:00',
      items: [1, null],
    });
  });

  it('gives the number of an issued document', () => {
    const values = { case: { documents: { 'DOC-22': '（灌）应急责改〔2026〕1号' } } };
    expect(evaluate('get value(case.documents, "DOC-22")', values)).toBe('（灌）应急责改〔2026〕1号');
    expect(evaluate('get value(case.documents, "DOC-23")', values)).toBeNull();
  });

  it('makes sentences with parameters and dates', () => {
    expect(
      feelText(
        '"将在" + string(param.TP71) + "个工作日内答复，延至" + string(to)',
        { param: { TP71: 5 }, to: '2026-12-30' },
        now,
      ),
    ).toBe('将在5个工作日内答复，延至2026-12-30');
    expect(feelText('missing', {}, now)).toBeUndefined();
  });

  it('tells why a text is no expression', () => {
    expect(feelProblem('if then')).toBeTruthy();
    expect(feelProblem('1 + 1')).toBeUndefined();
  });

  it('puts an instant on the day of China', () => {
    expect(officeIso(new Date('2026-12-24T16:00:00Z'))).toBe('2026-12-25T00:00:00+08:00');
    expect(dayOf(new Date('2026-12-24T15:59:59Z'))).toBe('2026-12-24');
  });
});
