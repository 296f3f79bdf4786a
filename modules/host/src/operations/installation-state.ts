import fs from 'node:fs';
import path from 'node:path';
import type { AuditState, DiskView, WorkerView } from '@anliu/contract';
import { ENGINE_DATABASE } from '@anliu/engine-embedded';
import type { ProcessEngine } from '@anliu/engine-protocol';
import type { Installation, WorkerDirectory } from '@anliu/operations';
import { DATABASE_FILE, type Storage } from '@anliu/storage';
import type { Anchor } from '../audit/anchor.js';
import type { DiskState } from '../data-folder/disk-state.js';
import { PLATFORM_WORKER, type WorkerWatch } from '../workers/worker-watch.js';
import type { WorkerTokens } from '../workers/worker-tokens.js';
import type { BackupRunner } from './backup-runner.js';

/** Less than this many bytes free, or less than this part of the disk, is soon none. */
export const LOW_BYTES = 1024 ** 3;
export const LOW_PART = 0.05;

interface InstallationParts {
  readonly dataDir: string;
  readonly version: string;
  readonly storage: Storage;
  readonly engine: ProcessEngine;
  readonly disk: DiskState;
  readonly backups: BackupRunner;
  readonly tokens: WorkerTokens;
  readonly watch: WorkerWatch;
  readonly anchor: Anchor;
  readonly externalAnchor: boolean;
  /** What the check of every day found of the audit trail. */
  readonly trail: () => { readonly intact?: boolean };
}

/** This process and its data folder, for 运行 and for the figures of monitoring. */
export class InstallationState implements Installation {
  readonly #parts: InstallationParts;
  readonly backups: BackupRunner;
  readonly workers: WorkerDirectory;
  #anchorFailed = false;

  constructor(parts: InstallationParts) {
    this.#parts = parts;
    this.backups = parts.backups;
    this.workers = directoryOf(parts);
  }

  /** The end of the audit trail could not be kept outside the table; told by the anchor. */
  anchorFailed(): void {
    this.#anchorFailed = true;
  }

  async disk(): Promise<DiskView> {
    const { dataDir, disk } = this.#parts;
    const [{ bavail, blocks, bsize }, problem] = await Promise.all([fs.promises.statfs(dataDir), disk.problem()]);
    const [freeBytes, totalBytes] = [bavail * bsize, blocks * bsize];
    const parts = (
      [
        ['cases', DATABASE_FILE],
        ['engine', ENGINE_DATABASE],
      ] as const
    ).flatMap(([part, file]) => {
      const bytes = fs.statSync(path.join(dataDir, file), { throwIfNoEntry: false })?.size;
      return bytes === undefined ? [] : [{ part, bytes }];
    });
    return { ...(problem ? { problem } : {}), freeBytes, totalBytes, low: isLow(freeBytes, totalBytes), parts };
  }

  audit(): AuditState {
    const { anchor, externalAnchor: external, trail } = this.#parts;
    const { head, problem } = anchor.read();
    if (problem !== undefined) return { anchored: 0, external, problem: 'anchor-broken' };
    const anchored = head?.seq ?? 0;
    if (trail().intact === false) return { anchored, external, problem: 'trail-broken' };
    return { anchored, external, ...(this.#anchorFailed ? { problem: 'anchor-unwritten' as const } : {}) };
  }

  versions(): ReturnType<Installation['versions']> {
    const { engine, storage, version } = this.#parts;
    const { name, version: speaks } = engine.info;
    return {
      product: version,
      node: process.versions.node,
      engine: { name, version: speaks },
      storage: storage.kind,
    };
  }
}

export const isLow = (free: number, total: number): boolean => free < LOW_BYTES || free < total * LOW_PART;

function directoryOf({ tokens, watch }: InstallationParts): WorkerDirectory {
  const seen = (name: string): Pick<WorkerView, 'lastSeen'> => {
    const at = watch.lastCall(name);
    return at ? { lastSeen: at.toISOString() } : {};
  };
  return {
    list: () => [
      {
        name: PLATFORM_WORKER,
        source: 'platform',
        topics: watch.topicsOf(PLATFORM_WORKER),
        verbs: ['work'],
        ...seen(PLATFORM_WORKER),
      },
      ...tokens.list().map(({ name, topics, verbs, createdAt }): WorkerView => ({
        name,
        source: createdAt !== undefined ? 'token' : name === 'installation' ? 'installation' : 'plugin',
        topics: topics.includes('*') && watch.topicsOf(name).length > 0 ? watch.topicsOf(name) : [...topics],
        verbs: [...verbs],
        ...(createdAt === undefined ? {} : { createdAt }),
        ...seen(name),
      })),
    ],
    of: (topic) => watch.of(topic),
    problem: (token) => tokens.problem(token),
    has: ({ name, topics, verbs }) =>
      tokens
        .list()
        .some(
          (one) =>
            one.name === name &&
            one.createdAt !== undefined &&
            JSON.stringify([one.topics, one.verbs]) === JSON.stringify([topics, verbs]),
        ),
    add: (token) => tokens.add(token, new Date()),
    revoke: (name) => tokens.revoke(name),
  };
}
