/** Why an operation is not answered; the first pattern that matches counts. */
export const UNSUPPORTED: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/ \/metrics\/task-worker/, 'the engine keeps no unique task workers'],
];
