import { describe, expect, it } from 'vitest';
import type { TopicView } from '@anliu/contract';
import { UNSERVED_AFTER_MS } from '../limits.js';
import type { OperationsContext } from './context.js';
import { isUnserved } from './queues.js';

const NOW = new Date('2026-11-30T04:00:00.000Z');
const context = { clock: { now: () => NOW } } as OperationsContext;
const topic = (age: number, more: Partial<TopicView> = {}): TopicView => ({
  topic: 'archive',
  waiting: 1,
  locked: 0,
  failed: 0,
  served: false,
  workers: [],
  oldest: new Date(NOW.getTime() - age).toISOString(),
  ...more,
});

describe('a topic nobody serves', () => {
  it('is one whose work has waited for a while without a worker asking', () => {
    expect(isUnserved(context, topic(UNSERVED_AFTER_MS - 1))).toBe(false);
    expect(isUnserved(context, topic(UNSERVED_AFTER_MS))).toBe(true);
    expect(isUnserved(context, topic(UNSERVED_AFTER_MS, { served: true }))).toBe(false);
    expect(isUnserved(context, topic(UNSERVED_AFTER_MS, { waiting: 0 }))).toBe(false);
  });
});
