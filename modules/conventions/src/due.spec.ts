import { describe, expect, it } from 'vitest';
import { formatDue, parseDue } from './due.js';

describe('the time of a step', () => {
  it.each([
    ['TP71', { kind: 'parameter', parameter: 'TP71' }],
    ['field:plan_at', { kind: 'field', field: 'plan_at' }],
    ['field:计划日期', { kind: 'field', field: '计划日期' }],
  ] as const)('reads %s and writes it back', (text, rule) => {
    expect(parseDue(text)).toEqual(rule);
    expect(formatDue(rule)).toBe(text);
  });

  it.each(['', '3 WD', 'field:', 'field:a.b', 'date:plan_at'])('refuses %j and says what to write', (text) => {
    expect(() => parseDue(text)).toThrow(`办理时限“${text}”无法识别，应为参数标识（如 TP71）或 field:日期字段。`);
  });

  it('does not write what it would not read', () => {
    expect(() => formatDue({ kind: 'field', field: ' ' })).toThrow('无法识别');
    expect(() => formatDue({ kind: 'parameter', parameter: 'field:x' })).toThrow('无法识别');
  });
});
