import type { SaxesTagNS } from 'saxes';
import type { Setting } from './process-meta.js';

/** Children of an element that the engine reads; everything else is drawing, documentation, or has a place of its own. */
const READ =
  /^(?:extensionElements|.*EventDefinition|.*LoopCharacteristics|script|conditionExpression|completionCondition|activationCondition|ioSpecification|resourceRole|potentialOwner|humanPerformer|performer)$/;
/** Wrappers and what is read elsewhere (`camunda:properties`). */
const PASSED_OVER = new Set(['extensionElements', 'properties', 'property']);
/** How and when a step runs technically, not who decides what. */
const TECHNICAL = new Set([
  'id',
  'name',
  'default',
  'attachedToRef',
  'sourceRef',
  'targetRef',
  'formKey',
  'gatewayDirection',
  'isExecutable',
  'isClosed',
  'processType',
  'historyTimeToLive',
  'versionTag',
  'isImmediate',
  'asyncBefore',
  'asyncAfter',
  'async',
  'exclusive',
  'jobPriority',
  'taskPriority',
  'priority',
  'startQuantity',
  'completionQuantity',
]);
/** Written out or left out, these mean the same. */
const DEFAULTS: Readonly<Record<string, string>> = {
  cancelActivity: 'true',
  isInterrupting: 'true',
  triggeredByEvent: 'false',
  isForCompensation: 'false',
  parallelMultiple: 'false',
  instantiate: 'false',
  isSequential: 'false',
  eventGatewayType: 'Exclusive',
};
const REFERENCES = new Set(['messageRef', 'signalRef', 'errorRef', 'escalationRef']);

interface Written {
  element: string;
  attributes: Record<string, string>;
  text: string;
}

/** Collects, while a process is read, what the engine reads of each element; depths are those of the reader's path. */
export function createSettings({ bpmn, extensions }: { bpmn: string; extensions: ReadonlySet<string> }): {
  begin(tag: SaxesTagNS, depth: number, into?: Setting[]): Setting[];
  opened(tag: SaxesTagNS, depth: number): void;
  text(text: string): void;
  closed(depth: number): void;
} {
  const known = (uri: string): boolean => uri === '' || uri === bpmn || extensions.has(uri);
  const owners: { depth: number; list: Setting[] }[] = [];
  /** Depth of the child being read, and what is open inside it. */
  let reading: number | undefined;
  const open: (Written | undefined)[] = [];
  const attributes = (tag: SaxesTagNS): Record<string, string> =>
    Object.fromEntries(
      Object.values(tag.attributes)
        .filter(({ local, value, uri }) => known(uri) && !TECHNICAL.has(local) && DEFAULTS[local] !== value)
        .map(({ local, value }): [string, string] => [local, value])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    begin(tag, depth, list = []) {
      list.push({ element: tag.local, attributes: attributes(tag), text: '' });
      owners.push({ depth, list });
      return list;
    },
    opened(tag, depth) {
      const owner = owners.at(-1);
      if (reading === undefined) {
        if (!owner || depth !== owner.depth + 1 || !READ.test(tag.local)) return;
        reading = depth;
      }
      const kept = known(tag.uri) && !PASSED_OVER.has(tag.local);
      const named = extensions.has(tag.uri) ? tag.attributes['name']?.value : undefined;
      const written = kept
        ? {
            element: tag.local,
            attributes: { ...attributes(tag), ...(named === undefined ? {} : { name: named }) },
            text: '',
          }
        : undefined;
      if (written) owner?.list.push(written);
      open.push(written);
    },
    text(text) {
      const written = open.at(-1);
      if (written) written.text += text.trim();
    },
    closed(depth) {
      if (reading !== undefined) open.pop();
      if (reading === depth) reading = undefined;
      if (owners.at(-1)?.depth === depth) owners.pop();
    },
  };
}

/** What a message, signal, error or escalation of the file is, as text that does not depend on its id. */
export const definitionOf = (tag: SaxesTagNS): string =>
  Object.values(tag.attributes)
    .filter(({ local }) => local !== 'id')
    .map(({ local, value }) => `${local}=${value}`)
    .sort()
    .join(' ');

/** The same settings with what they refer to in place of its id. */
export const resolved = (settings: readonly Setting[], definitions: ReadonlyMap<string, string>): readonly Setting[] =>
  settings.map((setting) => ({
    ...setting,
    attributes: Object.fromEntries(
      Object.entries(setting.attributes).map(([name, value]) => [
        name,
        REFERENCES.has(name) ? (definitions.get(value) ?? value) : value,
      ]),
    ),
  }));
