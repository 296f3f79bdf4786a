interface Figures {
  readonly alone: readonly number[];
  readonly together: readonly number[];
  readonly cpu: number;
}

export interface ScaleOptions {
  readonly stores?: readonly ('sqlite' | 'mongodb')[];
  readonly sizes?: readonly [number, number];
  readonly rounds?: number;
  readonly alonePerRound?: number;
  readonly users?: number;
  readonly each?: number;
  readonly pauseMs?: number;
  readonly warmUp?: number;
  /** Where filled folders are kept; default `.cache/scale`. */
  readonly kept?: string;
  readonly print?: (text: string) => void;
}

export function benchScale(options?: ScaleOptions): Promise<
  {
    readonly store: string;
    readonly results: readonly { readonly action: string; readonly times: readonly Figures[] }[];
    readonly broken: readonly string[];
  }[]
>;
