import type { Problem } from './problem.js';

/** Stops a reader at the first thing that makes the text unusable. */
export class Refusal extends Error {
  readonly code: string;
  readonly elementId: string | undefined;

  constructor(code: string, message: string, elementId?: string) {
    super(message);
    this.code = code;
    this.elementId = elementId;
  }
}

/** The problem behind what stopped a reader. Anything but a refusal is the parser's: not well-formed. */
export function problemAt(error: unknown, line: number, column: number): Problem {
  const isRefusal = error instanceof Refusal;
  const text = error instanceof Error ? error.message : String(error);
  const elementId = isRefusal ? error.elementId : undefined;
  return {
    severity: 'error',
    code: isRefusal ? error.code : 'XML_SYNTAX',
    message: isRefusal ? text : text.replace(/^\d+:\d+: /, ''),
    elementIds: elementId === undefined ? [] : [elementId],
    mainElementId: elementId,
    line,
    column,
  };
}
