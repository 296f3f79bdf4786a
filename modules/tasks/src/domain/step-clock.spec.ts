import type { CaseRecord } from '@anliu/cases';
import type { NodeMeta, PackVersion } from '@anliu/packs';
import { describe, expect, it } from 'vitest';
import { stepClock } from './step-clock.js';

const node = { id: 'visit', properties: { 'anliu.due': 'field:plan_at' } } as unknown as NodeMeta;
const at = (plan_at: unknown): string | undefined =>
  stepClock({} as PackVersion, node, { data: { plan_at } } as unknown as CaseRecord, '2026-11-20T01:00:00.000+0000')
    ?.dueDate;

describe('a step that is due on the date of a field', () => {
  it('is due on the office day of an instant, however it is spelled', () => {
    expect(at('2026-11-23T16:30:00Z')).toBe('2026-11-24');
    expect(at('2026-11-24T00:30:00+08:00')).toBe('2026-11-24');
    expect(at('2026-11-24')).toBe('2026-11-24');
  });

  it('has no time limit while the field holds no date', () => {
    expect(at(undefined)).toBeUndefined();
    expect(at('')).toBeUndefined();
    expect(at('2026-02-30')).toBeUndefined();
  });
});
