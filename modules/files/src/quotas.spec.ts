import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type Storage } from '@anliu/storage';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_SWEPT_FILES, UNATTACHED_MS } from './limits.js';
import { QUOTAS, type Quotas } from './quotas.js';
import { Files } from './service.js';
import { Blobs } from './store/blobs.js';
import { fileModel } from './store/model.js';

let folder: string;
let storage: Storage;
let blobs: Blobs;
let now: number;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'anliu-quotas-'));
  storage = await connect(folder);
  blobs = new Blobs(folder);
  now = Date.parse('2026-11-24T01:00:00Z');
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

const filesWith = (quotas: Partial<Quotas> = {}): Files =>
  new Files(fileModel(storage), blobs, () => new Date(now), { ...QUOTAS, ...quotas });
/** A document of so many bytes; `mark` makes it another one. */
const pdf = (size: number, mark = ''): Buffer => Buffer.from(`%PDF-1.4 ${mark}`.padEnd(size, ' '));
const upload = async (files: Files, size: number, by = 'zhang', mark = ''): Promise<string> =>
  (await files.upload([pdf(size, mark)], 'a.pdf', 'attachment', by)).id;
const refused = (quota: keyof Quotas, used: number) =>
  expect.objectContaining({
    status: 413,
    code: 'UPLOAD_QUOTA',
    details: expect.objectContaining({ quota, used }) as unknown,
  }) as unknown;

describe('the bytes of files', () => {
  it('one person may upload on a day: below and at the limit, not above, tomorrow again, and others still', async () => {
    const files = filesWith({ personDay: 200 });
    await upload(files, 99);
    await upload(files, 100);
    await expect(upload(files, 20)).rejects.toEqual(refused('personDay', 199));
    await expect(upload(files, 20)).rejects.toThrow(/今天已上传.*每天最多.*请压缩照片，或明天再上传/);
    // Nothing of a refused file remains: what is left can be used up exactly.
    now = Date.parse('2026-11-24T15:59:59Z');
    await expect(upload(files, 20)).rejects.toThrow('今天已上传');
    await upload(files, 20, 'li');
    now = Date.parse('2026-11-24T16:00:00Z');
    await upload(files, 200);
  });

  it('of one day are counted together, however many come at once', async () => {
    const files = filesWith({ personDay: 100 });
    const tried = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => upload(files, 25, 'zhang', String(n))));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  });

  it('of one case: below and at the limit, not above; what it has already counts once', async () => {
    const files = filesWith({ case: 200 });
    const [first, second, third] = [await upload(files, 99), await upload(files, 101), await upload(files, 20)];
    await files.attach([first], 'case-1', 'zhang');
    await files.attach([first, second], 'case-1', 'zhang');
    await files.attach([first, second], 'case-1', 'zhang');
    await expect(files.attach([third], 'case-1', 'zhang')).rejects.toEqual(refused('case', 200));
    await files.attach([third], 'case-2', 'zhang');
  });

  it('of the installation: below and at the limit, not above, also after a start; what is removed makes room', async () => {
    const files = filesWith({ installation: 100 });
    await upload(files, 49);
    await upload(filesWith({ installation: 100 }), 51, 'li');
    await expect(upload(filesWith({ installation: 100 }), 20, 'wang')).rejects.toEqual(refused('installation', 100));
    now += UNATTACHED_MS + 1;
    const fresh = filesWith({ installation: 100 });
    await expect(upload(fresh, 20, 'wang')).rejects.toThrow('请联系系统管理员');
    expect(await fresh.sweep()).toEqual({ removed: 2, bytes: 100 });
    await upload(fresh, 100, 'wang');
  });
});

describe('files nobody needs', () => {
  it('are removed when they are old enough and not a millisecond before, with their bytes', async () => {
    const files = filesWith();
    const id = await upload(files, 50);
    const { sha256 } = (await fileModel(storage).findById(id).lean<{ sha256: string }>()) ?? { sha256: '' };
    now += UNATTACHED_MS;
    expect(await files.sweep()).toEqual({ removed: 0, bytes: 0 });
    expect(existsSync(blobs.pathOf(sha256))).toBe(true);
    now += 1;
    expect(await files.sweep()).toEqual({ removed: 1, bytes: 50 });
    expect(existsSync(blobs.pathOf(sha256))).toBe(false);
    await expect(files.attach([id], 'case-1', 'zhang')).rejects.toMatchObject({ code: 'FILE_GONE' });
  });

  it('go, their bytes stay while another file has the same', async () => {
    const files = filesWith();
    const [gone, kept] = [await upload(files, 50), await upload(files, 50)];
    await files.attach([kept], 'case-1', 'zhang');
    now += UNATTACHED_MS + 1;
    expect(await files.sweep()).toMatchObject({ removed: 1 });
    expect(await files.views([gone, kept])).toHaveLength(1);
    const { path: bytes } = await files.read(kept, { kind: 'worker' } as never, undefined);
    expect(existsSync(bytes)).toBe(true);
  });

  it(`are at most ${MAX_SWEPT_FILES} at one look`, async () => {
    await fileModel(storage).insertMany(
      Array.from({ length: MAX_SWEPT_FILES + 1 }, (_, n) => ({
        _id: `f${n}`,
        sha256: n.toString(16).padStart(64, '0'),
        name: 'a.pdf',
        type: 'application/pdf',
        size: 1,
        uploadedBy: 'zhang',
        uploadedAt: new Date(now),
        cases: [],
      })),
    );
    now += UNATTACHED_MS + 1;
    const files = filesWith();
    expect(await files.sweep()).toMatchObject({ removed: MAX_SWEPT_FILES });
    expect(await files.sweep()).toMatchObject({ removed: 1 });
  });

  it('never are those a case has or something holds, whatever happens in which order, also at the same time', async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ do: fc.constant('upload' as const), same: fc.nat(3) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constantFrom('attach' as const, 'hold' as const, 'release' as const),
          at: fc.nat(30),
        }),
      },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), part: fc.nat(150) }) },
      { weight: 2, arbitrary: fc.constant({ do: 'sweep' as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, together) => {
        await fileModel(storage).deleteMany({});
        const files = filesWith();
        const [uploaded, attached, held] = [[] as string[], new Set<string>(), new Set<string>()];
        files.heldBy(async (ids) => new Set(ids.filter((id) => held.has(id))));
        const run = async (one: (typeof steps)[number]): Promise<void> => {
          if (one.do === 'upload') uploaded.push(await upload(files, 40, 'zhang', String(one.same)));
          else if (one.do === 'wait') now += (UNATTACHED_MS * one.part) / 100;
          else if (one.do === 'sweep') await files.sweep();
          else {
            const id = uploaded[one.at % (uploaded.length || 1)];
            if (id === undefined) return;
            if (one.do === 'attach')
              await files.attach([id], 'case-1', 'zhang').then(
                () => attached.add(id),
                () => undefined,
              );
            else
              await files.whileKept(async () => {
                // Only what is there can be put into a draft.
                if (one.do === 'release') held.delete(id);
                else if ((await files.views([id])).length > 0) held.add(id);
              });
          }
        };
        if (together) await Promise.all(steps.map(run));
        else for (const one of steps) await run(one);
        const needed = [...new Set([...attached, ...held])];
        const there = await files.views(needed);
        expect(there.map(({ id }) => id).sort()).toEqual([...needed].sort());
        for (const { id } of there) {
          const { path: bytes } = await files.read(id, { kind: 'worker' } as never, undefined);
          expect(existsSync(bytes)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
