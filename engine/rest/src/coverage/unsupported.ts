/** Why an operation is not answered; the first pattern that matches counts. */
export const UNSUPPORTED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/ \/history\/detail/, 'history keeps the last value of a variable, not each change of it'],
  [/ \/metrics\/task-worker/, 'the engine keeps no unique task workers'],
];
