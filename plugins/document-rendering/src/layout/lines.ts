import type { FontName } from '../fonts.js';
import type { Run } from './parse.js';

export type Align = 'left' | 'center' | 'right' | 'justify';

/** A stretch of a line in one look. */
interface Piece extends Run {
  readonly width: number;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly width: number;
  readonly height: number;
  /** Distance of the first piece from the left edge of the box. */
  readonly indent: number;
  /** The last line of a paragraph is not stretched. */
  readonly last: boolean;
}

/** Width of one character in points. */
export type Measure = (character: string, font: FontName, size: number) => number;

/** Characters that may not begin a line (避头) and that may not end one (避尾). */
const NO_START = new Set('，。、；：？！）〕】》〉」』”’％…—·,.;:?!)]}%℃°');
const NO_END = new Set('（〔【《〈「『“‘([{');
const WORD = /[A-Za-z0-9_.,:/@#%+-]/;

interface Unit {
  readonly text: string;
  readonly run: Run;
  readonly width: number;
}

/** Splits runs into what may not be broken: single characters, and words of Latin letters and digits. */
function units(runs: readonly Run[], measure: Measure, width: number): Unit[] {
  const result: Unit[] = [];
  for (const run of runs) {
    let word = '';
    let wordWidth = 0;
    const flush = (): void => {
      if (word) result.push({ text: word, run, width: wordWidth });
      word = '';
      wordWidth = 0;
    };
    for (const character of run.text) {
      const characterWidth = character === '\n' ? 0 : measure(character, run.font, run.size);
      if (!WORD.test(character)) {
        flush();
        result.push({ text: character, run, width: characterWidth });
        continue;
      }
      if (wordWidth + characterWidth > width) flush();
      word += character;
      wordWidth += characterWidth;
    }
    flush();
  }
  return result;
}

function toLine(content: readonly Unit[], indent: number, leading: number, fallback: number, last: boolean): Line {
  const trimmed = [...content];
  while (trimmed.length && trimmed.at(-1)!.text === ' ') trimmed.pop();
  const pieces: Piece[] = [];
  for (const unit of trimmed) {
    const before = pieces.at(-1);
    const { font, size, underline } = unit.run;
    if (before && before.font === font && before.size === size && before.underline === underline) {
      pieces[pieces.length - 1] = { ...before, text: before.text + unit.text, width: before.width + unit.width };
    } else pieces.push({ text: unit.text, font, size, underline, width: unit.width });
  }
  const size = Math.max(...pieces.map((piece) => piece.size), pieces.length ? 0 : fallback);
  return { pieces, width: pieces.reduce((sum, piece) => sum + piece.width, 0), height: size * leading, indent, last };
}

/**
 * Breaks runs into lines of at most `width` points by the rules of Chinese setting: no closing mark begins a line, no opening mark
 * ends one, words and numbers stay whole. Every character comes out in exactly one line.
 */
export function breakLines(
  runs: readonly Run[],
  options: { width: number; indent?: number; leading: number; size: number; measure: Measure },
): Line[] {
  const { width, indent = 0, leading, size, measure } = options;
  const lines: Line[] = [];
  let line: Unit[] = [];
  let used = 0;
  /** The first line of a paragraph, and each line after a break that was written. */
  const indented = (): number => (lines.at(-1)?.last === false ? 0 : indent);
  const room = (): number => width - indented();
  const close = (last: boolean): void => {
    lines.push(toLine(line, indented(), leading, size, last));
    line = [];
    used = 0;
  };
  for (const unit of units(runs, measure, width)) {
    if (unit.text === '\n') {
      close(true);
      continue;
    }
    if (unit.text === ' ' && line.length === 0) continue;
    if (used + unit.width > room() + 0.01 && line.length > 0) {
      // What must stay with the next character moves down with it.
      const moved: Unit[] = [];
      while (line.length > 1 && (NO_START.has((moved[0] ?? unit).text[0]!) || NO_END.has(line.at(-1)!.text)))
        moved.unshift(line.pop()!);
      close(false);
      for (const part of moved) {
        line.push(part);
        used += part.width;
      }
      if (unit.text === ' ' && line.length === 0) continue;
    }
    line.push(unit);
    used += unit.width;
  }
  if (line.length > 0 || lines.length === 0) close(true);
  const final = lines.pop()!;
  return [...lines, { ...final, last: true }];
}

export const heightOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.height, 0);
