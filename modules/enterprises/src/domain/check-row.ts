import type { ImportRow } from '@anliu/contract';
import { invisibleIn, isBlank } from '@anliu/text';
import { usccProblem } from '@anliu/organization';
import { isCellError, UNCALCULATED } from './cell-errors.js';
import { COLUMNS, MAX_NAMED_ROWS, MAX_VALUE_LENGTH, type Column, type RowValues } from './columns.js';

export type Problem = ImportRow['problems'][number];

/** What a row is checked against beside itself. */
export interface RowContext {
  readonly regionExists: (code: string) => boolean;
  /** The importing office may register enterprises there. */
  readonly regionAllowed: (code: string) => boolean;
  /** Rows of the file with the same code, this one among them. */
  readonly rowsOfCode: readonly number[];
  readonly row: number;
  /** Region of the registered enterprise with this code. */
  readonly registeredIn: string | undefined;
}

const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^0\d{2,3}-?\d{7,8}$/;
const INDUSTRY = /^[0-9]{2,4}$/;
const COUNT = /^\d{1,7}$/;

/** Blanks at the ends, full-width digits and letters, and lower-case letters in codes are repaired rather than refused. */
export function normalizeValues(values: RowValues): RowValues {
  const result: RowValues = {};
  for (const column of COLUMNS) {
    const text = (values[column.key] ?? '').normalize('NFC').trim();
    if (isBlank(text)) continue;
    const compact = (): string => text.normalize('NFKC').replace(/\s/g, '');
    switch (column.kind) {
      case 'uscc':
        result[column.key] = compact().toUpperCase();
        break;
      case 'region':
      case 'phone':
      case 'industry':
        result[column.key] = compact();
        break;
      case 'count':
        result[column.key] = wholeNumber(compact());
        break;
      case 'text':
        result[column.key] = text;
        break;
      default:
        result[column.key] = text.replace(/（/g, '(').replace(/）/g, ')');
    }
  }
  return result;
}

/** A spreadsheet may show a whole number in groups of three or with decimals that are zero. */
const wholeNumber = (text: string): string =>
  /^\d{1,3}(,\d{3})*(\.0+)?$|^\d+\.0+$/.test(text) ? text.replaceAll(',', '').replace(/\.0+$/, '') : text;

/** Every reason why a row cannot be registered, in the order of the columns. */
export function checkRow(values: RowValues, context: RowContext): Problem[] {
  return COLUMNS.flatMap((column) => {
    const value = values[column.key];
    const found = value === undefined ? missing(column) : checkValue(column, value, context);
    return found ? [{ column: column.key, title: column.title, ...found }] : [];
  });
}

type Found = Pick<Problem, 'code' | 'message'> | undefined;

const missing = (column: Column): Found =>
  column.required ? { code: 'required', message: `${column.title}未填，请补充。` } : undefined;

function checkValue(column: Column, value: string, context: RowContext): Found {
  if (isCellError(value)) {
    return {
      code: 'cell_error',
      message:
        value === UNCALCULATED
          ? `${column.title}是没有算出结果的公式，请用 Excel 或 WPS 打开文件并保存后再上传，或直接填写。`
          : `${column.title}是表格错误值“${value}”，请改正表格中的公式，或直接填写。`,
    };
  }
  if (value.length > MAX_VALUE_LENGTH) {
    return { code: 'too_long', message: `${column.title}超过 ${MAX_VALUE_LENGTH} 个字，请缩短。` };
  }
  switch (column.kind) {
    case 'text':
      if (value.split('"').length % 2 === 0) {
        return { code: 'quotes', message: `${column.title}中的引号（"）没有成对，请核对这一行后改正。` };
      }
      return invisibleIn(value).length > 0 || /[\t\n\r]/.test(value)
        ? { code: 'characters', message: `${column.title}含有不可见字符或换行，请重新输入。` }
        : undefined;
    case 'uscc':
      return checkUscc(value, context);
    case 'region':
      return checkRegion(value, context);
    case 'phone':
      return MOBILE.test(value) || LANDLINE.test(value)
        ? undefined
        : { code: 'phone', message: `${column.title}“${value}”格式不正确，应为 11 位手机号或带区号的固定电话。` };
    case 'industry':
      return INDUSTRY.test(value)
        ? undefined
        : { code: 'industry', message: `行业代码“${value}”不正确，应为 GB/T 4754 的 2–4 位数字代码。` };
    case 'count':
      return COUNT.test(value)
        ? undefined
        : { code: 'number', message: `${column.title}“${value}”应为不带单位的整数。` };
    default:
      return column.kind.oneOf.includes(value)
        ? undefined
        : {
            code: 'enumeration',
            message: `${column.title}“${value}”不在可选范围内，可选：${column.kind.oneOf.join('、')}。`,
          };
  }
}

/** GB 32100-2015, with the organisation code of GB 11714 inside. */
function checkUscc(value: string, context: RowContext): Found {
  switch (usccProblem(value)) {
    case 'shape':
      return {
        code: 'uscc_shape',
        message: `统一社会信用代码“${value}”应为 18 位数字和大写字母（不含 I、O、S、V、Z）。`,
      };
    case 'organization-code':
      return {
        code: 'uscc_organization',
        message: `统一社会信用代码“${value}”中的主体标识码（第 9–17 位）校验不通过，请核对营业执照。`,
      };
    case 'check-digit':
      return { code: 'uscc_check', message: `统一社会信用代码“${value}”末位校验码不正确，请核对营业执照。` };
    default:
  }
  if (context.rowsOfCode.length > 1) {
    // One more than are named: this row may be among them.
    const others = context.rowsOfCode.slice(0, MAX_NAMED_ROWS + 1).filter((other) => other !== context.row);
    const named = others.slice(0, MAX_NAMED_ROWS).join('、');
    const count = context.rowsOfCode.length - 1;
    return {
      code: 'duplicate',
      message: `统一社会信用代码与本文件第 ${named} ${count > MAX_NAMED_ROWS ? `等 ${count} ` : ''}行重复，请只保留一行。`,
    };
  }
  if (context.registeredIn !== undefined && !context.regionAllowed(context.registeredIn)) {
    return { code: 'registered_elsewhere', message: '该企业已在其他地区登记，请联系上级部门办理变更。' };
  }
  return undefined;
}

function checkRegion(value: string, context: RowContext): Found {
  if (!context.regionExists(value)) {
    return {
      code: 'region_unknown',
      message: `行政区划“${value}”不存在或不止一处，应填县区 6 位或乡镇 9 位代码，或本辖区内的名称。`,
    };
  }
  return context.regionAllowed(value)
    ? undefined
    : { code: 'region_outside', message: `行政区划代码“${value}”不在本机构辖区内，请核对或交由所在地区导入。` };
}
