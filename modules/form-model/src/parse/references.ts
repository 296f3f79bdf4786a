import { kindOf } from '../fields/index.js';
import type { FieldDefinition, FormDefinition } from '../form.js';
import { compileExpression, wordsOf } from '../expression/feel.js';
import { isFieldId, nameProblem, splitPattern } from '../names.js';
import { typeConflicts } from './types.js';

type Report = (path: string, code: string, message: string, severity?: 'error' | 'warning') => void;

const RULE_TARGETS = ['show', 'hide', 'require', 'readonly'] as const;

/** Everything the parts of a definition say of each other. The shape is known to be right. */
export function checkReferences(form: FormDefinition, report: Report): void {
  checkFields(form.fields, 'fields', form, report);
  checkLayout(form, report);
  const reach = targetChecker(form, report);
  form.rules?.forEach((rule, index) => {
    const path = `rules.${index}`;
    const targets = [...RULE_TARGETS.flatMap((kind) => rule[kind] ?? []), ...Object.keys(rule.set ?? {})];
    checkFeel(`${path}.when`, rule.when, report, form, targets);
    let said = Object.keys(rule.set ?? {}).length;
    for (const kind of RULE_TARGETS) {
      said += rule[kind]?.length ?? 0;
      rule[kind]?.forEach((target, at) => reach(`${path}.${kind}.${at}`, target, rule.when));
    }
    for (const [target, source] of Object.entries(rule.set ?? {})) {
      reach(`${path}.set.${target}`, target, `${rule.when} ${source}`);
      checkFeel(`${path}.set.${target}`, source, report, form, [target]);
    }
    if (said === 0) report(path, 'RULE_EMPTY', '规则没有写明作用的字段，请补充 show、hide、require、readonly 或 set');
  });
  for (const [target, source] of Object.entries(form.compute ?? {})) {
    reach(`compute.${target}`, target, source);
    checkFeel(`compute.${target}`, source, report, form, [target]);
  }
  form.checks?.forEach((check, index) => {
    const path = `checks.${index}`;
    checkFeel(`${path}.assert`, check.assert, report, form, [check.field]);
    if (check.when !== undefined) checkFeel(`${path}.when`, check.when, report, form, [check.field]);
    reach(`${path}.field`, check.field, `${check.assert} ${check.when ?? ''}`);
  });
  checkViews(form, report);
}

function checkFields(
  fields: Readonly<Record<string, FieldDefinition>>,
  at: string,
  form: FormDefinition,
  report: Report,
): void {
  const names = new Map<string, string>();
  for (const [id, field] of Object.entries(fields)) {
    const path = `${at}.${id}`;
    if (!isFieldId(id)) report(path, 'FIELD_ID', `字段编号“${id}”应以 f_ 开头，只含字母、数字和下划线`);
    const problem = nameProblem(field.name);
    if (problem !== undefined) report(`${path}.name`, 'FIELD_NAME', problem);
    const other = names.get(field.name);
    if (other !== undefined)
      report(`${path}.name`, 'FIELD_NAME_TWICE', `名称“${field.name}”已被 ${other} 使用，请另取`);
    names.set(field.name, id);
    kindOf(field).inspect?.(field, {
      siblings: fields,
      top: form.fields,
      report: (key, code, message) => report(key === '' ? path : `${path}.${key}`, code, message),
    });
    if (field.type === 'table') checkFields(field.columns, `${path}.columns`, form, report);
  }
}

/** `targets`: what the expression is decided for; columns give it the rows of their table. */
function checkFeel(
  path: string,
  source: string,
  report: Report,
  form: FormDefinition,
  targets: readonly string[],
): void {
  const quoted = `表达式“${source.slice(0, 60)}”`;
  try {
    compileExpression(source);
  } catch (error) {
    const column =
      typeof error === 'object' && error !== null && 'column' in error ? `第 ${String(error.column)} 个字符附近` : '';
    report(path, 'EXPRESSION', `${quoted}不能识别${column === '' ? '' : `（${column}）`}，请检查写法`);
    return;
  }
  const table = targets.map(splitPattern).find(({ column }) => column !== undefined)?.field;
  const [first] = typeConflicts(form, source, table === undefined ? undefined : form.fields[table]);
  if (!first) return;
  const types = [...new Set(first.types)].map((type) => TYPE_TITLES[type] ?? type).join('与');
  report(
    path,
    'EXPRESSION_TYPES',
    `${quoted}第 ${first.offset + 1} 个字符附近对${types}作比较或运算，永远得不到结果，请先换算成同一类型`,
  );
}

/** What people call the types of FEEL. */
const TYPE_TITLES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  boolean: '是否',
  date: '日期',
  'date and time': '日期时间',
  time: '时间',
  'days and time duration': '时长',
  'years and months duration': '年月时长',
  list: '列表',
  context: '一组数据',
};

function checkLayout(form: FormDefinition, report: Report): void {
  const seen = new Set<string>();
  form.layout.forEach((section, s) =>
    section.rows.forEach((row, r) =>
      row.forEach((id, c) => {
        const path = `layout.${s}.rows.${r}.${c}`;
        if (!Object.hasOwn(form.fields, id)) report(path, 'REFERENCE', `没有字段 ${id}`);
        else if (seen.has(id)) report(path, 'LAYOUT_TWICE', `字段 ${id} 在版面中出现了两次`);
        seen.add(id);
      }),
    ),
  );
}

/** Targets exist; a rule that speaks of `row` speaks of columns. */
function targetChecker(form: FormDefinition, report: Report): (path: string, target: string, source: string) => void {
  return (path, target, source) => {
    const [fieldId = '', star, columnId, ...rest] = target.split('.');
    const field = Object.hasOwn(form.fields, fieldId) ? form.fields[fieldId] : undefined;
    if (!field) return report(path, 'REFERENCE', `没有字段 ${fieldId}`);
    if (star === undefined) {
      if (wordsOf(source).has('row')) report(path, 'ROW_SCOPE', `row 只能用于表格的列（如 ${fieldId}.*.f_列）`);
      return;
    }
    const isColumn =
      star === '*' &&
      rest.length === 0 &&
      field.type === 'table' &&
      columnId !== undefined &&
      Object.hasOwn(field.columns, columnId);
    if (!isColumn) report(path, 'REFERENCE', `“${target}”不是表格的列，应写作 f_表格.*.f_列`);
  };
}

function checkViews(form: FormDefinition, report: Report): void {
  for (const [view, patterns] of Object.entries(form.views)) {
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(view))
      report(`views.${view}`, 'VIEW_NAME', '视图名只能由字母、数字、下划线和短横线组成');
    for (const [pattern, access] of Object.entries(patterns)) {
      const path = `views.${view}.${pattern}`;
      if (pattern === '*') continue;
      const [fieldId = '', star, columnId, ...rest] = pattern.split('.');
      const field = Object.hasOwn(form.fields, fieldId) ? form.fields[fieldId] : undefined;
      if (!field) {
        report(path, 'REFERENCE', `没有字段 ${fieldId}`);
        continue;
      }
      let target: FieldDefinition | undefined = field;
      if (star !== undefined) {
        if (star !== '*' || rest.length > 0 || field.type !== 'table') {
          report(path, 'REFERENCE', `“${pattern}”写法不对，应为 f_表格.* 或 f_表格.*.f_列`);
          continue;
        }
        target =
          columnId === undefined
            ? undefined
            : Object.hasOwn(field.columns, columnId)
              ? field.columns[columnId]
              : undefined;
        if (columnId !== undefined && !target) report(path, 'REFERENCE', `表格 ${fieldId} 没有列 ${columnId}`);
      }
      const isSystem = target && (kindOf(target).isSystem === true || Object.hasOwn(form.compute ?? {}, pattern));
      if (isSystem && (access === 'edit' || access === 'required')) {
        report(path, 'SYSTEM_FIELD', '系统给出的字段不能填写，请改为 read 或 hidden', 'warning');
      }
    }
  }
}
