import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import { ERROR, type FileView } from '@anliu/contract';
import {
  AppError,
  conflict,
  notFound,
  serviceToken,
  type Message,
  type PersonPrincipal,
  type Principal,
} from '@anliu/kit';
import type { Model } from 'mongoose';
import { dayOf, startOfDay } from '@anliu/office-time';
import { detect, isPicture, type Detection } from './domain/detect.js';
import { cleanName } from './domain/name.js';
import { PictureError, readPicture, thumbnail, type PictureFacts } from './domain/picture.js';
import {
  inMegabytes,
  MAX_ATTACHMENT_BYTES,
  MAX_PHOTO_BYTES,
  MAX_PICTURE_PIXELS,
  MAX_SWEPT_FILES,
  SWEPT_AT_ONCE,
  UNATTACHED_MS,
} from './limits.js';
import { QUOTAS, withinQuota, type Quotas } from './quotas.js';
import { say } from './sentences.js';
import type { Blobs, Incoming } from './store/blobs.js';
import type { StoredFile } from './store/model.js';
import { Turns } from './turns.js';

/** Whether somebody may read a case; offered by the module that owns cases, asked for every file and document of one. */
export interface CaseAccess {
  mayRead(principal: Principal, caseId: string): Promise<boolean>;
}
export const CASE_ACCESS = serviceToken<CaseAccess>('case-access');

export const FILES = serviceToken<Files>('files');

/** Which of these files something else than a case still needs, e.g. what somebody has typed and not sent. */
export type FileHolder = (ids: readonly string[]) => Promise<ReadonlySet<string>>;

export type UploadKind = 'photo' | 'attachment';

const REFUSALS: Record<Extract<Detection, { refused: string }>['refused'], (said: { name: string }) => Message> = {
  heic: (said) => say.heic(said),
  macro: (said) => say.macro(said),
  archive: (said) => say.archive(said),
  unknown: (said) => say.unknownType(said),
};

/** Keeps, checks and hands out files. */
export class Files {
  readonly #model: Model<StoredFile>;
  readonly #blobs: Blobs;
  readonly #now: () => Date;
  readonly #quotas: Quotas;
  readonly #holders: FileHolder[] = [];
  /** Keeping, attaching and removing exclude each other: what is being attached is not removed, and bytes are removed with their last file. */
  readonly #turns = new Turns();
  /** Bytes of all files; counted once, then kept. */
  #total: number | undefined;

  constructor(model: Model<StoredFile>, blobs: Blobs, now: () => Date, quotas: Quotas = QUOTAS) {
    this.#quotas = quotas;
    this.#model = model;
    this.#blobs = blobs;
    this.#now = now;
  }

  /**
   * Takes one upload: reads it, finds its real type, checks it, keeps it. Nothing remains of a refused file.
   * @throws AppError 413 FILE_TOO_LARGE naming the limit, 413 UPLOAD_QUOTA, 415 FILE_TYPE, 400 for a broken or oversized picture
   */
  async upload(stream: Parameters<Blobs['receive']>[0], name: string, kind: UploadKind, by: string): Promise<FileView> {
    const limit = kind === 'photo' ? MAX_PHOTO_BYTES : MAX_ATTACHMENT_BYTES;
    const shown = cleanName(name);
    const incoming = await this.#blobs.receive(stream, limit);
    try {
      if (incoming.tooLarge) {
        const said = { name: shown, size: inMegabytes(incoming.size), limit: inMegabytes(limit) };
        throw new AppError(
          413,
          ERROR.fileTooLarge,
          kind === 'photo' ? say.photoTooLarge(said) : say.attachmentTooLarge(said),
          { details: { limit, size: incoming.size } },
        );
      }
      if (incoming.size === 0) throw new AppError(400, ERROR.fileType, say.empty({ name: shown }));
      return viewOf(await this.#keep(incoming, shown, kind, by));
    } finally {
      await this.#blobs.drop(incoming);
    }
  }

  async #keep(incoming: Incoming, name: string, kind: UploadKind, by: string): Promise<StoredFile> {
    const type = await this.#typeOf(incoming, name, kind);
    let facts: PictureFacts | undefined;
    if (isPicture(type)) {
      try {
        facts = await readPicture(incoming.path);
        await this.#blobs.keepThumbnail(incoming.sha256, await thumbnail(incoming.path));
      } catch (error) {
        if (!(error instanceof PictureError)) throw error;
        throw new AppError(
          400,
          ERROR.fileType,
          error.reason === 'pixels'
            ? say.tooManyPixels({ name, max: MAX_PICTURE_PIXELS / 1_000_000 })
            : say.broken({ name }),
        );
      }
    }
    return this.#turns.run(async () => {
      withinQuota(this.#quotas, 'personDay', await this.#uploadedToday(by), incoming.size);
      withinQuota(this.#quotas, 'installation', await this.#all(), incoming.size);
      await this.#blobs.keep(incoming);
      return this.#record({ sha256: incoming.sha256, size: incoming.size, name, type, by, cases: [] }, facts);
    });
  }

  async #typeOf(incoming: Incoming, name: string, kind: UploadKind): Promise<string> {
    const handle = await fs.open(incoming.path, 'r');
    const detection = await detect(handle, incoming.size).finally(() => handle.close());
    if ('refused' in detection) throw new AppError(415, ERROR.fileType, REFUSALS[detection.refused]({ name }));
    if (kind === 'photo' && !isPicture(detection.type))
      throw new AppError(415, ERROR.fileType, say.notAPhoto({ name }));
    return detection.type;
  }

  async #record(
    input: { sha256: string; size: number; name: string; type: string; by: string; cases: string[] },
    facts?: PictureFacts,
  ): Promise<StoredFile> {
    const { by, ...rest } = input;
    const file: StoredFile = { _id: randomUUID(), ...rest, ...(facts ?? {}), uploadedBy: by, uploadedAt: this.#now() };
    await this.#model.create(file);
    if (this.#total !== undefined) this.#total += file.size;
    return file;
  }

  /** Keeps bytes the platform itself made (an issued document), at once as part of a case. The same bytes for the same case are one file. */
  async store(input: {
    bytes: Uint8Array;
    name: string;
    type: string;
    caseId: string;
    by: string;
  }): Promise<FileView & { sha256: string }> {
    const incoming = await this.#blobs.receive([input.bytes], input.bytes.length);
    const known = await this.#model.findOne({ cases: input.caseId, sha256: incoming.sha256 }).lean<StoredFile | null>();
    if (known) {
      await this.#blobs.drop(incoming);
      return { ...viewOf(known), sha256: known.sha256 };
    }
    const file = await this.#turns.run(async () => {
      await this.#blobs.keep(incoming);
      return this.#record({
        sha256: incoming.sha256,
        size: incoming.size,
        name: cleanName(input.name),
        type: input.type,
        by: input.by,
        cases: [input.caseId],
      });
    });
    return { ...viewOf(file), sha256: file.sha256 };
  }

  /**
   * Makes files part of a case: from then on who may read the case may read them. With `person`, only files that this person
   * uploaded (or that the case has already) may be attached. Repeating it changes nothing.
   * @throws AppError 409 when one of them does not exist or is somebody else's, 413 UPLOAD_QUOTA
   */
  async attach(ids: readonly string[], caseId: string, person?: string): Promise<void> {
    const wanted = [...new Set(ids)];
    if (wanted.length) await this.#turns.run(() => this.#attach(wanted, caseId, person));
  }

  async #attach(wanted: readonly string[], caseId: string, person: string | undefined): Promise<void> {
    const own = person === undefined ? {} : { $or: [{ uploadedBy: person }, { cases: caseId }] };
    const found = await this.#model
      .find({ _id: { $in: [...wanted] }, ...own }, { size: 1, cases: 1 })
      .lean<StoredFile[]>();
    if (found.length !== wanted.length) throw conflict('FILE_GONE', say.attachmentGone);
    const more = sum(found.filter(({ cases }) => !cases.includes(caseId)));
    if (more > 0) withinQuota(this.#quotas, 'case', sum(await this.#sizes({ cases: caseId })), more);
    await this.#model.updateMany({ _id: { $in: [...wanted] } }, { $addToSet: { cases: caseId } });
  }

  /** Files are kept while something else than a case says that it needs them. */
  heldBy(holder: FileHolder): void {
    this.#holders.push(holder);
  }

  /** Runs what makes something need files, while none is removed. */
  whileKept<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(work);
  }

  /**
   * Removes files that were uploaded UNATTACHED_MS ago and that no case has and nothing holds. Whoever uploads, attaches or saves
   * meanwhile waits for a few files at most.
   */
  async sweep(): Promise<{ removed: number; bytes: number }> {
    const before = new Date(this.#now().getTime() - UNATTACHED_MS);
    const old = await this.#model
      .find({ cases: { $size: 0 }, uploadedAt: { $lt: before } })
      .sort({ uploadedAt: 1 })
      .limit(MAX_SWEPT_FILES)
      .lean<StoredFile[]>();
    let [removed, bytes] = [0, 0];
    for (let at = 0; at < old.length; at += SWEPT_AT_ONCE)
      for (const { size } of await this.#turns.run(() => this.#removeUnneeded(old.slice(at, at + SWEPT_AT_ONCE)))) {
        removed += 1;
        bytes += size;
      }
    return { removed, bytes };
  }

  async #removeUnneeded(files: readonly StoredFile[]): Promise<StoredFile[]> {
    const ids = files.map(({ _id }) => _id);
    const held = new Set<string>();
    for (const holder of this.#holders) for (const id of await holder(ids)) held.add(id);
    const removed: StoredFile[] = [];
    for (const file of files) {
      if (held.has(file._id)) continue;
      const { deletedCount } = await this.#model.deleteOne({ _id: file._id, cases: { $size: 0 } });
      if (deletedCount === 0) continue;
      removed.push(file);
      if (this.#total !== undefined) this.#total -= file.size;
      if ((await this.#model.countDocuments({ sha256: file.sha256 })) === 0) await this.#blobs.remove(file.sha256);
    }
    return removed;
  }

  #sizes(filter: Record<string, unknown>): Promise<{ size: number }[]> {
    return this.#model.find(filter, { size: 1 }).lean<{ size: number }[]>();
  }

  async #uploadedToday(by: string): Promise<number> {
    const since = new Date(startOfDay(dayOf(this.#now())));
    return sum(await this.#sizes({ uploadedBy: by, uploadedAt: { $gte: since } }));
  }

  async #all(): Promise<number> {
    return (this.#total ??= sum(await this.#sizes({})));
  }

  /** Ids that do not exist or that this person may not use: neither uploaded by them nor on the case already. */
  async unusable(ids: readonly string[], principal: PersonPrincipal, caseId: string | undefined): Promise<string[]> {
    const mine: Record<string, unknown>[] = [{ uploadedBy: principal.person.id }];
    if (caseId !== undefined) mine.push({ cases: caseId });
    const found = await this.#model.find({ _id: { $in: [...ids] }, $or: mine }, { _id: 1 }).lean<{ _id: string }[]>();
    const usable = new Set(found.map((file) => file._id));
    return ids.filter((id) => !usable.has(id));
  }

  /** Views in the order of `ids`; ids that do not exist are left out. */
  async views(ids: readonly string[]): Promise<FileView[]> {
    const found = await this.#model.find({ _id: { $in: [...ids] } }).lean<StoredFile[]>();
    const byId = new Map(found.map((file) => [file._id, file]));
    return ids.flatMap((id) => {
      const file = byId.get(id);
      return file ? [viewOf(file)] : [];
    });
  }

  async ofCase(caseId: string): Promise<FileView[]> {
    const found = await this.#model.find({ cases: caseId }).sort({ uploadedAt: 1 }).lean<StoredFile[]>();
    return found.map(viewOf);
  }

  /** A file for somebody who may see it. @throws AppError 404 also when it exists but is not theirs to see */
  async read(
    id: string,
    principal: Principal,
    access: CaseAccess | undefined,
  ): Promise<{ file: StoredFile; path: string; thumbnail: string }> {
    const file = await this.#model.findById(id).lean<StoredFile | null>();
    if (!file || !(await this.#mayRead(file, principal, access))) throw notFound(say.notFound);
    return { file, path: this.#blobs.pathOf(file.sha256), thumbnail: this.#blobs.pathOf(file.sha256, 'thumbnail') };
  }

  async #mayRead(file: StoredFile, principal: Principal, access: CaseAccess | undefined): Promise<boolean> {
    if (principal.kind === 'worker') return true;
    if (!file.cases.length) return file.uploadedBy === principal.person.id;
    if (!access) return false;
    for (const caseId of file.cases) if (await access.mayRead(principal, caseId)) return true;
    return false;
  }
}

const sum = (files: readonly { readonly size: number }[]): number => files.reduce((all, { size }) => all + size, 0);

function viewOf(file: StoredFile): FileView {
  const url = `/api/files/${file._id}`;
  return {
    id: file._id,
    name: file.name,
    type: file.type,
    size: file.size,
    ...(file.width && file.height ? { width: file.width, height: file.height } : {}),
    ...(file.takenAt ? { takenAt: file.takenAt } : {}),
    url,
    ...(isPicture(file.type) ? { thumbnail: `${url}/thumbnail` } : {}),
  };
}
