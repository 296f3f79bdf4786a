export function readPasswords(file: string): Map<string, string>;

export class Person {
  request(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  get(path: string): Promise<unknown>;
}
