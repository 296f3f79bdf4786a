import { describe, expect, it } from 'vitest';
import type { Backups, BackupManifest } from '../data-folder/backup.js';
import { BackupRunner, STALE_AFTER_MS } from './backup-runner.js';

const NOW = new Date('2026-11-30T04:00:00.000Z');
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const manifest = (at: Date): BackupManifest => ({
  installation: 'i',
  mark: 1,
  format: 1,
  at: at.toISOString(),
  files: [
    { name: 'a', size: 3, sha256: '' },
    { name: 'b', size: 4, sha256: '' },
  ],
});
/** A folder of backups whose newest is so old, and what making one more does. */
const folder = (
  age: number | undefined,
  create: Backups['create'] = () => Promise.resolve({ folder: '/data/backups/x', manifest: manifest(NOW) }),
): Pick<Backups, 'last' | 'create'> => ({
  last: () => (age === undefined ? undefined : manifest(new Date(NOW.getTime() - age))),
  create,
});
const runner = (backups: Pick<Backups, 'last' | 'create'>, elsewhere = false) =>
  new BackupRunner(backups, elsewhere, quiet, () => NOW);

describe('backups that are asked for on a screen', () => {
  it('are stale when there is none, and when the newest is older than it should be', () => {
    expect(runner(folder(undefined)).state()).toEqual({ stale: true, elsewhere: false });
    expect(runner(folder(STALE_AFTER_MS)).state()).toMatchObject({ stale: false, last: { bytes: 7, files: 2 } });
    expect(runner(folder(STALE_AFTER_MS + 1)).state().stale).toBe(true);
  });

  it('run one at a time and tell how they ended', async () => {
    const ended: unknown[] = [];
    const one = runner(folder(0));
    one.start(async (result) => void ended.push(result));
    expect(one.state().runningSince).toBe(NOW.toISOString());
    expect(() => one.start(async () => undefined)).toThrow('正在备份');
    await one.idle();
    expect(ended).toEqual([{ folder: 'x', files: 2 }]);
    expect(one.state().runningSince).toBeUndefined();
  });

  it('keep why the last one failed until the next begins', async () => {
    let fails = true;
    const one = runner(
      folder(0, () =>
        fails ? Promise.reject(new Error('no space')) : Promise.resolve({ folder: '/x', manifest: manifest(NOW) }),
      ),
    );
    const ended: unknown[] = [];
    one.start(async (result) => void ended.push(result));
    await one.idle();
    expect([ended, one.state().failed]).toEqual([
      [{ failed: 'no space' }],
      { at: NOW.toISOString(), reason: 'no space' },
    ]);
    fails = false;
    one.start(async () => undefined);
    await one.idle();
    expect(one.state().failed).toBeUndefined();
  });

  it('are not made of data that is elsewhere', () => {
    const one = runner(folder(undefined), true);
    expect(one.state()).toEqual({ stale: true, elsewhere: true });
    expect(() => one.start(async () => undefined)).toThrow('它们自己的工具');
  });
});
