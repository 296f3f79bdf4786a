import type { AuditState, BackupState, DiskView, VersionsView, WorkerVerb, WorkerView } from '@anliu/contract';
import { serviceToken } from '@anliu/kit';

export interface NewWorkerToken {
  readonly name: string;
  readonly topics: readonly string[];
  readonly verbs: readonly WorkerVerb[];
}

/** Who works on external tasks. Tokens that are made or revoked here are known with the next call. */
export interface WorkerDirectory {
  list(): WorkerView[];
  /** Who asked for a topic since the server started, and whether somebody does so now. */
  of(topic: string): { readonly workers: readonly string[]; readonly served: boolean };
  /** Why a token cannot be made, as a sentence. */
  problem(token: NewWorkerToken): string | undefined;
  /** Whether this very token is there. */
  has(token: NewWorkerToken): boolean;
  /** Makes a token. @returns its secret, which is kept nowhere */
  add(token: NewWorkerToken): string;
  /** @returns false when there is none of that name */
  revoke(name: string): boolean;
}

export type BackupResult = { readonly folder: string; readonly files: number } | { readonly failed: string };

/** The process and its data folder, as far as whoever operates them has to know. The host provides it. */
export interface Installation {
  disk(): Promise<DiskView>;
  audit(): AuditState;
  versions(): Omit<VersionsView, 'packs'>;
  readonly backups: {
    state(): BackupState;
    /** Begins one, unless one is being made, and tells how it ended. @throws AppError 409 for data that is elsewhere */
    start(ended: (result: BackupResult) => Promise<void>): void;
  };
  readonly workers: WorkerDirectory;
}

export const INSTALLATION = serviceToken<Installation>('installation');
