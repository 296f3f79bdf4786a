import { describe, expect, it } from 'vitest';
import { entryOf } from './case.js';

const at = '2026-11-24T09:00:00+08:00';

describe('an entry of the timeline', () => {
  it('has the same names whether 0.1.0 wrote it or we did', () => {
    const ours = { at, kind: 'step', title: '审批', taskId: 't', step: 'approve', outcomeLabel: '同意' } as const;

    expect(entryOf({ at, kind: 'step', title: '审批', taskId: 't', activityId: 'approve', outcome: '同意' })).toEqual(
      ours,
    );
    expect(entryOf(ours)).toEqual(ours);
  });

  it('of no step stays as it is', () => {
    expect(entryOf({ at, kind: 'clock', title: '开始计时' })).toEqual({ at, kind: 'clock', title: '开始计时' });
  });
});
