import { isRecord, type Document } from './values.js';

/** A projection of whole fields, which SQL does: only what is asked for is read out of a document. */
export type FieldProjection = { readonly only: readonly string[] } | { readonly without: readonly string[] };

const isPlainName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** The projection as whole fields; undefined for none and for one that needs more. As in MongoDB, `_id` comes unless it is refused. */
export function fieldProjection(projection: unknown): FieldProjection | undefined {
  if (!isRecord(projection)) return undefined;
  const { _id, ...fields } = projection;
  const names = Object.keys(fields);
  if (names.length === 0 || !names.every(isPlainName)) return undefined;
  const values = Object.values(fields);
  if (values.every((value) => value === 1 || value === true)) {
    if (_id === undefined || _id === 1 || _id === true) return { only: ['_id', ...names] };
    return _id === 0 || _id === false ? { only: names } : undefined;
  }
  if (values.every((value) => value === 0 || value === false)) {
    if (_id === undefined) return { without: names };
    return _id === 0 || _id === false ? { without: ['_id', ...names] } : undefined;
  }
  return undefined;
}

/** What is selected instead of `doc`. Every result is JSON of the codec, or null where the field is missing. */
export function projectedColumns(projection: FieldProjection): string {
  return 'only' in projection
    ? projection.only.map((name) => `doc -> '$.${name}'`).join(', ')
    : `json_remove(doc, ${projection.without.map((name) => `'$.${name}'`).join(', ')})`;
}

/** The document of one row of {@link projectedColumns}. */
export function projectedDocument(
  projection: FieldProjection,
  columns: readonly (string | null)[],
  decode: (text: string) => Document,
): Document {
  if (!('only' in projection)) return decode(columns[0] ?? '{}');
  const members = projection.only.flatMap((name, i) => (columns[i] == null ? [] : [`"${name}":${columns[i]}`]));
  return decode(`{${members.join(',')}}`);
}
