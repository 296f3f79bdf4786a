import type { ValueInfo, VariableTypeName } from './variables.js';

/** Which keys of valueInfo a type keeps, as Camunda spells them; every type may be `transient`. */
const KEPT: Partial<Record<VariableTypeName, readonly string[]>> = {
  File: ['filename', 'mimeType', 'encoding'],
  Object: ['objectTypeName', 'serializationDataFormat'],
};

/**
 * A typed value's valueInfo in Camunda's spelling, whoever wrote it: clients in use say `mimetype` where Camunda says
 * `mimeType`. Keys the type does not know, and values that are no text, are dropped as Camunda drops them.
 */
export function normalValueInfo(type: VariableTypeName, given: unknown): ValueInfo {
  const info: Record<string, unknown> = {};
  if (typeof given !== 'object' || given === null) return info;
  const found = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  for (const key of KEPT[type] ?? []) {
    // The exact spelling counts more than another one beside it.
    const exact: unknown = Object.hasOwn(given, key) ? (given as Record<string, unknown>)[key] : undefined;
    const value = exact ?? found.get(key.toLowerCase());
    if (typeof value === 'string') info[key] = value;
  }
  if ((given as ValueInfo).transient === true) info['transient'] = true;
  return info;
}
