import type { ArtifactProblem } from '@anliu/contract';
import { EngineError, ParseError, type ProcessEngine } from '@anliu/engine-protocol';
import { AppError, conflict, notFound, serviceToken, type Clock, type Logger } from '@anliu/kit';
import type { Storage } from '@anliu/storage';
import fs from 'node:fs/promises';
import path from 'node:path';
import { deployVersion } from './deploy.js';
import { checkPack, type PackContent } from './domain/check.js';
import { applyDraft, nextVersion } from './domain/draft.js';
import { buildPackVersion, type PackVersion } from './domain/pack-version.js';
import { storedManifest } from './domain/manifest.js';
import type { ProcessMeta } from './domain/process-meta.js';
import { missingInEngine, type MissingPart } from './missing.js';
import { loadFolder, packHash } from './store/load-folder.js';
import { packModels, type PackModels, type StoredPack, type StoredVersion } from './store/models.js';

export const PACKS = serviceToken<Packs>('packs');

export interface ProcessInPack {
  readonly version: PackVersion;
  readonly process: ProcessMeta;
  readonly definitionId: string;
}

export interface PacksOptions {
  readonly storage: Storage;
  readonly engine: ProcessEngine;
  readonly clock: Clock;
  readonly log: Logger;
}

export class PackRefusedError extends AppError {
  readonly problems: readonly ArtifactProblem[];
  constructor(message: string, problems: readonly ArtifactProblem[]) {
    super(422, 'PACK_PROBLEMS', message, { details: { problems } });
    this.problems = problems;
  }
}

/**
 * Published pack versions, all in memory, and the drafts over them. New cases use the active version of a pack; a running case asks for
 * the version it began with.
 */
export class Packs {
  readonly models: PackModels;
  readonly #options: PacksOptions;
  readonly #versions = new Map<string, PackVersion>();
  readonly #active = new Map<string, PackVersion>();
  readonly #byDefinition = new Map<string, ProcessInPack>();
  readonly #listeners: ((version: PackVersion) => Promise<void> | void)[] = [];

  constructor(options: PacksOptions) {
    this.#options = options;
    this.models = packModels(options.storage);
  }

  /** Active version of every pack. */
  active(): PackVersion[] {
    return [...this.#active.values()];
  }

  activeOf(id: string): PackVersion | undefined {
    return this.#active.get(id);
  }

  /** A published version by `id@version`. @throws AppError 404 */
  version(ref: string): PackVersion {
    const version = this.#versions.get(ref);
    if (!version) throw notFound(`模板包版本 ${ref} 不存在。`);
    return version;
  }

  /** The process of an engine definition; undefined for definitions that no pack brought. */
  processOfDefinition(definitionId: string): ProcessInPack | undefined {
    return this.#byDefinition.get(definitionId);
  }

  /** The process new cases use. */
  activeProcess(key: string): ProcessInPack | undefined {
    for (const version of this.#active.values()) {
      const found = inPack(version, key);
      if (found) return found;
    }
    return undefined;
  }

  /** The process with that key in the same version, e.g. what `case.open` starts; falls back to the active one of another pack. */
  processIn(version: PackVersion, key: string): ProcessInPack | undefined {
    return inPack(version, key) ?? this.activeProcess(key);
  }

  /** Called for every version that becomes known (at boot: all active ones) before new cases use it. */
  onActivated(listener: (version: PackVersion) => Promise<void> | void): void {
    this.#listeners.push(listener);
  }

  /** Loads what is stored, then takes over every pack folder that is new or changed. Problems of a folder stop the boot. */
  async start(templates: string | undefined): Promise<void> {
    for (const stored of await this.models.versions.find({}).lean<StoredVersion[]>()) this.#remember(stored);
    if (templates !== undefined) {
      for (const entry of await fs.readdir(templates, { withFileTypes: true }).catch(() => [])) {
        const folder = path.join(templates, entry.name);
        const isPack =
          entry.isDirectory() &&
          (await fs.access(path.join(folder, 'pack.yaml')).then(
            () => true,
            () => false,
          ));
        if (isPack) await this.seed(folder);
      }
    }
    for (const pack of await this.models.packs.find({}).lean<StoredPack[]>())
      await this.#activate(pack._id, this.version(pack.active));
    await this.#compare();
  }

  /** What the engine did not hold of the packs at the last start. */
  get missing(): readonly MissingPart[] {
    return this.#missing;
  }
  #missing: readonly MissingPart[] = [];

  /** Says at start what cannot work: a case would only find out when somebody needs it. */
  async #compare(): Promise<void> {
    const { engine, log } = this.#options;
    this.#missing = await missingInEngine(engine, this.#versions.values());
    for (const { pack, kind, part } of this.#missing)
      log.error('the engine does not hold what a pack deployed; restore the engine file that belongs to this data', {
        pack,
        kind,
        part,
        active: [...this.#active.values()].some(({ ref }) => ref === pack),
      });
  }

  /** Takes over a pack folder. Returns the active version of that pack; a version published here is never replaced by a folder. */
  async seed(folder: string): Promise<string> {
    const loaded = await loadFolder(folder);
    const { id } = loaded.manifest;
    const known = await this.models.packs.findById(id).lean<StoredPack | null>();
    if (known?.templateHash === loaded.hash) return known.active;
    const problems = checkPack(loaded);
    for (const problem of problems.filter((item) => item.severity === 'warning')) {
      this.#options.log.warn('pack warning', { pack: id, artifact: problem.artifact, message: problem.message });
    }
    const errors = problems.filter((problem) => problem.severity === 'error');
    if (errors.length > 0)
      throw new PackRefusedError(`模板包 ${id} 有 ${errors.length} 个问题：${summary(errors)}`, errors);
    const taken = this.#versions.has(`${id}@${loaded.manifest.version}`);
    const manifest = taken
      ? { ...loaded.manifest, version: `${loaded.manifest.version}+${loaded.hash.slice(0, 8)}` }
      : loaded.manifest;
    const stored = await this.#store(
      { manifest, artifacts: loaded.artifacts },
      'template',
      'system',
      manifest.changelog[0]?.note ?? '',
    );
    const active = known && this.#origin(known.active) === 'local' ? known.active : stored._id;
    if (known && active === known.active)
      this.#options.log.warn('template changed, local version stays active', { pack: id, active });
    await this.models.packs.updateOne(
      { _id: id },
      { $set: { active, templateHash: loaded.hash }, $inc: { rev: 1 } },
      { upsert: true },
    );
    return active;
  }

  #origin(ref: string): StoredVersion['origin'] | undefined {
    return this.#origins.get(ref);
  }
  readonly #origins = new Map<string, StoredVersion['origin']>();

  /** The published content and, over it, the draft of a pack. @throws AppError 404 */
  async content(id: string): Promise<{ pack: StoredPack; published: PackContent; effective: PackContent }> {
    const pack = await this.models.packs.findById(id).lean<StoredPack | null>();
    if (!pack) throw notFound(`没有模板包“${id}”。`);
    const version = this.version(pack.active);
    const published = { manifest: version.manifest, artifacts: version.artifacts };
    return { pack, published, effective: applyDraft(published, pack.draft) };
  }

  /** @throws PackRefusedError that names every error */
  mayPublish(effective: PackContent): void {
    const errors = checkPack(effective).filter((problem) => problem.severity === 'error');
    if (errors.length > 0)
      throw new PackRefusedError(`有 ${errors.length} 个问题，不能发布：${summary(errors)}`, errors);
  }

  /** Publishes the draft: checked, deployed, stored, then made active by one write. Running cases keep their version. */
  async publish(id: string, by: string, note: string, seen?: string): Promise<PackVersion> {
    const { pack, effective } = await this.content(id);
    if (!pack.draft) throw conflict('DRAFT_NONE', '没有未发布的修改。');
    if (seen !== undefined && packHash(effective.manifest, effective.artifacts) !== seen)
      throw conflict('DRAFT_STALE', '发布时草稿又有修改，请核对后重新发布。');
    this.mayPublish(effective);
    let version = nextVersion(effective.manifest.version);
    while (this.#versions.has(`${id}@${version}`)) version = nextVersion(version);
    const stored = await this.#store(
      { manifest: { ...effective.manifest, version }, artifacts: effective.artifacts },
      'local',
      by,
      note,
    );
    const changed = await this.models.packs.updateOne(
      { _id: id, rev: pack.rev },
      { $set: { active: stored._id, draft: null }, $inc: { rev: 1 } },
    );
    if (changed.modifiedCount !== 1) throw conflict('DRAFT_STALE', '发布时草稿又有修改，请核对后重新发布。');
    const published = this.version(stored._id);
    await this.#activate(id, published);
    return published;
  }

  async #store(
    content: PackContent,
    origin: StoredVersion['origin'],
    by: string,
    note: string,
  ): Promise<StoredVersion> {
    const { manifest, artifacts } = content;
    const ref = `${manifest.id}@${manifest.version}`;
    const definitionIds = await deployVersion(this.#options.engine, ref, artifacts).catch((error: unknown) => {
      throw refusedByEngine(error);
    });
    const stored: StoredVersion = {
      _id: ref,
      pack: manifest.id,
      version: manifest.version,
      origin,
      hash: packHash(manifest, artifacts),
      manifest,
      artifacts: [...artifacts],
      definitionIds,
      publishedAt: this.#options.clock.now(),
      publishedBy: by,
      note,
    };
    await this.models.versions.updateOne({ _id: ref }, { $setOnInsert: stored }, { upsert: true });
    this.#remember(stored);
    return stored;
  }

  #remember(stored: StoredVersion): void {
    const version = buildPackVersion(storedManifest(stored.manifest), stored.artifacts, stored.definitionIds);
    this.#versions.set(version.ref, version);
    this.#origins.set(version.ref, stored.origin);
    for (const key of version.processes.keys()) {
      const found = inPack(version, key);
      if (found) this.#byDefinition.set(found.definitionId, found);
    }
  }

  async #activate(id: string, version: PackVersion): Promise<void> {
    for (const listener of this.#listeners) await listener(version);
    this.#active.set(id, version);
  }
}

function inPack(version: PackVersion, key: string): ProcessInPack | undefined {
  const process = version.processes.get(key);
  const definitionId = version.definitionIds[key];
  return process && definitionId !== undefined ? { version, process, definitionId } : undefined;
}

const summary = (problems: readonly ArtifactProblem[]): string =>
  problems
    .slice(0, 5)
    .map((problem) => `${problem.artifact}：${problem.message}`)
    .join(' ');

function refusedByEngine(error: unknown): unknown {
  if (!EngineError.isInstance(error)) return error;
  const problems: ArtifactProblem[] = ParseError.isInstance(error)
    ? Object.entries(error.details).flatMap(([artifact, report]) =>
        report.errors.map((problem) => ({
          artifact,
          severity: 'error' as const,
          code: problem.code,
          message: problem.message,
          ...(problem.mainElementId ? { elementId: problem.mainElementId } : {}),
          ...(problem.line === undefined ? {} : { line: problem.line }),
          ...(problem.column === undefined ? {} : { column: problem.column }),
        })),
      )
    : [];
  return new PackRefusedError(`流程引擎拒绝部署：${error.message}`, problems);
}
