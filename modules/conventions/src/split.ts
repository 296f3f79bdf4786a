const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

/** A part of a list property and where it begins in the text. */
export interface Part {
  readonly text: string;
  readonly at: number;
}

/** Splits at a separator; parts are trimmed, empty ones left out. */
export const split = (text: string, separator: string): Part[] => cut(text, (char) => char === separator);

/** Splits at a separator that stands outside FEEL strings and brackets; parts are trimmed, empty ones left out. */
export function splitTopLevel(text: string, separator: string): Part[] {
  let depth = 0;
  let quoted = false;
  let escaped = false;
  return cut(text, (char) => {
    if (escaped) escaped = false;
    else if (quoted) {
      if (char === '\\') escaped = true;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (OPENING.has(char)) depth += 1;
    else if (CLOSING.has(char)) depth -= 1;
    else return char === separator && depth === 0;
    return false;
  });
}

/** Every character is shown to `separates` once, in order. */
function cut(text: string, separates: (char: string) => boolean): Part[] {
  const parts: Part[] = [];
  let start = 0;
  const take = (end: number): void => {
    const raw = text.slice(start, end);
    if (raw.trim() !== '') parts.push({ text: raw.trim(), at: start + raw.length - raw.trimStart().length });
  };
  for (let i = 0; i < text.length; i += 1) {
    if (!separates(text.charAt(i))) continue;
    take(i);
    start = i + 1;
  }
  take(text.length);
  return parts;
}
