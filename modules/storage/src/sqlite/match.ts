import mongoose from 'mongoose';
import { aggregate as mingoAggregate, Query } from 'mingo';
import { ERROR_CODE, notSupported, serverError } from '../errors.js';
import { compareValues, isRecord, reach, type Document } from './values.js';

/** No script of any kind runs in a filter or a pipeline. */
const OPTIONS = { scriptEnabled: false } as const;

const FORBIDDEN_OPERATORS = new Set([
  '$where',
  '$function',
  '$accumulator',
  '$out',
  '$merge',
  '$text',
  '$near',
  '$geoWithin',
  '$search',
]);

/** @throws code 115 for operators that need a script, a text or geo index, or that write */
export function refuseForbidden(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(refuseForbidden);
  if (!isRecord(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (FORBIDDEN_OPERATORS.has(key)) throw notSupported(key);
    refuseForbidden(item);
  }
}

/** The exact meaning of a filter (already `plain`). @throws code 2 for an operator that does not exist */
export function matcher(filter: Document): (document: Document) => boolean {
  refuseForbidden(filter);
  if (Object.keys(filter).length === 0) return () => true;
  const simple = equalities(filter);
  if (simple) return simple;
  try {
    const query = new Query(filter, OPTIONS);
    return (document) => query.test(document);
  } catch (error) {
    throw serverError(ERROR_CODE.badValue, error instanceof Error ? error.message : String(error));
  }
}

/** Filters of nothing but `field: single value` need no compiled query; undefined for all others. */
function equalities(filter: Document): ((document: Document) => boolean) | undefined {
  const terms = Object.entries(filter);
  const isPlainField = ([path, wanted]: [string, unknown]): boolean =>
    !path.startsWith('$') &&
    !path.includes('.') &&
    (typeof wanted === 'string' || typeof wanted === 'boolean' || Number.isSafeInteger(wanted));
  if (!terms.every(isPlainField)) return undefined;
  return (document) =>
    terms.every(([path, wanted]) => {
      const value = document[path];
      return value === wanted || (Array.isArray(value) && value.includes(wanted));
    });
}

export type SortTerms = readonly (readonly [string, 1 | -1])[];

/** The sort option in any of the shapes the driver's API allows. */
export function sortTerms(sort: unknown): SortTerms {
  if (sort === undefined || sort === null) return [];
  const entries =
    sort instanceof Map
      ? [...(sort as Map<string, unknown>)]
      : Array.isArray(sort)
        ? (sort as [string, unknown][])
        : Object.entries(sort as Document);
  return entries.map(
    ([path, direction]) =>
      [path, direction === -1 || direction === 'desc' || direction === 'descending' ? -1 : 1] as const,
  );
}

/** MongoDB's order: an array sorts by its least element ascending, by its greatest descending; missing is null. */
export function sorter(terms: SortTerms): (a: Document, b: Document) => number {
  const key = (document: Document, path: string, direction: 1 | -1): unknown => {
    const { values } = reach(document, path);
    return values.reduce((best, value) => (compareValues(value, best) * direction < 0 ? value : best), values[0]);
  };
  return (a, b) => {
    for (const [path, direction] of terms) {
      const order = compareValues(key(a, path, direction), key(b, path, direction));
      if (order !== 0) return order * direction;
    }
    return 0;
  };
}

/** Applies a projection; the documents may share parts with the originals. */
export function project(documents: Document[], projection: unknown): Document[] {
  if (!isRecord(projection) || Object.keys(projection).length === 0) return documents;
  return new Query({}, OPTIONS).find<Document>(documents, projection).all();
}

/** Runs a pipeline over documents; `resolve` delivers other collections for `$lookup` and `$unionWith`. */
export function runPipeline(
  documents: Document[],
  pipeline: Document[],
  resolve: (collection: string) => Document[],
): Document[] {
  try {
    return mingoAggregate(documents, pipeline, { ...OPTIONS, collectionResolver: resolve });
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError) throw error;
    throw serverError(ERROR_CODE.badValue, error instanceof Error ? error.message : String(error));
  }
}
