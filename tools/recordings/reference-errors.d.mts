export function isReferenceError(
  trace: {
    readonly deploy: string;
    readonly start?: string;
    readonly steps?: readonly { readonly status?: string; readonly view: readonly object[] }[];
    readonly history?: { readonly procs: readonly string[] };
  },
  difference: string,
): boolean;
