import { describe, expect, it } from 'vitest';
import { rebase, typed } from './data-difference.js';

describe('what was typed', () => {
  const opened = { due: '2026-12-01', note: '', items: [{ n: 1 }] };

  it('holds the fields that differ from what the screen was opened with, and no others', () => {
    const screen = { due: '2026-12-01', note: '已整改', items: [{ n: 1 }], cost: 3 };
    expect(typed(opened, screen)).toEqual({ note: '已整改', cost: 3 });
  });

  it('holds a value that was emptied', () => {
    expect(typed({ note: '旧' }, { note: null })).toEqual({ note: null });
  });

  it('goes on top of a case that moved on meanwhile, whose other fields stay as they are now', () => {
    const now = { ...opened, due: '2026-12-20' };
    expect(rebase(opened, now, { ...opened, note: '已整改' })).toEqual({ ...now, note: '已整改' });
  });
});
