/**
 * Seeds that failed once, with the cause. They are run with every test; a new one comes here before its cause is mended.
 */
export const REGRESSIONS: readonly { readonly seed: number; readonly cause: string }[] = [];
