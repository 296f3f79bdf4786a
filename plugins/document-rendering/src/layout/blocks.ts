import { CONTENT_WIDTH, LEADING, MM, SIZE } from '../page.js';
import type { FontName } from '../fonts.js';
import { breakLines, type Align, type Line, type Measure } from './lines.js';
import { isBlank, isElement, isInline, runsOf, type Content, type Element } from './parse.js';

export interface TextBlock {
  readonly kind: 'text';
  readonly lines: readonly Line[];
  readonly align: Align;
  readonly before: number;
  readonly after: number;
  /** Left edge within the column. */
  readonly x: number;
  readonly width: number;
}
export interface Cell {
  readonly x: number;
  readonly width: number;
  readonly align: Align;
  readonly head: boolean;
  readonly lines: readonly (Line & { align: Align })[];
}
export interface TableBlock {
  readonly kind: 'table';
  readonly head: readonly (readonly Cell[])[];
  readonly rows: readonly (readonly Cell[])[];
}
export interface SignatureBlock {
  readonly kind: 'signature';
  readonly label: Line;
  readonly height: number;
}
export interface QrBlock {
  readonly kind: 'qr';
  readonly value: string;
  readonly caption: Line | undefined;
}
interface RuleBlock {
  readonly kind: 'rule';
}
/** Blocks that stay on one page. */
interface GroupBlock {
  readonly kind: 'group';
  readonly blocks: readonly Block[];
  /** Beside the blocks, at the left. */
  readonly beside?: QrBlock;
}
export type Block = TextBlock | TableBlock | SignatureBlock | QrBlock | RuleBlock | GroupBlock;

export interface Layout {
  readonly header: string;
  readonly footer: string;
  readonly blocks: readonly Block[];
}

/** Lines of a paragraph that moves to the next page with the signatures after it. */
const MAX_KEPT_LINES = 8;
export const CELL_PADDING = 2 * MM;
const SIGNATURE_HEIGHT = SIZE.body * 1.75;
export const QR_EDGE = 22 * MM;

interface TextStyle {
  size: number;
  leading: number;
  font: FontName;
  align: Align;
  indent: number;
  before: number;
  after: number;
}

const ALIGNS = new Set(['left', 'center', 'right', 'justify']);
const alignOf = (element: Element, fallback: Align): Align =>
  ALIGNS.has(element.attributes.align ?? '') ? (element.attributes.align as Align) : fallback;

function styleOf({ tag, attributes }: Element): TextStyle {
  const body: TextStyle = {
    size: SIZE.body,
    leading: LEADING.body,
    font: 'regular',
    align: 'justify',
    indent: 2 * SIZE.body,
    before: 0,
    after: 0,
  };
  if (tag === 'h1')
    return { ...body, size: SIZE.title, leading: 1.5, font: 'bold', align: 'center', indent: 0, before: 4, after: 8 };
  if (tag === 'h2' || tag === 'h3')
    return { ...body, size: SIZE.heading, font: 'bold', indent: 0, before: 8, after: 2 };
  switch (attributes.class) {
    case 'number':
      return { ...body, align: 'center', indent: 0, after: 12 };
    case 'addressee':
    case 'no-indent':
      return { ...body, indent: 0 };
    case 'small':
      return { ...body, size: SIZE.small, leading: LEADING.small, indent: 0 };
    default:
      return body;
  }
}

/** Turns merged HTML into measured blocks. */
export class BlockBuilder {
  readonly #measure: Measure;
  constructor(measure: Measure) {
    this.#measure = measure;
  }

  build(content: readonly Content[]): Layout {
    const plain = (tag: string): string =>
      content
        .filter((item): item is Element => isElement(item) && item.tag === tag)
        .map((item) =>
          runsOf(item.children, { font: 'regular', size: SIZE.small, underline: false })
            .map((run) => run.text)
            .join('')
            .trim(),
        )
        .join('　');
    const body = content.filter((item) => !(isElement(item) && (item.tag === 'header' || item.tag === 'footer')));
    return { header: plain('header'), footer: plain('footer'), blocks: this.#blocks(body) };
  }

  #blocks(content: readonly Content[]): Block[] {
    const blocks: Block[] = [];
    /** Signatures and seal never stand on a page without text: they stay together and with the short paragraph before them. */
    const add = (block: Block): void => {
      const before = blocks.at(-1);
      if (block.kind === 'group' && before?.kind === 'group' && !before.beside) {
        blocks[blocks.length - 1] = { kind: 'group', blocks: [...before.blocks, block] };
      } else if (block.kind === 'group' && before?.kind === 'text' && before.lines.length <= MAX_KEPT_LINES) {
        blocks[blocks.length - 1] = { kind: 'group', blocks: [before, block] };
      } else blocks.push(block);
    };
    let inline: Content[] = [];
    const flush = (): void => {
      if (inline.some((item) => !isBlank(item)))
        blocks.push(this.#paragraph({ tag: 'p', attributes: {}, children: inline }));
      inline = [];
    };
    for (const item of content) {
      if (isInline(item)) {
        inline.push(item);
        continue;
      }
      flush();
      this.#block(item as Element).forEach(add);
    }
    flush();
    return blocks;
  }

  #block(element: Element): Block[] {
    switch (element.tag) {
      case 'table':
        return [this.#table(element)];
      case 'hr':
        return [{ kind: 'rule' }];
      case 'signature-line':
        return [this.#signature(element)];
      case 'qr-code':
        return [this.#qr(element)];
      case 'ol':
      case 'ul':
        return this.#list(element);
      case 'div':
        return this.#division(element);
      default:
        return element.children.every(isInline) ? [this.#paragraph(element)] : this.#blocks(element.children);
    }
  }

  #paragraph(
    element: Element,
    box: { x: number; width: number } = { x: 0, width: CONTENT_WIDTH },
    style = styleOf(element),
  ): TextBlock {
    const { font, size, leading, indent, before, after } = style;
    const lines = breakLines(runsOf(element.children, { font, size, underline: false }), {
      width: box.width,
      indent,
      leading,
      size,
      measure: this.#measure,
    });
    return { kind: 'text', lines, align: alignOf(element, style.align), before, after, ...box };
  }

  #division(element: Element): Block[] {
    if (element.attributes.class === 'seal') {
      const box = { x: CONTENT_WIDTH * 0.46, width: CONTENT_WIDTH * 0.54 };
      const all = element.children.filter((child): child is Element => isElement(child));
      const lines = all.filter((child) => child.tag !== 'qr-code');
      const code = all.find((child) => child.tag === 'qr-code');
      const blocks = lines.map((line, index) =>
        this.#paragraph(line, box, {
          ...styleOf(line),
          indent: 0,
          align: 'center',
          before: index === 0 ? 1.4 * SIZE.body : 0,
        }),
      );
      return [{ kind: 'group', blocks, ...(code ? { beside: this.#qr(code) } : {}) }];
    }
    const blocks = this.#blocks(element.children);
    return element.attributes.class === 'signatures' ? [{ kind: 'group', blocks }] : blocks;
  }

  #list(element: Element): Block[] {
    const items = element.children.filter((child): child is Element => isElement(child) && child.tag === 'li');
    return items.map((item, index) => {
      const mark = element.tag === 'ol' ? `${index + 1}．` : '·';
      return this.#paragraph({ tag: 'p', attributes: {}, children: [mark, ...item.children] });
    });
  }

  #signature(element: Element): SignatureBlock {
    const run = { text: element.attributes.label ?? '', font: 'regular' as const, size: SIZE.body, underline: false };
    const [label] = breakLines([run], {
      width: CONTENT_WIDTH * 0.7,
      leading: 1,
      size: SIZE.body,
      measure: this.#measure,
    });
    return { kind: 'signature', label: label!, height: SIGNATURE_HEIGHT };
  }

  #qr(element: Element): QrBlock {
    const text = element.attributes.caption ?? '';
    const run = { text, font: 'regular' as const, size: SIZE.small, underline: false };
    const [caption] = text
      ? breakLines([run], { width: CONTENT_WIDTH, leading: LEADING.small, size: SIZE.small, measure: this.#measure })
      : [];
    return { kind: 'qr', value: element.attributes.value ?? '', caption };
  }

  #table(element: Element): TableBlock {
    const rows: { row: Element; head: boolean }[] = [];
    const collect = (children: readonly Content[], head: boolean): void => {
      for (const child of children) {
        if (!isElement(child)) continue;
        if (child.tag === 'tr') rows.push({ row: child, head });
        else collect(child.children, child.tag === 'thead');
      }
    };
    collect(element.children, false);
    const cells = rows.map(({ row }) =>
      row.children.filter((child): child is Element => isElement(child) && (child.tag === 'td' || child.tag === 'th')),
    );
    const columns = columnWidths(cells);
    const laidOut = cells.map((row) => this.#row(row, columns));
    return {
      kind: 'table',
      head: laidOut.filter((_, i) => rows[i]!.head),
      rows: laidOut.filter((_, i) => !rows[i]!.head),
    };
  }

  #row(cells: readonly Element[], columns: readonly number[]): Cell[] {
    let column = 0;
    return cells.map((cell) => {
      const span = spanOf(cell);
      const x = columns.slice(0, column).reduce((sum, width) => sum + width, 0);
      const width = columns.slice(column, column + span).reduce((sum, part) => sum + part, 0);
      column += span;
      const head = cell.tag === 'th';
      const align = alignOf(cell, head ? 'center' : 'left');
      return { x, width, align, head, lines: this.#cellLines(cell, width - 2 * CELL_PADDING, align, head) };
    });
  }

  #cellLines(cell: Element, width: number, align: Align, head: boolean): (Line & { align: Align })[] {
    const paragraphs: Element[] = [];
    let inline: Content[] = [];
    const flush = (): void => {
      if (inline.some((item) => !isBlank(item))) paragraphs.push({ tag: 'p', attributes: {}, children: inline });
      inline = [];
    };
    for (const child of cell.children) {
      if (isInline(child)) inline.push(child);
      else {
        flush();
        paragraphs.push(child as Element);
      }
    }
    flush();
    const look = { font: head ? ('bold' as const) : ('regular' as const), size: SIZE.table, underline: false };
    const lines = paragraphs.flatMap((paragraph) =>
      breakLines(runsOf(paragraph.children, look), {
        width,
        leading: LEADING.table,
        size: SIZE.table,
        measure: this.#measure,
      }).map((line) => ({
        ...line,
        align: alignOf(paragraph, align),
      })),
    );
    return lines;
  }
}

const spanOf = (cell: Element): number => Math.max(1, Math.min(20, Number(cell.attributes.colspan) || 1));

/** Column widths in points: from the `width` (percent) of single cells, the rest shared equally. */
function columnWidths(rows: readonly (readonly Element[])[]): number[] {
  const count = Math.max(1, ...rows.map((row) => row.reduce((sum, cell) => sum + spanOf(cell), 0)));
  const shares: (number | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const row of rows) {
    let column = 0;
    for (const cell of row) {
      const share = Number(cell.attributes.width);
      if (spanOf(cell) === 1 && share > 0) shares[column] ??= share;
      column += spanOf(cell);
    }
  }
  const known = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  const open = shares.filter((share) => share === undefined).length;
  const rest = open ? Math.max(100 - known, 5 * open) / open : 0;
  const complete = shares.map((share) => share ?? rest);
  const total = complete.reduce((sum, share) => sum + share, 0);
  return complete.map((share) => (share / total) * CONTENT_WIDTH);
}
