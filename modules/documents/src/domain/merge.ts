import { compileFeel, scopeOf } from '@anliu/engine-expression';
import { MAX_MERGED_LENGTH, MAX_REPETITIONS } from '../limits.js';
import { FORMATS, text } from './format.js';
import { TemplateError, type Template, type TemplateNode } from './template.js';

export interface MergeInput {
  /** What expressions see: the case's fields by name, `case`, `parent`, `param`, and what the platform adds. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly now: Date;
  /** Name of a code in a code table; undefined when unknown. */
  codeName(table: string, code: string): string | undefined;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Characters that no document needs and that could disturb what reads it. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
const escapeHtml = (value: string): string =>
  value.replace(UNPRINTABLE, '').replace(/[&<>"]/g, (character) => ESCAPES[character]!);

const VOID = new Set(['br', 'hr']);
const PLACEHOLDER = /\{\{(.*?)\}\}/gs;

/**
 * Fills a template. Every value is escaped where it is put in, and what comes out is never read as a template again.
 * @throws TemplateError for an expression that does not compile or that exceeds its budget, too many repetitions, or too much text
 */
export function merge(template: Template, input: MergeInput): string {
  const values: Record<string, unknown> = { ...input.data };
  for (const [name, source] of template.fields) values[name] = evaluate(source, values, input);
  const output: string[] = [];
  let length = 0;
  const write = (part: string): void => {
    length += part.length;
    if (length > MAX_MERGED_LENGTH) throw new TemplateError(`文书超过 ${MAX_MERGED_LENGTH} 个字符`);
    output.push(part);
  };
  for (const node of template.nodes) render(node, values, input, write);
  return output.join('').trim();
}

function evaluate(source: string, values: Record<string, unknown>, input: MergeInput): unknown {
  try {
    return compileFeel(source.trim()).evaluate(scopeOf(values, () => input.now));
  } catch (error) {
    throw new TemplateError(
      `模板表达式“${source.trim()}”有误：${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}

/** `expression | format:argument | format` – formats stand after the last bar that is not inside a text. */
function splitFormats(source: string): [string, ...string[]] {
  const parts: string[] = [''];
  let quoted = false;
  for (const character of source) {
    if (character === '"') quoted = !quoted;
    if (character === '|' && !quoted) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts as [string, ...string[]];
}

function placeholder(source: string, values: Record<string, unknown>, input: MergeInput): string {
  const [expression, ...formats] = splitFormats(source);
  let value = evaluate(expression, values, input);
  for (const format of formats) {
    const [name = '', argument = ''] = format.trim().split(/:(.*)/s);
    if (name === 'code') {
      value = (Array.isArray(value) ? value : [value]).map(
        (code: unknown) => input.codeName(argument, text(code)) ?? text(code),
      );
      continue;
    }
    const known = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
    if (!known) throw new TemplateError(`模板中的格式“${name}”不存在，可用：code、${Object.keys(FORMATS).join('、')}`);
    value = known(value, argument);
  }
  return text(value);
}

const fill = (source: string, values: Record<string, unknown>, input: MergeInput): string =>
  source.replace(PLACEHOLDER, (_, expression: string) => placeholder(expression, values, input));

/** Literal text of a template keeps its meaning; line breaks of a value become `<br>`. */
function fillText(source: string, values: Record<string, unknown>, input: MergeInput): string {
  let html = '';
  let end = 0;
  for (const match of source.matchAll(PLACEHOLDER)) {
    html += escapeHtml(source.slice(end, match.index));
    html += escapeHtml(placeholder(match[1]!, values, input)).replace(/\r?\n/g, '<br>');
    end = match.index + match[0].length;
  }
  return html + escapeHtml(source.slice(end));
}

function render(
  node: TemplateNode,
  values: Record<string, unknown>,
  input: MergeInput,
  write: (part: string) => void,
): void {
  if ('text' in node) return write(fillText(node.text, values, input));
  const { 'data-each': each, 'data-if': condition, ...attributes } = node.attributes;
  const inner = (scope: Record<string, unknown>): void => {
    if (condition !== undefined && evaluate(condition, scope, input) !== true) return;
    const written = Object.entries(attributes).map(
      ([name, value]) => ` ${name}="${escapeHtml(fill(value, scope, input))}"`,
    );
    write(`<${node.tag}${written.join('')}>`);
    if (VOID.has(node.tag)) return;
    for (const child of node.children) render(child, scope, input, write);
    write(`</${node.tag}>`);
  };
  if (each === undefined) return inner(values);
  const [, source, name] = /^(.*)\s+as\s+([\p{L}_][\p{L}\p{N}_]*)$/su.exec(each.trim()) ?? [];
  if (!source || !name) throw new TemplateError(`data-each 应写作“列表 as 名称”，现为“${each}”`);
  const list = evaluate(source, values, input);
  const items = Array.isArray(list) ? (list as unknown[]) : list === null || list === undefined ? [] : [list];
  if (items.length > MAX_REPETITIONS)
    throw new TemplateError(`“${source}”有 ${items.length} 行，文书中最多 ${MAX_REPETITIONS} 行`);
  items.forEach((item, index) => inner({ ...values, [name]: item, index: index + 1 }));
}
