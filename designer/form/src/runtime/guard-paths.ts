import { isDangerousKey } from '@anliu/form-model';
import { FormPath } from '@formily/core';

/** Names that reach a prototype, anywhere in a path as Formily writes it (`a.b`, `[a,b]`, `{a:b}`). */
export function isDangerousPath(pattern: unknown): boolean {
  if (typeof pattern === 'number' || typeof pattern === 'symbol' || pattern === undefined || pattern === null)
    return false;
  if (Array.isArray(pattern)) return pattern.some(isDangerousPath);
  const text = pattern instanceof FormPath ? String(pattern.entire) : typeof pattern === 'string' ? pattern : '';
  return text.split(/[.,:[\]{}()\s'"\\!*&=~/]+/).some((part) => part !== '' && isDangerousKey(part));
}

class DangerousPathError extends Error {
  readonly code = 'FORM_PATH';
  constructor() {
    super('form path reaches a prototype');
    this.name = 'DangerousPathError';
  }
}

let guarded = false;

/** Makes Formily refuse paths that reach a prototype; every read and write of it goes through `parse`. Once per page. */
export function guardPaths(): void {
  if (guarded) return;
  guarded = true;
  const parse = FormPath.parse.bind(FormPath);
  FormPath.parse = ((pattern: never, base: never) => {
    if (isDangerousPath(pattern)) throw new DangerousPathError();
    return parse(pattern, base);
  }) as typeof FormPath.parse;
}
