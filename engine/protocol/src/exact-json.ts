/**
 * JSON that keeps whole numbers. JavaScript reads `9007199254740993` as 9007199254740992; a Long of Camunda may have any
 * 64 bits. Here a whole-number literal beyond ±(2^53 − 1) is a bigint, every other value is what `JSON.parse` says.
 * Own code, because this package depends on nothing.
 */

/** Longest whole-number literal that is kept exactly; a longer one is read as a double, as `JSON.parse` does. */
export const MAX_EXACT_DIGITS = 400;

const MAYBE_LARGE = /\d{16}/;
const WHOLE = /^-?\d+$/;

/** @throws SyntaxError when the text is not JSON */
export function parseJson(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  return MAYBE_LARGE.test(text) ? readExactly(text) : value;
}

type Container = { readonly list: unknown[] } | { readonly record: Record<string, unknown>; key: string | undefined };

/** Reads a text known to be JSON; without recursion, so that no nesting can exhaust the stack. */
function readExactly(text: string): unknown {
  const open: Container[] = [];
  let root: unknown;
  const add = (value: unknown): void => {
    const parent = open.at(-1);
    if (!parent) root = value;
    else if ('list' in parent) parent.list.push(value);
    else {
      // A key may be `__proto__`: it is data like any other, as for JSON.parse.
      Object.defineProperty(parent.record, parent.key as string, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
      parent.key = undefined;
    }
  };
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '{') {
      const record: Record<string, unknown> = {};
      add(record);
      open.push({ record, key: undefined });
    } else if (char === '[') {
      const list: unknown[] = [];
      add(list);
      open.push({ list });
    } else if (char === '}' || char === ']') open.pop();
    else if (char === '"') {
      const end = endOfString(text, at);
      const string = JSON.parse(text.slice(at, end)) as string;
      const parent = open.at(-1);
      if (parent && 'record' in parent && parent.key === undefined) parent.key = string;
      else add(string);
      at = end - 1;
    } else if (/[-\dtfn]/.test(char)) {
      let end = at + 1;
      while (end < text.length && /[-+.\w]/.test(text.charAt(end))) end++;
      add(literal(text.slice(at, end)));
      at = end - 1;
    }
  }
  return root;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    const char = text.charAt(at);
    if (char === '\\') at++;
    else if (char === '"') return at + 1;
  }
}

function literal(text: string): unknown {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  const number = Number(text);
  const isExact = Number.isSafeInteger(number) || !WHOLE.test(text) || text.length > MAX_EXACT_DIGITS;
  return isExact ? number : BigInt(text);
}

/** What `JSON.stringify` writes, and a bigint as its digits. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // JSON.stringify has no other way to say that there is a bigint somewhere.
    if (!(error instanceof TypeError)) throw error;
    return written(value) as string;
  }
}

function written(value: unknown): string | undefined {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return written((toJSON as () => unknown).call(value));
  if (Array.isArray(value)) return `[${value.map((item) => written(item) ?? 'null').join(',')}]`;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const text = written(item);
    return text === undefined ? [] : [`${JSON.stringify(key)}:${text}`];
  });
  return `{${entries.join(',')}}`;
}
