export const NEXT_STEPS: readonly Record<string, unknown>[];
