import PDFDocument from 'pdfkit';
import { fontBytes, type FontName } from './fonts.js';
import { BlockBuilder } from './layout/blocks.js';
import { Painter } from './layout/draw.js';
import type { Measure } from './layout/lines.js';
import { parseHtml } from './layout/parse.js';

export interface RenderOptions {
  readonly title: string;
  /** Date written into the file. The same text, title and date give the same bytes. */
  readonly date: Date;
  readonly author?: string;
}

/** Characters of a document; a merged document is shorter. */
export const MAX_HTML_LENGTH = 2_000_000;

/**
 * Sets a merged document as an official paper: A4, Chinese serif type embedded as a subset, text that can be searched and copied.
 * Pure: no clock, no network.
 * @throws RangeError above `MAX_HTML_LENGTH`
 */
export function renderPdf(html: string, options: RenderOptions): Promise<Uint8Array> {
  if (html.length > MAX_HTML_LENGTH)
    return Promise.reject(new RangeError(`the document is longer than ${MAX_HTML_LENGTH} characters`));
  return new Promise((resolve, reject) => {
    const pdf = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      pdfVersion: '1.7',
      lang: 'zh-CN',
      displayTitle: true,
      info: {
        Title: options.title,
        Author: options.author ?? '',
        Producer: 'Anliu',
        Creator: 'Anliu',
        CreationDate: options.date,
        ModDate: options.date,
      },
    });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
    try {
      for (const name of ['regular', 'bold'] as const) pdf.registerFont(name, fontBytes(name));
      new Painter(pdf).draw(new BlockBuilder(measureWith(pdf)).build(parseHtml(html)));
      pdf.end();
    } catch (error) {
      reject(error as Error);
    }
  });
}

/** Widths by character, each asked of the font once. */
function measureWith(pdf: PDFKit.PDFDocument): Measure {
  const known: Record<FontName, Map<string, number>> = { regular: new Map(), bold: new Map() };
  return (character, font, size) => {
    let width = known[font].get(character);
    if (width === undefined)
      known[font].set(character, (width = pdf.font(font).fontSize(1000).widthOfString(character)));
    return (width / 1000) * size;
  };
}
