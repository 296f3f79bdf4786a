import path from 'node:path';
import type { BackupState } from '@anliu/contract';
import { conflict, type Logger } from '@anliu/kit';
import type { BackupResult } from '@anliu/operations';
import type { Backups } from '../data-folder/backup.js';
import { say } from '../sentences.js';

/** A backup older than this (milliseconds) is none to rely on. */
export const STALE_AFTER_MS = 7 * 24 * 60 * 60_000;

/** Backups that somebody asks for on a screen: they go on while the screen is left, and how they ended is kept. */
export class BackupRunner {
  readonly #backups: Pick<Backups, 'last' | 'create'>;
  readonly #elsewhere: boolean;
  readonly #log: Logger;
  readonly #now: () => Date;
  #runningSince: Date | undefined;
  #failed: { at: string; reason: string } | undefined;
  #running: Promise<void> | undefined;

  /** `elsewhere`: the data is not all in the data folder. */
  constructor(
    backups: Pick<Backups, 'last' | 'create'>,
    elsewhere: boolean,
    log: Logger,
    now: () => Date = () => new Date(),
  ) {
    this.#backups = backups;
    this.#elsewhere = elsewhere;
    this.#log = log;
    this.#now = now;
  }

  state(): BackupState {
    const last = this.#elsewhere ? undefined : this.#backups.last();
    return {
      ...(last
        ? {
            last: { at: last.at, files: last.files.length, bytes: last.files.reduce((sum, { size }) => sum + size, 0) },
          }
        : {}),
      ...(this.#runningSince ? { runningSince: this.#runningSince.toISOString() } : {}),
      ...(this.#failed ? { failed: this.#failed } : {}),
      stale: !last || this.#now().getTime() - Date.parse(last.at) > STALE_AFTER_MS,
      elsewhere: this.#elsewhere,
    };
  }

  start(ended: (result: BackupResult) => Promise<void>): void {
    if (this.#elsewhere) throw conflict('BACKUP_ELSEWHERE', say.backupElsewhere);
    if (this.#running) throw conflict('BACKUP_RUNNING', say.backupRunning);
    this.#runningSince = this.#now();
    this.#failed = undefined;
    this.#running = this.#run(ended).finally(() => {
      this.#running = undefined;
      this.#runningSince = undefined;
    });
  }

  /** Resolves when no backup is being made. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(ended: (result: BackupResult) => Promise<void>): Promise<void> {
    let result: BackupResult;
    try {
      const { folder, manifest } = await this.#backups.create();
      result = { folder: path.basename(folder), files: manifest.files.length };
    } catch (error) {
      this.#log.error('the backup failed', { error });
      const reason = error instanceof Error ? error.message : String(error);
      this.#failed = { at: this.#now().toISOString(), reason };
      result = { failed: reason };
    }
    await ended(result).catch((error: unknown) => this.#log.error('audit failed', { error: String(error) }));
  }
}
