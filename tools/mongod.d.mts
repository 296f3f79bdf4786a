export function fetchMongod(): void;
export function startMongod(options?: {
  data?: string;
}): Promise<{ uri: string; pid: number | undefined; stop: () => Promise<void> }>;
