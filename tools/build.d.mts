export function buildAll(options?: { app?: boolean }): Promise<string[]>;
