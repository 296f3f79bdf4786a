/* eslint-disable no-restricted-syntax -- The engine of JavaScript gives its two limits one class and no code: nothing but their text
   tells a stack that is too deep from a text that is too long. Here only, and V8's words have tests (feel, juel: limits). */

/** The stack of the machine is used up. */
export const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && /call stack/i.test(error.message);

/** A text grew beyond what the machine can hold. */
export const isTextTooLong = (error: unknown): boolean =>
  error instanceof RangeError && /string length/i.test(error.message);
