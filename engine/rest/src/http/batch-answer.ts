import { BadUserRequestError, InvalidRequestError } from '@anliu/engine-protocol';
import type { BatchDto } from '@anliu/engine-protocol';
import { json } from './answer.js';
import type { Answer } from './answer.js';

/** What the engine refuses is, where an operation selects what it works on, the fault of the request. */
export async function asInvalidRequest<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!BadUserRequestError.isInstance(error)) throw error;
    throw new InvalidRequestError(error.message, { cause: error });
  }
}

/** The batch an operation started. */
export const startedBatch = async (run: () => Promise<BatchDto>): Promise<Answer> => json(await asInvalidRequest(run));
