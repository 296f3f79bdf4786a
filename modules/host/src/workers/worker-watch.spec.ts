import { describe, expect, it } from 'vitest';
import { GONE_AFTER_MS, WorkerWatch } from './worker-watch.js';

const question = (topicName: string, asyncResponseTimeout?: number) => ({
  topics: [{ topicName, lockDuration: 1_000 }],
  ...(asyncResponseTimeout === undefined ? {} : { asyncResponseTimeout }),
});

describe('who serves a topic', () => {
  it('is whoever waits for its tasks, and for a moment after that', () => {
    let now = 1_000_000;
    const watch = new WorkerWatch(() => now);
    expect(watch.of('archive')).toEqual({ workers: [], served: false });
    watch.asked('archiver', question('archive', 20_000));
    now += 20_000 + GONE_AFTER_MS - 1;
    expect(watch.of('archive')).toEqual({ workers: ['archiver'], served: true });
    now += 1;
    expect(watch.of('archive')).toEqual({ workers: ['archiver'], served: false });
    expect(watch.of('billing').served).toBe(false);
  });

  it('is remembered by name with the last call, and nonsense is no question', () => {
    const watch = new WorkerWatch(() => 5_000);
    for (const nonsense of [null, {}, { topics: 'x' }, { topics: [null, { topicName: 7 }] }])
      watch.asked('odd', nonsense);
    expect(watch.topicsOf('odd')).toEqual([]);
    expect(watch.lastCall('odd')).toEqual(new Date(5_000));
    expect(watch.lastCall('nobody')).toBeUndefined();
    watch.asked('odd', question('archive'));
    expect(watch.topicsOf('odd')).toEqual(['archive']);
  });
});
