import { NotFoundError } from '@anliu/engine-protocol';

/** How Camunda answers a command on something it does not know; the commands differ. */
export interface UnknownAnswer {
  readonly status: number;
  readonly type?:
    | 'InvalidRequestException'
    | 'RestException'
    | 'NullValueException'
    | 'NotFoundException'
    | 'BadUserRequestException';
  readonly message?: string;
}

/** A value the engine needed was not there. */
export const nullValue = (message?: string): UnknownAnswer => ({
  status: 500,
  type: 'NullValueException',
  ...(message === undefined ? {} : { message }),
});

/** The engine looked for something in vain, as its own exception tells. */
export const notFoundByEngine: UnknownAnswer = { status: 400, type: 'NotFoundException' };

/** Runs a command; what it does not find is answered as given. */
export async function unknownAs<T>(answer: UnknownAnswer, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!NotFoundError.isInstance(error)) throw error;
    const { message = error.message, ...options } = answer;
    throw new NotFoundError(message, { ...options, cause: error });
  }
}

/** Runs a command that changes what it finds; when there is nothing, nothing happens. */
export async function whereFound(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!NotFoundError.isInstance(error)) throw error;
  }
}
