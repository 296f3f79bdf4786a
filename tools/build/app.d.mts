export function appIsUpToDate(root: string): boolean;
export function buildApp(root: string): Promise<boolean>;
