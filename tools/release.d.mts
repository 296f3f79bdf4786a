export function closeUnreleased(changelog: string, version: string, date: string): string;
