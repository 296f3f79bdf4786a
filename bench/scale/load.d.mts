export function benchLoad(options?: {
  readonly store?: 'sqlite' | 'mongodb';
  readonly cases?: number;
  readonly rounds?: number;
  readonly each?: number;
  readonly pauseMs?: number;
  readonly burdens?: readonly string[];
  readonly kept?: string;
  readonly print?: (text: string) => void;
}): Promise<
  {
    readonly burden: string;
    readonly action: string;
    readonly without: number;
    readonly under: number;
    readonly turns: number;
  }[]
>;
