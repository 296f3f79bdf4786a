/**
 * Seeds that failed once, with the cause. They are run with every test; a new one comes here before its cause is mended.
 */
export const REGRESSIONS: readonly { readonly seed: number; readonly cause: string }[] = [];

/** Seeds whose failure is not explained yet: engine or expectation. Left out of the run, shown as skipped. */
export const OPEN: readonly { readonly seed: number; readonly cause: string }[] = [
  { seed: 1025, cause: 'start of an event sub-process and its cancellation are expected and not in history' },
  { seed: 1282, cause: 'one of two conditional catch events completed although it was expected to be canceled' },
  { seed: 1876, cause: 'a boundary event and its handler are expected and not in history, after compensation' },
];
