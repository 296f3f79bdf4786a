import QRCode from 'qrcode';
import { CONTENT_BOTTOM, CONTENT_WIDTH, MM, PAGE, SIZE } from '../page.js';
import {
  CELL_PADDING,
  QR_EDGE,
  type Block,
  type Cell,
  type Layout,
  type QrBlock,
  type SignatureBlock,
  type TableBlock,
  type TextBlock,
} from './blocks.js';
import { heightOf, type Align, type Line } from './lines.js';

type Pdf = PDFKit.PDFDocument;

/** Space above and below a table, above a QR code, and the width of rules, in points. */
const TABLE_GAP = 6;
const QR_GAP = 8;
const STROKE = 0.6;

/** Puts measured blocks on pages, top to bottom. */
export class Painter {
  readonly #pdf: Pdf;
  #y: number = PAGE.top;

  constructor(pdf: Pdf) {
    this.#pdf = pdf;
  }

  draw(layout: Layout): void {
    this.#header(layout.header);
    for (const block of layout.blocks) this.#block(block);
    this.#footers(layout.footer);
  }

  #nextPage(): void {
    this.#pdf.addPage();
    this.#y = PAGE.top;
  }

  get #room(): number {
    return CONTENT_BOTTOM - this.#y;
  }

  #need(height: number): void {
    if (height > this.#room + 0.01 && this.#y > PAGE.top) this.#nextPage();
  }

  #block(block: Block): void {
    switch (block.kind) {
      case 'text':
        return this.#text(block);
      case 'table':
        return this.#table(block);
      case 'signature':
        return this.#signature(block);
      case 'qr':
        return this.#qr(block);
      case 'rule':
        this.#need(10);
        this.#pdf
          .moveTo(PAGE.left, this.#y + 5)
          .lineTo(PAGE.left + CONTENT_WIDTH, this.#y + 5)
          .lineWidth(STROKE)
          .stroke();
        this.#y += 10;
        return;
      case 'group': {
        this.#need(Math.min(blockHeight(block), CONTENT_BOTTOM - PAGE.top));
        const top = this.#y;
        if (block.beside) {
          this.#y += QR_GAP;
          this.#qr(block.beside);
        }
        const below = this.#y;
        this.#y = top;
        block.blocks.forEach((part) => this.#block(part));
        this.#y = Math.max(this.#y, below);
      }
    }
  }

  #text(block: TextBlock): void {
    this.#y += this.#y > PAGE.top ? block.before : 0;
    // No single line of a longer paragraph is left behind at the foot of a page.
    if (block.lines.length > 2 && this.#room < heightOf(block.lines.slice(0, 2))) this.#need(Infinity);
    for (const line of block.lines) {
      this.#need(line.height);
      this.#line(line, PAGE.left + block.x, this.#y, block.width, block.align);
      this.#y += line.height;
    }
    this.#y += block.after;
  }

  #line(line: Line, left: number, top: number, width: number, align: Align): void {
    const free = width - line.indent - line.width;
    let x = left + line.indent + (align === 'center' ? free / 2 : align === 'right' ? free : 0);
    const characters = line.pieces.reduce((sum, piece) => sum + Array.from(piece.text).length, 0);
    // A full line reaches the right edge; what is missing is shared by all gaps, as long as it is too little to be seen.
    const stretch =
      align === 'justify' && !line.last && characters > 1 && free > 0 && free < line.height * 2
        ? free / (characters - 1)
        : 0;
    for (const piece of line.pieces) {
      const count = Array.from(piece.text).length;
      const y = top + (line.height - piece.size) / 2 - piece.size * RISE;
      this.#pdf.font(piece.font).fontSize(piece.size).fillColor('#000');
      this.#pdf.text(piece.text, x, y, { lineBreak: false, characterSpacing: stretch });
      const drawn = piece.width + stretch * count;
      if (piece.underline) {
        const under = top + line.height / 2 + piece.size * 0.58;
        this.#pdf
          .moveTo(x, under)
          .lineTo(x + drawn, under)
          .lineWidth(STROKE)
          .stroke();
      }
      x += drawn;
    }
  }

  #table(table: TableBlock): void {
    this.#y += TABLE_GAP;
    const headHeight = table.head.reduce((sum, row) => sum + rowHeight(row), 0);
    const first = table.rows[0];
    this.#need(headHeight + (first ? Math.min(rowHeight(first), 4 * SIZE.table) : 0));
    const head = (): void => table.head.forEach((row) => this.#rowAt(row, rowHeight(row)));
    head();
    for (const row of table.rows) this.#row(row, head, headHeight);
    this.#y += TABLE_GAP;
  }

  /** A row that fits the next page goes there whole; one that is longer than a page is continued line by line. */
  #row(row: readonly Cell[], head: () => void, headHeight: number): void {
    const fresh = CONTENT_BOTTOM - PAGE.top - headHeight;
    if (rowHeight(row) > this.#room && rowHeight(row) <= fresh) {
      this.#nextPage();
      head();
    }
    let rest = row;
    while (rowHeight(rest) > this.#room + 0.01) {
      const [now, later] = splitRow(rest, this.#room - 2 * CELL_PADDING);
      if (now.some((cell) => cell.lines.length > 0)) this.#rowAt(now, this.#room);
      else if (this.#y <= PAGE.top + headHeight + 0.01) break;
      this.#nextPage();
      head();
      rest = later;
    }
    this.#rowAt(rest, rowHeight(rest));
  }

  #rowAt(row: readonly Cell[], height: number): void {
    for (const cell of row) {
      const left = PAGE.left + cell.x;
      this.#pdf.rect(left, this.#y, cell.width, height).lineWidth(STROKE).strokeColor('#000').stroke();
      const text = heightOf(cell.lines);
      let top =
        this.#y + (cell.head || cell.align === 'center' ? Math.max(CELL_PADDING, (height - text) / 2) : CELL_PADDING);
      for (const line of cell.lines) {
        this.#line(line, left + CELL_PADDING, top, cell.width - 2 * CELL_PADDING, line.align);
        top += line.height;
      }
    }
    this.#y += height;
  }

  #signature(block: SignatureBlock): void {
    this.#need(block.height);
    const middle = this.#y + block.height / 2;
    this.#line(block.label, PAGE.left, middle - block.label.height / 2, CONTENT_WIDTH, 'left');
    const from = PAGE.left + block.label.width + 4;
    const under = middle + block.label.height * 0.62;
    this.#pdf
      .moveTo(from, under)
      .lineTo(Math.max(from + 60 * MM, PAGE.left + CONTENT_WIDTH * 0.78), under)
      .lineWidth(STROKE)
      .stroke();
    this.#y += block.height;
  }

  #qr(block: QrBlock): void {
    this.#need(QR_EDGE + (block.caption?.height ?? 0) + 4);
    const { modules } = QRCode.create(block.value || ' ', { errorCorrectionLevel: 'M' });
    const unit = QR_EDGE / modules.size;
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        if (modules.get(row, column)) this.#pdf.rect(PAGE.left + column * unit, this.#y + row * unit, unit, unit);
      }
    }
    this.#pdf.fill('#000');
    this.#y += QR_EDGE + 2;
    if (block.caption) {
      this.#line(block.caption, PAGE.left, this.#y, QR_EDGE, 'center');
      this.#y += block.caption.height;
    }
  }

  #header(header: string): void {
    if (!header) return;
    this.#pdf.font('regular').fontSize(SIZE.small).fillColor('#000');
    const width = this.#pdf.widthOfString(header);
    this.#pdf.text(header, (PAGE.width - width) / 2, PAGE.top - 14 * MM, { lineBreak: false });
  }

  /** Text at the foot of the last page, page numbers on every page. */
  #footers(footer: string): void {
    const { start, count } = this.#pdf.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.#pdf.switchToPage(start + index);
      this.#pdf.font('regular').fontSize(SIZE.small).fillColor('#000');
      const top = PAGE.height - PAGE.bottom + 6 * MM;
      const number = `第 ${index + 1} 页，共 ${count} 页`;
      this.#pdf.text(number, PAGE.width - PAGE.right - this.#pdf.widthOfString(number), top, { lineBreak: false });
      if (footer && index === count - 1) {
        this.#pdf
          .moveTo(PAGE.left, top - 4)
          .lineTo(PAGE.left + CONTENT_WIDTH, top - 4)
          .lineWidth(STROKE)
          .stroke();
        this.#pdf.text(footer, PAGE.left, top, { lineBreak: false });
      }
    }
  }
}

/** pdfkit puts the font's ascender at `y`; Noto's lies this share of the size above the em box. */
const RISE = 0.22;

const rowHeight = (row: readonly Cell[]): number =>
  Math.max(2 * SIZE.table, ...row.map((cell) => heightOf(cell.lines) + 2 * CELL_PADDING));

function splitRow(row: readonly Cell[], room: number): [Cell[], Cell[]] {
  const counts = row.map((cell) => {
    let height = 0;
    const index = cell.lines.findIndex((line) => (height += line.height) > room);
    return index < 0 ? cell.lines.length : index;
  });
  return [
    row.map((cell, i) => ({ ...cell, lines: cell.lines.slice(0, counts[i]) })),
    row.map((cell, i) => ({ ...cell, lines: cell.lines.slice(counts[i]) })),
  ];
}

function blockHeight(block: Block): number {
  switch (block.kind) {
    case 'text':
      return block.before + heightOf(block.lines) + block.after;
    case 'table':
      return [...block.head, ...block.rows].reduce((sum, row) => sum + rowHeight(row), 2 * TABLE_GAP);
    case 'signature':
      return block.height;
    case 'qr':
      return QR_EDGE + 2 + (block.caption?.height ?? 0);
    case 'rule':
      return 10;
    case 'group':
      return Math.max(
        block.blocks.reduce((sum, part) => sum + blockHeight(part), 0),
        block.beside ? QR_GAP + blockHeight(block.beside) : 0,
      );
  }
}
