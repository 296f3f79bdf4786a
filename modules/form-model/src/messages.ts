import { dateTimeText } from '@anliu/office-time';

/** Wording of every error a form can give, by code. `{title}` and other braces are filled from `FormError.params`. */
export const FORM_ERROR_TEXTS: Readonly<Record<string, string>> = {
  REQUIRED: '请填写“{title}”。',
  REQUIRED_CHOICE: '请选择“{title}”。',
  REQUIRED_FILE: '请上传“{title}”。',
  REQUIRED_ROWS: '“{title}”至少需要 1 行。',
  TYPE: '“{title}”的内容格式不对，应为{expected}。',
  TOO_SHORT: '“{title}”至少需要 {min} 个字，现在是 {actual} 个字。',
  TOO_LONG: '“{title}”最多 {max} 个字，现在是 {actual} 个字。',
  INVISIBLE: '“{title}”中有看不见的字符（{found}），请删除后重新输入。',
  PATTERN: '“{title}”的格式不对，应为{expected}。',
  TOO_SMALL: '“{title}”不能小于 {min}。',
  TOO_LARGE: '“{title}”不能大于 {max}。',
  PRECISION: '“{title}”最多保留 {precision} 位小数。',
  TOO_EARLY: '“{title}”不能早于 {min}。',
  TOO_LATE: '“{title}”不能晚于 {max}。',
  NOT_IN_CODES: '“{title}”的取值“{value}”不在可选范围内，请重新选择。',
  CODE_TABLE_MISSING: '“{title}”使用的代码表“{code}”没有载入，请联系管理员。',
  DUPLICATE: '“{title}”有重复的选项，请删除重复项。',
  TOO_FEW_ITEMS: '“{title}”至少需要 {min} 项，现在是 {actual} 项。',
  TOO_MANY_ITEMS: '“{title}”最多 {max} 项，现在是 {actual} 项。',
  TOO_FEW_ROWS: '“{title}”至少需要 {min} 行，现在是 {actual} 行。',
  TOO_MANY_ROWS: '“{title}”最多 {max} 行，现在是 {actual} 行。',
  FILE_TOO_LARGE: '“{title}”中的“{value}”超过 {max}，请压缩后重新上传。',
  FILE_TYPE: '“{title}”中的“{value}”类型不符，只接受 {expected}。',
  FIELD_NOT_WRITABLE: '“{title}”在当前环节不能填写。',
  FIELD_UNKNOWN: '表单中没有“{value}”这一项。',
  DATA_TOO_LARGE: '提交的内容超过 {max} 项，请分次办理或减少表格行数。',
  DATA_TOO_DEEP: '提交的内容嵌套超过 {max} 层，请按表单填写。',
  ROWS_FIXED: '“{title}”在当前环节不能增加或删除行。',
};

/** Fills `{a.b}` from plain data; what is missing stays empty. */
export function fillTemplate(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{([^{}]+)\}/g, (_, path: string) => {
    let value: unknown = values;
    for (const key of path.trim().split('.')) {
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    }
    if (value instanceof Date) return dateTimeText(value);
    return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
  });
}
