import { parseDocument } from 'htmlparser2';
import { parse as parseYaml } from 'yaml';
import { MAX_TEMPLATE_DEPTH, MAX_TEMPLATE_LENGTH } from '../limits.js';

/** A template or its place that cannot be used; the message is for whoever wrote it. */
export class TemplateError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TemplateError';
  }
}

interface ElementNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TemplateNode[];
}
export type TemplateNode = ElementNode | { readonly text: string };

/** A document template: named values in front matter (FEEL), then a small part of HTML. */
export interface Template {
  readonly title: string;
  /** Name → FEEL; may use the case's data and the names before it. */
  readonly fields: readonly (readonly [string, string])[];
  readonly nodes: readonly TemplateNode[];
}

/** Elements and what each may carry besides `data-if`, `data-each` and `class`. Everything else is refused. */
const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  header: [],
  footer: [],
  h1: [],
  h2: [],
  h3: [],
  p: ['align'],
  div: ['align'],
  span: ['size'],
  b: [],
  u: [],
  br: [],
  hr: [],
  ol: [],
  ul: [],
  li: [],
  table: [],
  thead: [],
  tbody: [],
  tr: [],
  th: ['width', 'align', 'colspan'],
  td: ['width', 'align', 'colspan'],
  'signature-line': ['label'],
  'qr-code': ['value', 'caption'],
};
const COMMON = ['class', 'data-if', 'data-each'];
/** What a class may mean to the renderer. */
const CLASSES = ['number', 'addressee', 'no-indent', 'seal', 'signatures', 'small', 'basis'];

/** @throws TemplateError naming the element that is not allowed, or the front matter's error */
export function parseTemplate(source: string): Template {
  if (source.length > MAX_TEMPLATE_LENGTH) throw new TemplateError(`模板超过 ${MAX_TEMPLATE_LENGTH} 个字符`);
  const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(source);
  if (!parts) throw new TemplateError('模板开头应有 --- 包围的字段映射');
  let head: unknown;
  try {
    head = parseYaml(parts[1]!, { maxAliasCount: 0 });
  } catch (error) {
    throw new TemplateError(`模板的字段映射有误：${error instanceof Error ? error.message : String(error)}`, error);
  }
  const { title, fields = {} } = (head ?? {}) as { title?: unknown; fields?: unknown };
  if (typeof title !== 'string' || !title) throw new TemplateError('模板的字段映射缺少 title');
  const entries = Object.entries(fields as Record<string, unknown>);
  for (const [name, value] of entries) {
    if (typeof value !== 'string' || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
      throw new TemplateError(`字段“${name}”应为一个 FEEL 表达式`);
  }
  const nodes = parseDocument(parts[2]!, { lowerCaseTags: true, recognizeSelfClosing: true }).children;
  return { title, fields: entries as [string, string][], nodes: nodes.flatMap((node) => convert(node as DomNode, 0)) };
}

interface DomNode {
  type: string;
  data?: string;
  name?: string;
  attribs?: Record<string, string>;
  children?: DomNode[];
}

function convert(node: DomNode, depth: number): TemplateNode[] {
  if (node.type === 'text') return [{ text: (node.data ?? '').replace(/[ \t\r\n]+/g, ' ') }];
  if (node.type === 'comment') return [];
  const tag = node.name ?? node.type;
  const allowed = Object.hasOwn(ELEMENTS, tag) ? ELEMENTS[tag] : undefined;
  if (node.type !== 'tag' || !allowed) throw new TemplateError(`模板中不允许使用 <${tag}>`);
  if (depth >= MAX_TEMPLATE_DEPTH) throw new TemplateError(`模板嵌套超过 ${MAX_TEMPLATE_DEPTH} 层`);
  const attributes = node.attribs ?? {};
  for (const [name, value] of Object.entries(attributes)) {
    if (!allowed.includes(name) && !COMMON.includes(name)) throw new TemplateError(`<${tag}> 不允许使用属性 ${name}`);
    if (name === 'class' && !CLASSES.includes(value))
      throw new TemplateError(`<${tag}> 的样式“${value}”不存在，可用：${CLASSES.join('、')}`);
  }
  return [{ tag, attributes, children: (node.children ?? []).flatMap((child) => convert(child, depth + 1)) }];
}
