import type { IoValue } from '@anliu/engine-bpmn';
import type { Context } from '../state/context.js';
import { evaluateStored, evaluateText, runScript } from './expressions.js';
import { javaSerialize } from './java-serialization.js';
import type { JavaValue } from './java-serialization.js';
import type { StoredValue } from './stored-value.js';
import { storedFromValue, valueOf } from './stored-value.js';

/** A computed parameter: one stored value, or a list or map of such. */
type Computed =
  | { readonly kind: 'stored'; readonly stored: StoredValue }
  | { readonly kind: 'list'; readonly items: readonly Computed[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Computed])[] };

function compute(ctx: Context, executionId: string, value: IoValue): Computed {
  switch (value.kind) {
    case 'expression':
      return { kind: 'stored', stored: evaluateStored(ctx, executionId, value.expression) };
    case 'script':
      return { kind: 'stored', stored: storedFromValue(runScript(ctx, executionId, value.script)) };
    case 'null':
      return { kind: 'stored', stored: storedFromValue(null) };
    case 'list':
      return { kind: 'list', items: value.items.map((item) => compute(ctx, executionId, item)) };
    case 'map': {
      const entries = new Map<string, Computed>();
      // Of equal keys the one written last in the order of their texts counts, as in Camunda.
      for (const { key, value: entry } of [...value.entries].sort((a, b) => (a.key.source < b.key.source ? -1 : 1))) {
        entries.set(evaluateText(ctx, executionId, key) ?? 'null', compute(ctx, executionId, entry));
      }
      return { kind: 'map', entries: [...entries].sort(([a], [b]) => (a < b ? -1 : 1)) };
    }
  }
}

function plainOf(computed: Computed): unknown {
  switch (computed.kind) {
    case 'stored':
      return valueOf(computed.stored);
    case 'list':
      return computed.items.map(plainOf);
    case 'map':
      return Object.fromEntries(computed.entries.map(([key, entry]) => [key, plainOf(entry)]));
  }
}

const numberKind = (value: number): 'integer' | 'long' | 'double' =>
  (value | 0) === value ? 'integer' : Number.isSafeInteger(value) ? 'long' : 'double';

const asJava = (value: unknown): JavaValue => {
  if (value === null || value === undefined) return { kind: 'null' };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'bigint') return { kind: 'long', value };
  if (typeof value === 'number') return { kind: numberKind(value), value };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(asJava) };
  if (value instanceof Date) return { kind: 'string', value: value.toISOString() };
  if (typeof value === 'object')
    return { kind: 'map', entries: Object.entries(value).map(([key, entry]) => [key, asJava(entry)]) };
  return { kind: 'string', value: String(value as string) };
};

function javaOf(computed: Computed): JavaValue {
  switch (computed.kind) {
    case 'stored': {
      const value = valueOf(computed.stored);
      return computed.stored.type === 'long' && typeof value === 'number' ? { kind: 'long', value } : asJava(value);
    }
    case 'list':
      return { kind: 'list', items: computed.items.map(javaOf) };
    case 'map':
      return { kind: 'map', entries: computed.entries.map(([key, entry]) => [key, javaOf(entry)]) };
  }
}

/**
 * The value of an input or output parameter. A list or map is a Java `ArrayList` or `TreeMap` to clients, as in Camunda:
 * its JSON is what expressions see, its bytes are what Java would have written.
 */
export function ioStoredOf(ctx: Context, executionId: string, value: IoValue): StoredValue {
  const computed = compute(ctx, executionId, value);
  if (computed.kind === 'stored') return computed.stored;
  return {
    ...storedFromValue(plainOf(computed)),
    bytesValue: javaSerialize(javaOf(computed)),
    valueInfo: {
      objectTypeName: computed.kind === 'list' ? 'java.util.ArrayList' : 'java.util.TreeMap',
      serializationDataFormat: 'application/x-java-serialized-object',
    },
  };
}
