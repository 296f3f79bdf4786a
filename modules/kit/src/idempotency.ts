import { createHash } from 'node:crypto';
import { AppError } from './errors.js';
import { say } from './sentences.js';
import { serviceToken } from './services.js';

/** One command as its sender names it: the same person, operation and key mean the same command. */
export interface IdempotentCommand {
  readonly person: string;
  /** e.g. `case.start`. */
  readonly operation: string;
  /** Header `idempotency-key`. */
  readonly key: string;
  /** The request itself; the same key with another request is refused. */
  readonly request: unknown;
}

export interface IdempotencyService {
  /**
   * Runs `work` once and gives every repeat the same answer (plain JSON data); a repeat that arrives meanwhile waits for it. A refusal
   * is not remembered. After a crash in between, the repeat runs `work` again: work must find what it had already written.
   * @throws AppError 422 when the key was used for another request
   */
  once<T>(command: IdempotentCommand, work: () => Promise<T>): Promise<T>;
}

/** What a request says, whatever the order of its keys; equal texts mean the same request. */
export const fingerprint = (request: unknown): string =>
  createHash('sha256')
    .update(
      JSON.stringify(request, (_, value: unknown) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      ) ?? '',
    )
    .digest('base64url');

/** The same key with another content is no repeat: giving the old answer would say that the new content was taken. */
export const keyReused = (): AppError => new AppError(422, 'IDEMPOTENCY_KEY_REUSED', say.keyReused);

export const Idempotency = serviceToken<IdempotencyService>('idempotency');
