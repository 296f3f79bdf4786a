import { SaxesParser, type SaxesTagNS } from 'saxes';
import { MAX_XML_DEPTH } from './limits.js';
import type { FlowMeta, NodeMeta, ProcessMeta, Setting } from './process-meta.js';
import { createSettings, definitionOf, resolved } from './process-settings.js';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const EXTENSIONS = new Set([
  'http://camunda.org/schema/1.0/bpmn',
  'http://operaton.org/schema/1.0/bpmn',
  'http://activiti.org/bpmn',
]);
const FLOW_NODES =
  /^(?:.*Task|task|callActivity|subProcess|transaction|adHocSubProcess|.*Gateway|startEvent|endEvent|boundaryEvent|intermediate(?:Catch|Throw)Event)$/;

export class ProcessXmlError extends Error {
  readonly line: number;
  readonly column: number;
  constructor(message: string, line: number, column: number) {
    super(message);
    this.name = 'ProcessXmlError';
    this.line = line;
    this.column = column;
  }
}

interface Open<Meta> {
  meta: Meta;
  properties: Record<string, string>;
}
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads the first process of a BPMN file for the platform. It looks only at what `anliu.*` needs and takes every engine's
 * extension namespace for the same; whether the BPMN itself is right is the engine's answer at deployment.
 * @throws ProcessXmlError for text that is no XML, holds a DOCTYPE, nests too deep or has no process
 */
export function readProcess(xml: string): ProcessMeta {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const path: SaxesTagNS[] = [];
  const owners: (Open<unknown> | undefined)[] = [];
  let process: Open<{ key: string; name: string }> | undefined;
  const nodes: Record<string, Open<Writable<NodeMeta>>> = {};
  const flows: Writable<FlowMeta>[] = [];
  let flow: Writable<FlowMeta> | undefined;
  const scopes: string[] = [];
  const settings = createSettings({ bpmn: BPMN, extensions: EXTENSIONS });
  const definitions = new Map<string, string>();
  const processSettings: Setting[] = [];

  const fail = (message: string): never => {
    throw new ProcessXmlError(message, parser.line, parser.column);
  };
  parser.on('doctype', () => fail('流程文件不允许包含 DOCTYPE。'));
  parser.on('error', (error) => fail(`流程文件不是合法的 XML：${error.message}`));
  parser.on('opentag', (tag) => {
    path.push(tag);
    if (path.length > MAX_XML_DEPTH) fail(`流程文件嵌套超过 ${MAX_XML_DEPTH} 层。`);
    owners.push(undefined);
    settings.opened(tag, path.length);
    if (EXTENSIONS.has(tag.uri) && tag.local === 'property') {
      const owner = owners.findLast((entry) => entry !== undefined);
      const name = plainAttribute(tag, 'name');
      if (owner && name !== undefined) owner.properties[name] = plainAttribute(tag, 'value') ?? '';
      return;
    }
    if (tag.uri !== BPMN) return;
    const id = plainAttribute(tag, 'id') ?? '';
    if (tag.local === 'process' && !process) {
      process = { meta: { key: id, name: plainAttribute(tag, 'name') ?? id }, properties: {} };
      owners[owners.length - 1] = process;
      settings.begin(tag, path.length, processSettings);
    } else if (process && FLOW_NODES.test(tag.local)) {
      const node: Open<Writable<NodeMeta>> = {
        meta: {
          id,
          name: plainAttribute(tag, 'name') ?? '',
          type: tag.local,
          properties: {},
          timer: false,
          nested: scopes.length > 0,
          settings: settings.begin(tag, path.length),
          ...optional('parent', scopes.at(-1)),
          line: parser.line,
          column: parser.column,
          ...optional('formKey', extensionAttribute(tag, 'formKey')),
          ...optional('topic', extensionAttribute(tag, 'topic')),
          ...optional('defaultFlow', plainAttribute(tag, 'default')),
          ...optional('attachedTo', plainAttribute(tag, 'attachedToRef')),
        },
        properties: {},
      };
      nodes[id] = node;
      owners[owners.length - 1] = node;
      if (/subProcess|transaction/i.test(tag.local)) scopes.push(id);
    } else if (process && tag.local === 'sequenceFlow') {
      flow = {
        id,
        source: plainAttribute(tag, 'sourceRef') ?? '',
        target: plainAttribute(tag, 'targetRef') ?? '',
        name: plainAttribute(tag, 'name') ?? '',
        settings: settings.begin(tag, path.length),
      };
      flows.push(flow);
    } else if (path.length === 2 && id) {
      definitions.set(id, definitionOf(tag));
    } else if (tag.local === 'timerEventDefinition') {
      const owner = owners.findLast((entry) => entry !== undefined);
      if (owner && owner !== process) (owner.meta as Writable<NodeMeta>).timer = true;
    }
  });
  parser.on('text', (text) => {
    settings.text(text);
    if (flow && path.at(-1)?.local === 'conditionExpression') flow.condition = (flow.condition ?? '') + text.trim();
  });
  parser.on('cdata', (text) => {
    settings.text(text);
    if (flow && path.at(-1)?.local === 'conditionExpression') flow.condition = (flow.condition ?? '') + text.trim();
  });
  parser.on('closetag', (tag) => {
    settings.closed(path.length);
    path.pop();
    owners.pop();
    if (tag.uri === BPMN && tag.local === 'sequenceFlow') flow = undefined;
    if (tag.uri === BPMN && /subProcess|transaction/i.test(tag.local)) scopes.pop();
  });
  parser.write(xml).close();
  if (!process) return fail('文件中没有流程（bpmn:process）。');
  const found: Open<{ key: string; name: string }> = process;
  return {
    key: found.meta.key,
    name: found.meta.name,
    properties: found.properties,
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([id, node]) => [
        id,
        { ...node.meta, properties: node.properties, settings: resolved(node.meta.settings, definitions) },
      ]),
    ),
    flows,
    settings: processSettings,
  };
}

const optional = <K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, string>>;

const plainAttribute = (tag: SaxesTagNS, local: string): string | undefined =>
  Object.values(tag.attributes).find((attribute) => attribute.local === local && attribute.uri === '')?.value;

const extensionAttribute = (tag: SaxesTagNS, local: string): string | undefined =>
  Object.values(tag.attributes).find((attribute) => attribute.local === local && EXTENSIONS.has(attribute.uri))?.value;
