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
   * @throws AppError 409 when the key was used for another request
   */
  once<T>(command: IdempotentCommand, work: () => Promise<T>): Promise<T>;
}

export const Idempotency = serviceToken<IdempotencyService>('idempotency');
