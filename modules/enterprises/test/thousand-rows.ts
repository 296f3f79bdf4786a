import { strToU8, zipSync } from 'fflate';
import { COLUMNS, type ColumnKey, type RowValues } from '../src/domain/columns.js';
import { inventedCode } from './registry-fixture.js';

const TOWNS = ['320724100', '320724101', '320724105', '320724'];

export const goodRow = (n: number): RowValues => ({
  uscc: inventedCode(n),
  name: `测试企业第${n}号有限公司`,
  region: TOWNS[n % TOWNS.length] ?? '320724',
  address: `示例路${n}号`,
  legalRepresentative: '法定人',
  principal: '负责人',
  principalPhone: `138${String(n).padStart(8, '0')}`,
  safetyHead: '安全员',
  safetyHeadPhone: '0518-83221234',
  industry: '2614',
  sector: '危化品生产',
  scale: '小型',
  staffTotal: String(n),
  status: '存续',
});

const flip = (code: string, at: number): string =>
  code.slice(0, at) + (code[at] === '1' ? '2' : '1') + code.slice(at + 1);

/** One way to be wrong: which field, with what, and the code it must be refused with. */
export const MISTAKES: readonly { field: ColumnKey; value: (good: RowValues) => string; code: string }[] = [
  { field: 'uscc', value: (row) => flip(row.uscc ?? '', 17), code: 'uscc_check' },
  { field: 'uscc', value: (row) => flip(row.uscc ?? '', 16), code: 'uscc_organization' },
  { field: 'uscc', value: (row) => (row.uscc ?? '').slice(0, 17), code: 'uscc_shape' },
  { field: 'uscc', value: (row) => `I${(row.uscc ?? '').slice(1)}`, code: 'uscc_shape' },
  { field: 'uscc', value: () => '', code: 'required' },
  { field: 'name', value: () => '', code: 'required' },
  { field: 'name', value: () => '长'.repeat(201), code: 'too_long' },
  { field: 'principal', value: () => '', code: 'required' },
  { field: 'region', value: () => '', code: 'required' },
  { field: 'region', value: () => '999999', code: 'region_unknown' },
  { field: 'region', value: () => '32072', code: 'region_unknown' },
  { field: 'region', value: () => '320723', code: 'region_outside' },
  { field: 'principalPhone', value: () => '12800000000', code: 'phone' },
  { field: 'safetyHeadPhone', value: () => '1380000', code: 'phone' },
  { field: 'sector', value: () => '修仙', code: 'enumeration' },
  { field: 'scale', value: () => '巨型', code: 'enumeration' },
  { field: 'staffTotal', value: () => '约50人', code: 'number' },
  { field: 'uscc', value: () => inventedCode(1), code: 'duplicate' },
  { field: 'industry', value: () => '化工', code: 'industry' },
];

export interface ThousandRows {
  readonly rows: RowValues[];
  /** Row as a spreadsheet shows it → code it must be refused with. */
  readonly expected: Map<number, string>;
}

/** 1,000 rows of which exactly 20 are wrong, each in its own way. The duplicate makes the row it repeats wrong as well: that row is one of the 20. */
export function thousandRows(): ThousandRows {
  const rows = Array.from({ length: 1000 }, (_, index) => goodRow(index + 1));
  const expected = new Map<number, string>();
  for (const [index, mistake] of MISTAKES.entries()) {
    const at = 40 + index * 47;
    const row = rows[at] as RowValues;
    rows[at] = { ...row, [mistake.field]: mistake.value(row) };
    expected.set(at + 2, mistake.code);
  }
  expected.set(2, 'duplicate');
  return { rows, expected };
}

const cells = (row: RowValues): string[] => COLUMNS.map((column) => row[column.key] ?? '');
const titles = COLUMNS.map((column) => (column.required ? `${column.title}*` : column.title));

export const asCsv = (rows: readonly RowValues[]): string =>
  [titles, ...rows.map(cells)]
    .map((line) => line.map((cell) => (/[",\n]/.test(cell) ? `"${cell}"` : cell)).join(','))
    .join('\r\n');

const escapeXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
const letter = (index: number): string => String.fromCharCode(65 + index);

/** A workbook as Excel writes it: codes as text, telephone numbers and counts as numbers, one cell as a formula with its value. */
export function asWorkbook(rows: readonly RowValues[], more: Record<string, string> = {}): Buffer {
  const numeric = new Set(['principalPhone', 'staffTotal', 'region']);
  const xmlCell = (text: string, column: number, row: number, key: string): string => {
    const reference = `${letter(column)}${row}`;
    if (key === 'address')
      return `<c r="${reference}" t="str"><f>CONCATENATE("x","y")</f><v>${escapeXml(text)}</v></c>`;
    return numeric.has(key) && /^\d+$/.test(text)
      ? `<c r="${reference}"><v>${text}</v></c>`
      : `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
  };
  const line = (texts: readonly string[], row: number, header = false): string =>
    `<row r="${row}">${texts.map((text, column) => (text === '' ? '' : xmlCell(text, column, row, header ? '' : (COLUMNS[column]?.key ?? '')))).join('')}</row>`;
  const sheet = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${line(titles, 1, true)}${rows.map((row, index) => line(cells(row), index + 2)).join('')}</sheetData></worksheet>`;
  return workbookOf(sheet, more);
}

export function workbookOf(sheet: string, more: Record<string, string> = {}): Buffer {
  const files: Record<string, string> = {
    '[Content_Types].xml':
      '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    '_rels/.rels':
      '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml':
      '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="企业" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
}
