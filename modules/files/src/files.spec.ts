import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Principal } from '@anliu/kit';
import { connect, type Storage } from '@anliu/storage';
import { zipSync, strToU8 } from 'fflate';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanName } from './domain/name.js';
import { MAX_ARCHIVE_ENTRIES, MAX_ATTACHMENT_BYTES, MAX_NAME_LENGTH, MAX_PHOTO_BYTES } from './limits.js';
import { Files, type CaseAccess } from './service.js';
import { Blobs } from './store/blobs.js';
import { fileModel } from './store/model.js';

let folder: string;
let storage: Storage;
let files: Files;
let blobs: Blobs;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'files-'));
  storage = await connect(folder);
  blobs = new Blobs(folder);
  files = new Files(fileModel(storage), blobs, () => new Date('2026-11-24T01:00:00Z'));
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

const person = (id: string): Principal =>
  ({
    kind: 'person',
    person: { id, name: id, login: id },
    acting: {},
    posts: [],
    sessionId: 's',
  }) as unknown as Principal;
const readers = (...ids: string[]): CaseAccess => ({
  mayRead: (principal) => Promise.resolve(principal.kind === 'person' && ids.includes(principal.person.id)),
});
const jpeg = (width = 1200, height = 800): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#a33' } })
    .withExif({
      IFD0: {},
      IFD2: { DateTimeOriginal: '2026:11:23 15:04:05' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '34/1 5/1 1200/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '119/1 21/1 0/1',
      },
    })
    .jpeg()
    .toBuffer();
const padded = (bytes: Buffer, size: number): Buffer => Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]);
const incoming = (): string[] => {
  const at = path.join(folder, 'files/incoming');
  return existsSync(at) ? readdirSync(at) : [];
};

describe('an uploaded photo', () => {
  it('is kept with size, time, place and a thumbnail, and read back byte for byte', async () => {
    const bytes = await jpeg();
    const view = await files.upload([bytes], '现场.jpg', 'photo', 'zhang');
    expect(view).toMatchObject({
      name: '现场.jpg',
      type: 'image/jpeg',
      size: bytes.length,
      width: 1200,
      height: 800,
      takenAt: '2026-11-23T15:04:05',
    });
    const { file, path: original, thumbnail } = await files.read(view.id, person('zhang'), undefined);
    expect(file.gps!.latitude).toBeCloseTo(34.0867, 3);
    expect(file.gps!.longitude).toBeCloseTo(119.35, 3);
    expect((await sharp(original).metadata()).width).toBe(1200);
    expect(await sharp(thumbnail).metadata()).toMatchObject({ width: 320, format: 'jpeg' });
    expect((await sharp(thumbnail).metadata()).exif).toBeUndefined();
    expect(incoming()).toEqual([]);
  });

  it('may be as large as the limit; above, the answer names the limit and nothing remains', async () => {
    const bytes = await jpeg(64, 64);
    await expect(files.upload([padded(bytes, MAX_PHOTO_BYTES - 1)], 'a.jpg', 'photo', 'z')).resolves.toBeDefined();
    await expect(files.upload([padded(bytes, MAX_PHOTO_BYTES)], 'a.jpg', 'photo', 'z')).resolves.toBeDefined();
    const error = await files
      .upload([padded(bytes, MAX_PHOTO_BYTES + 1)], 'a.jpg', 'photo', 'z')
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ status: 413, code: 'FILE_TOO_LARGE' });
    await expect(files.upload([padded(bytes, 2 * MAX_PHOTO_BYTES)], '大图.jpg', 'photo', 'z')).rejects.toThrow(
      '照片“大图.jpg”有 20 MB，超过单个照片上限 10 MB',
    );
    await expect(files.upload([padded(bytes, MAX_ATTACHMENT_BYTES + 1)], 'b.jpg', 'attachment', 'z')).rejects.toThrow(
      '50 MB',
    );
    expect(incoming()).toEqual([]);
  });

  it.each([
    ['an executable', Buffer.from('MZ\x90\0\x03'), '实际内容'],
    ['a script with an image name', Buffer.from('<?php system($_GET[0]);'), '实际内容'],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), '实际内容'],
    ['a HEIC photo', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), '兼容性最佳'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), '不是照片'],
    ['a broken JPEG', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200)]), '已损坏'],
    ['nothing', Buffer.alloc(0), '是空的'],
  ])('is refused when it is really %s', async (_, bytes, message) => {
    await expect(files.upload([bytes], 'photo.jpg', 'photo', 'z')).rejects.toThrow(message);
    expect(incoming()).toEqual([]);
  });

  it('is refused by its header when it claims far too many pixels, without being decoded', async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    png.writeUInt32BE(50_000, 16);
    png.writeUInt32BE(50_000, 20);
    await expect(files.upload([png], 'bomb.png', 'photo', 'z')).rejects.toThrow('80 百万像素');
  });
});

describe('an attachment', () => {
  const office = (entries: Record<string, string>): Buffer =>
    Buffer.from(zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)]))));
  const word = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>' };

  it('may be a PDF or an office file without macros', async () => {
    expect((await files.upload([Buffer.from('%PDF-1.7\n')], 'a.pdf', 'attachment', 'z')).type).toBe('application/pdf');
    expect((await files.upload([office(word)], 'a.docx', 'attachment', 'z')).type).toContain('wordprocessingml');
    expect(
      (
        await files.upload(
          [office({ '[Content_Types].xml': '<T/>', 'xl/workbook.xml': '<w/>' })],
          'a.xlsx',
          'attachment',
          'z',
        )
      ).type,
    ).toContain('spreadsheetml');
  });

  it('is refused with macros, with paths out of the archive, as a plain archive, or as a bomb', async () => {
    await expect(
      files.upload([office({ ...word, 'word/vbaProject.bin': 'x' })], 'a.docx', 'attachment', 'z'),
    ).rejects.toThrow('宏');
    await expect(files.upload([office({ ...word, '../../etc/x': 'x' })], 'a.docx', 'attachment', 'z')).rejects.toThrow(
      '内部结构',
    );
    await expect(files.upload([office({ 'a.txt': 'x' })], 'a.docx', 'attachment', 'z')).rejects.toThrow('实际内容');
    await expect(
      files.upload([office({ ...word, 'word/media/a': '0'.repeat(20_000_000) })], 'a.docx', 'attachment', 'z'),
    ).rejects.toThrow('内部结构');
    const many = Object.fromEntries(Array.from({ length: MAX_ARCHIVE_ENTRIES }, (_, i) => [`word/${i}`, '']));
    await expect(files.upload([office({ ...word, ...many })], 'a.docx', 'attachment', 'z')).rejects.toThrow('内部结构');
  });
});

describe('who sees a file', () => {
  it('is its uploader until it belongs to a case, then whoever may read the case', async () => {
    const view = await files.upload([await jpeg(20, 20)], 'a.jpg', 'photo', 'zhang');
    await expect(files.read(view.id, person('li'), readers('li'))).rejects.toMatchObject({ status: 404 });
    await expect(files.attach([view.id], 'case-1', 'li')).rejects.toMatchObject({ code: 'FILE_GONE' });
    await files.attach([view.id], 'case-1', 'zhang');
    await files.attach([view.id], 'case-1', 'zhang');
    await expect(files.read(view.id, person('li'), readers('li'))).resolves.toBeDefined();
    await expect(files.read(view.id, person('wang'), readers('li'))).rejects.toMatchObject({ status: 404 });
    expect(await files.ofCase('case-1')).toHaveLength(1);
    await expect(files.read('../../etc/passwd', person('li'), readers('li'))).rejects.toMatchObject({ status: 404 });
  });

  it('does not change what the platform stores twice for a case', async () => {
    const input = {
      bytes: Buffer.from('%PDF-1.7 x'),
      name: '指令书.pdf',
      type: 'application/pdf',
      caseId: 'c',
      by: 'worker',
    };
    const [one, two] = [await files.store(input), await files.store(input)];
    expect(two.id).toBe(one.id);
  });
});

describe('an original name', () => {
  it('is only ever shown: its last part, without hidden characters, at most so long', () => {
    expect(cleanName('../../etc/passwd')).toBe('passwd');
    expect(cleanName('C:\\x\\报告.pdf')).toBe('报告.pdf');
    expect(cleanName('a\0b\u202egpj.exe')).toBe('abgpj.exe');
    expect(cleanName('..')).toBe('未命名');
    for (const extra of [-1, 0, 1]) {
      const name = `${'长'.repeat(MAX_NAME_LENGTH + extra - 4)}.jpg`;
      expect(Array.from(cleanName(name))).toHaveLength(Math.min(MAX_NAME_LENGTH, MAX_NAME_LENGTH + extra));
      expect(cleanName(name).endsWith('.jpg')).toBe(true);
    }
  });
});
