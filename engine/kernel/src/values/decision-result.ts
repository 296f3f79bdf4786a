import { ProcessEngineError, writeJson } from '@anliu/engine-protocol';
import { javaSerialize, type JavaValue } from './java-serialization.js';
import { storedFromValue, valueOf, type StoredValue } from './stored-value.js';

/** The name under which output mappings and listeners see the whole result while the activity lasts. */
export const DECISION_RESULT = 'decisionResult';

/** The outputs of one matched rule, or of a decision without a table, by name and in order. */
export type DecisionRule = ReadonlyMap<string, StoredValue>;

const failed = (mapper: string, reason: string): ProcessEngineError =>
  new ProcessEngineError(`ENGINE-22001 The decision result mapper '${mapper}' failed to process the result: ${reason}`);

function singleRule(rules: readonly DecisionRule[], mapper: string): DecisionRule | undefined {
  if (rules.length <= 1) return rules[0];
  throw failed(
    mapper,
    `DMN-01011 Unable to get single decision result as it has more than one result '${shown(rules)}'`,
  );
}

/** The one output of the one rule; undefined when there is none. */
export function singleEntryOf(rules: readonly DecisionRule[]): StoredValue | undefined {
  const rule = singleRule(rules, 'singleEntry');
  if (rule && rule.size > 1) {
    throw failed(
      'singleEntry',
      `DMN-01010 Unable to get single decision result entry as it has more than one entry '${shown([rule])}'`,
    );
  }
  return rule?.values().next().value;
}

/** What Camunda's other mappers keep: lists and maps, with the serialised form Camunda would have stored. */
export function mapResult(
  mapper: 'singleResult' | 'collectEntries' | 'resultList',
  rules: readonly DecisionRule[],
): StoredValue {
  switch (mapper) {
    case 'singleResult': {
      const rule = singleRule(rules, mapper);
      return rule ? stored(plain(rule), 'java.util.HashMap', hashMap(rule)) : storedFromValue(null);
    }
    case 'collectEntries': {
      const entries = collectEntries(rules);
      if (rules.length === 0) return stored([], 'java.util.Collections$EmptyList', { kind: 'emptyList' });
      return stored(entries.map(valueOf), 'java.util.ArrayList', { kind: 'list', items: entries.map(javaOf) });
    }
    case 'resultList': {
      return stored(rules.map(plain), 'java.util.ArrayList', { kind: 'list', items: rules.map(hashMap) });
    }
  }
}

const hashMap = (rule: DecisionRule): JavaValue => ({
  kind: 'hashMap',
  entries: [...rule].map(([name, entry]) => [name, javaOf(entry)]),
});

function javaOf(entry: StoredValue): JavaValue {
  const value = valueOf(entry);
  switch (typeof value) {
    case 'boolean':
      return { kind: 'boolean', value };
    case 'bigint':
      return { kind: 'long', value };
    case 'number':
      return { kind: entry.type === 'double' || entry.type === 'long' ? entry.type : 'integer', value };
    default:
  }
  if (value === null || value === undefined) return { kind: 'null' };
  if (value instanceof Date) return { kind: 'date', value: value.getTime() };
  return { kind: 'string', value: entry.textValue ?? '' };
}

const stored = (value: unknown, objectTypeName: string, java: JavaValue): StoredValue => ({
  ...storedFromValue(value),
  bytesValue: javaSerialize(java),
  valueInfo: { objectTypeName, serializationDataFormat: 'application/x-java-serialized-object' },
});

function collectEntries(rules: readonly DecisionRule[]): StoredValue[] {
  const names = new Set(rules.flatMap((rule) => [...rule.keys()]));
  if (names.size > 1) {
    throw new ProcessEngineError(
      `ENGINE-22002 The decision result mapper 'collectEntries' failed to process '${shown(rules)}'. The decision outputs should only contains values for one output name but found '[${[...names].join(', ')}]'.`,
    );
  }
  const [name] = names;
  return name === undefined ? [] : rules.flatMap((rule) => rule.get(name) ?? []);
}

export const plain = (rule: DecisionRule): Record<string, unknown> =>
  Object.fromEntries([...rule].map(([name, stored]) => [name, valueOf(stored)]));

const shown = (rules: readonly DecisionRule[]): string => writeJson(rules.map(plain));

/** What expressions can do with the result, by the names of Camunda's `DmnDecisionResult`. */
export function decisionResultObject(rules: readonly Record<string, unknown>[]): Record<string, unknown> {
  const single = (): Record<string, unknown> | null => {
    if (rules.length > 1) {
      throw new ProcessEngineError('DMN-01011 Unable to get single decision result as it has more than one result');
    }
    return rules[0] ?? null;
  };
  return {
    ...rules,
    size: () => rules.length,
    isEmpty: () => rules.length === 0,
    get: (index: unknown) => rules[Number(index)] ?? null,
    getFirstResult: () => rules[0] ?? null,
    getSingleResult: single,
    getSingleEntry: () => {
      const values = Object.values(single() ?? {});
      if (values.length > 1) {
        throw new ProcessEngineError(
          'DMN-01010 Unable to get single decision result entry as it has more than one entry',
        );
      }
      return values[0] ?? null;
    },
    getResultList: () => rules,
    collectEntries: (name: unknown) =>
      rules.flatMap((rule) => (Object.hasOwn(rule, String(name)) ? [rule[String(name)]] : [])),
  };
}
