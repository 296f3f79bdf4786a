import { SaxesParser } from 'saxes';

/**
 * What of a process or a form decides how cases are handled, in a form that two versions can be compared in. Left out is only what is known
 * to decide nothing: names and notes for people, drawing, layout, how a file is written. Whatever is not known to be harmless stays in, so
 * that a kind of change nobody thought of is noticed as well.
 */

interface XmlNode {
  readonly tag: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlNode[];
  text: string;
}

/** Elements that say nothing to the engine: the drawing, notes, and references that flows say already. */
const SILENT = new Set([
  'BPMNDiagram',
  'documentation',
  'textAnnotation',
  'association',
  'group',
  'incoming',
  'outgoing',
  'laneSet',
  'category',
]);
/** `anliu.*` texts people read beside a step. */
const WORDING = new Set(['anliu.guide', 'anliu.basis', 'anliu.done', 'anliu.hint', 'anliu.state', 'anliu.title']);
/** What an attribute is when it is not written (BPMN 2.0, class diagrams): writers leave it out or not. */
const DEFAULTS: Readonly<Record<string, string>> = {
  isInterrupting: 'true',
  cancelActivity: 'true',
  isExecutable: 'false',
  isSequential: 'false',
  isForCompensation: 'false',
  triggeredByEvent: 'false',
  instantiate: 'false',
  parallelMultiple: 'false',
  isCollection: 'false',
  isClosed: 'false',
  gatewayDirection: 'Unspecified',
  processType: 'None',
  startQuantity: '1',
  completionQuantity: '1',
};

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function readXml(xml: string): XmlNode {
  const root: XmlNode = { tag: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({});
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node: XmlNode = {
      tag: local(name),
      attributes: attributes as Record<string, string>,
      children: [],
      text: '',
    };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on('closetag', () => void open.pop());
  const say = (text: string): void => void (open.at(-1)!.text += text);
  parser.on('text', say);
  parser.on('cdata', say);
  parser.write(xml).close();
  return root;
}

const isWording = ({ tag, attributes }: XmlNode): boolean =>
  tag === 'property' && WORDING.has(attributes['name'] ?? '');

function essenceOf(node: XmlNode, order: string): string {
  const attributes = Object.entries(node.attributes)
    .filter(([name]) => !/^xmlns(:|$)/.test(name))
    .map(([name, value]) => [local(name), local(name) === 'type' && name !== 'type' ? local(value) : value] as const)
    .filter(([name, value]) => DEFAULTS[name] !== value && !(name === 'name' && node.attributes['id'] !== undefined))
    .sort();
  // Of the flows that leave one element the first whose condition holds is taken: their order decides.
  const seen = new Map<string, number>();
  const children = node.children
    .filter((child) => !SILENT.has(child.tag) && !isWording(child))
    .map((child) => {
      if (child.tag !== 'sequenceFlow') return essenceOf(child, '');
      const source = child.attributes['sourceRef'] ?? '';
      seen.set(source, (seen.get(source) ?? 0) + 1);
      return essenceOf(child, String(seen.get(source)));
    })
    .filter((text) => text !== EMPTY_EXTENSIONS && text !== EMPTY_PROPERTIES)
    .sort();
  return JSON.stringify([node.tag, order, attributes, children, children.length ? '' : node.text.trim()]);
}
const EMPTY_EXTENSIONS = JSON.stringify(['extensionElements', '', [], [], '']);
const EMPTY_PROPERTIES = JSON.stringify(['properties', '', [], [], '']);

/** @throws Error for text that is no XML */
export function processEssence(xml: string): string {
  const definitions = readXml(xml).children.find(({ tag }) => tag === 'definitions');
  return essenceOf({ tag: '', attributes: {}, children: definitions?.children ?? [], text: '' }, '');
}

/** Of a field: what a person reads of it. */
const FIELD_WORDING = new Set(['title', 'hint', 'help', 'placeholder', 'rows', 'width']);

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const sorted = (value: unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, sorted(value[key])]),
      )
    : Array.isArray(value)
      ? value.map(sorted)
      : value;

/** `isNew`: fields the version in force does not have; an optional one more is harmless, as far as nothing else speaks of it. */
export function formEssence(form: object, isNew: (field: string) => boolean = () => false): string {
  const { version: _version, title: _title, layout: _layout, fields, views, ...rest } = form as Json;
  const kept = (object: unknown): [string, unknown][] =>
    isObject(object) ? Object.entries(object).filter(([id]) => !isNew(id)) : [];
  const plainFields = kept(fields).map(([id, field]) => [
    id,
    isObject(field) ? Object.fromEntries(Object.entries(field).filter(([name]) => !FIELD_WORDING.has(name))) : field,
  ]);
  const plainViews = isObject(views)
    ? Object.entries(views).map(([view, fieldsOfView]) => [view, Object.fromEntries(kept(fieldsOfView))])
    : [];
  return JSON.stringify(
    sorted({ ...rest, fields: Object.fromEntries(plainFields), views: Object.fromEntries(plainViews) }),
  );
}
