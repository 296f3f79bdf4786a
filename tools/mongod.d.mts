export function fetchMongod(): void;
export function startMongod(): Promise<{ uri: string; pid: number | undefined; stop: () => Promise<void> }>;
