import { dateTimeText } from '@anliu/office-time';
import { INSTALLATION_LANGUAGE, Sentence, type Language, type Wordings } from '@anliu/sentences';

/** Wording of every error a form can give whatever its fields, by code, in Chinese and English. `{title}` and other braces are filled from `FormError.params`. */
export const FORM_ERROR_TEXTS: Readonly<Record<string, Wordings>> = {
  CHECK_TOO_COSTLY: [
    '校验“{check}”计算量过大，没有得出结果，不是您填写有误。请减少行数后重试，或联系配置管理员修改这项校验。',
    'The check “{check}” took too much computing and gave no result; it is not your mistake. Try with fewer rows, or tell whoever configures the form.',
  ],
  REQUIRED: ['请填写“{title}”。', 'Fill in “{title}”.'],
  REQUIRED_CHOICE: ['请选择“{title}”。', 'Choose “{title}”.'],
  REQUIRED_FILE: ['请上传“{title}”。', 'Upload “{title}”.'],
  REQUIRED_ROWS: ['“{title}”至少需要 1 行。', '“{title}” needs at least 1 row.'],
  TYPE: ['“{title}”的内容格式不对，应为{expected}。', '“{title}” has the wrong form; it should be {expected}.'],
  TOO_SHORT: [
    '“{title}”至少需要 {min} 个字，现在是 {actual} 个字。',
    '“{title}” needs at least {min} characters; there are {actual}.',
  ],
  TOO_LONG: [
    '“{title}”最多 {max} 个字，现在是 {actual} 个字。',
    '“{title}” takes at most {max} characters; there are {actual}.',
  ],
  INVISIBLE: [
    '“{title}”中有看不见的字符（{found}），请删除后重新输入。',
    '“{title}” holds characters that cannot be seen ({found}); remove them and type again.',
  ],
  PATTERN: ['“{title}”的格式不对，应为{expected}。', '“{title}” has the wrong format: {expected}.'],
  TOO_SMALL: ['“{title}”不能小于 {min}。', '“{title}” cannot be less than {min}.'],
  TOO_LARGE: ['“{title}”不能大于 {max}。', '“{title}” cannot be more than {max}.'],
  PRECISION: ['“{title}”最多保留 {precision} 位小数。', '“{title}” takes at most {precision} decimals.'],
  TOO_EARLY: ['“{title}”不能早于 {min}。', '“{title}” cannot be before {min}.'],
  TOO_LATE: ['“{title}”不能晚于 {max}。', '“{title}” cannot be after {max}.'],
  NOT_IN_CODES: [
    '“{title}”的取值“{value}”不在可选范围内，请重新选择。',
    '“{value}” is not one of the choices of “{title}”.',
  ],
  CODE_TABLE_MISSING: [
    '“{title}”使用的代码表“{code}”没有载入，请联系管理员。',
    'The code table “{code}” of “{title}” is not loaded; tell the administrator.',
  ],
  DUPLICATE: ['“{title}”有重复的选项，请删除重复项。', '“{title}” holds the same choice twice.'],
  TOO_FEW_ITEMS: [
    '“{title}”至少需要 {min} 项，现在是 {actual} 项。',
    '“{title}” needs at least {min}; there are {actual}.',
  ],
  TOO_MANY_ITEMS: [
    '“{title}”最多 {max} 项，现在是 {actual} 项。',
    '“{title}” takes at most {max}; there are {actual}.',
  ],
  TOO_FEW_ROWS: [
    '“{title}”至少需要 {min} 行，现在是 {actual} 行。',
    '“{title}” needs at least {min} rows; there are {actual}.',
  ],
  TOO_MANY_ROWS: [
    '“{title}”最多 {max} 行，现在是 {actual} 行。',
    '“{title}” takes at most {max} rows; there are {actual}.',
  ],
  FILE_TOO_LARGE: [
    '“{title}”中的“{value}”超过 {max}，请压缩后重新上传。',
    '“{value}” in “{title}” is larger than {max}; compress it and upload again.',
  ],
  FILE_TYPE: [
    '“{title}”中的“{value}”类型不符，只接受 {expected}。',
    '“{value}” in “{title}” has the wrong type; accepted: {expected}.',
  ],
  FIELD_NOT_WRITABLE: ['“{title}”在当前环节不能填写。', '“{title}” cannot be filled in at this step.'],
  FIELD_UNKNOWN: ['表单中没有“{value}”这一项。', 'The form has no “{value}”.'],
  DATA_TOO_LARGE: [
    '提交的内容超过 {max} 项，请分次办理或减少表格行数。',
    'More than {max} values were sent; do it in several steps or with fewer rows.',
  ],
  DATA_TOO_DEEP: ['提交的内容嵌套超过 {max} 层，请按表单填写。', 'What was sent is nested deeper than {max} levels.'],
  ROWS_FIXED: ['“{title}”在当前环节不能增加或删除行。', 'Rows of “{title}” cannot be added or removed at this step.'],
};

/** Fills `{a.b}` from plain data; what is missing stays empty. */
export function fillTemplate(
  template: string,
  values: Readonly<Record<string, unknown>>,
  language: Language = INSTALLATION_LANGUAGE,
): string {
  return template.replace(/\{([^{}]+)\}/g, (_, path: string) => {
    let value: unknown = values;
    for (const key of path.trim().split('.')) {
      value =
        typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    }
    if (value instanceof Date) return dateTimeText(value);
    if (value instanceof Sentence) return value.in(language);
    return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
  });
}
