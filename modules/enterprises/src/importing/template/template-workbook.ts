import { strToU8, zipSync } from 'fflate';
import { COLUMNS, MAX_VALUE_LENGTH, type Column } from '../../domain/columns.js';
import { MAX_ROWS } from '../limits.js';

// Ours, over a kept zip library: the libraries that write lists of permitted values have open advisories, the kept ones do not write them.

const SHEET = '企业';
const VALUES_SHEET = '可选值';
const HEADING_ROWS = 1;
const WIDTH = 20;

const NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** A, B, … Z, AA, … */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

const cell = (text: string, column: number, row: number, style: number): string =>
  `<c r="${columnLetters(column)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
const rowOf = (texts: readonly string[], row: number, style: number): string =>
  `<row r="${row}">${texts.map((text, column) => (text === '' ? '' : cell(text, column, row, style))).join('')}</row>`;

/** Names a person may choose from, by the column they belong to. */
type Choices = readonly { readonly column: number; readonly title: string; readonly values: readonly string[] }[];

const choicesOf = (regions: readonly string[]): Choices =>
  COLUMNS.flatMap(({ kind, title }, column) => {
    const values = kind === 'region' ? regions : typeof kind === 'object' ? kind.oneOf : [];
    return values.length > 0 ? [{ column, title, values }] : [];
  });

const TEXT_STYLE = 1;
const HEADING_STYLE = 2;

/** Codes and telephone numbers stay texts: leading zeros and 18 digits survive. */
const listSheet = (choices: Choices): string => {
  const last = HEADING_ROWS + MAX_ROWS;
  const columns = COLUMNS.map(
    (_, index) => `<col min="${index + 1}" max="${index + 1}" width="${WIDTH}" style="${TEXT_STYLE}" customWidth="1"/>`,
  ).join('');
  const lists = choices.map(({ column, values }, index) => {
    const letters = columnLetters(index);
    const range = `${columnLetters(column)}${HEADING_ROWS + 1}:${columnLetters(column)}${last}`;
    const { required, kind } = COLUMNS[column] as Column;
    // A region may also be given by its code: the list only proposes there.
    const strict =
      kind === 'region' ? '' : ' showErrorMessage="1" errorTitle="不在可选范围内" error="请从下拉列表中选择"';
    return `<dataValidation type="list" allowBlank="${required ? 0 : 1}"${strict} sqref="${range}"><formula1>'${VALUES_SHEET}'!$${letters}$2:$${letters}$${values.length + 1}</formula1></dataValidation>`;
  });
  return `${DECLARATION}<worksheet xmlns="${NAMESPACE}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${HEADING_ROWS}" topLeftCell="A${HEADING_ROWS + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns}</cols><sheetData>${rowOf(
    COLUMNS.map(({ title, required }) => (required ? `${title}*` : title)),
    1,
    HEADING_STYLE,
  )}</sheetData>${lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : ''}</worksheet>`;
};

function valuesSheet(choices: Choices): string {
  const longest = Math.max(0, ...choices.map(({ values }) => values.length));
  const rows = Array.from({ length: longest }, (_, index) =>
    rowOf(
      choices.map(({ values }) => values[index] ?? ''),
      index + 2,
      TEXT_STYLE,
    ),
  );
  const heading = rowOf(
    choices.map(({ title }) => `可选：${title}`),
    1,
    HEADING_STYLE,
  );
  return `${DECLARATION}<worksheet xmlns="${NAMESPACE}"><sheetData>${heading}${rows.join('')}</sheetData></worksheet>`;
}

const STYLES = `${DECLARATION}<styleSheet xmlns="${NAMESPACE}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;
const TYPES = `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;
const relations = (list: readonly (readonly [type: string, target: string])[]): string =>
  `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(
      ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

/**
 * The workbook people fill in: a heading, and where only some values are permitted a list to choose from. The lists stand on a
 * hidden sheet of their own.
 * @param regions names of the regions the office may register enterprises in
 */
export function templateWorkbook(regions: readonly string[]): Buffer {
  const choices = choicesOf(regions.filter((name) => name.length <= MAX_VALUE_LENGTH));
  const files: Record<string, string> = {
    '[Content_Types].xml': TYPES,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${DECLARATION}<workbook xmlns="${NAMESPACE}" xmlns:r="${RELATIONS}"><sheets><sheet name="${SHEET}" sheetId="1" r:id="rId1"/><sheet name="${VALUES_SHEET}" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['worksheet', 'worksheets/sheet2.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': listSheet(choices),
    'xl/worksheets/sheet2.xml': valuesSheet(choices),
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
}
