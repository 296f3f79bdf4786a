import mongoose from 'mongoose';
import { Query, updateOne as mingoUpdateOne } from 'mingo';
import { ERROR_CODE, serverError } from '../errors.js';
import { isForbiddenKey } from '../safe-filter.js';
import { compareValues, isRecord, plain, sameValue, type Document } from './values.js';
import { sorter, sortTerms } from './match.js';

type Container = Document | unknown[];
const INDEX = /^\d+$/;
/** Gaps that one update may leave in an array; MongoDB's own limit. */
const MAX_ARRAY_GAP = 1_500_000;

export interface UpdateContext {
  /** The filter that found the document: it decides what `$` stands for. */
  readonly filter: Document;
  readonly arrayFilters: readonly Document[];
  readonly inserting: boolean;
  readonly now: Date;
}

const isContainer = (value: unknown): value is Container => Array.isArray(value) || isRecord(value);
const get = (container: Container, key: string): unknown =>
  Array.isArray(container) ? container[Number(key)] : Object.hasOwn(container, key) ? container[key] : undefined;

function put(container: Container, key: string, value: unknown, path: string): void {
  if (Array.isArray(container)) {
    if (!INDEX.test(key))
      throw serverError(ERROR_CODE.pathNotViable, `Cannot create field '${key}' in an array at '${path}'`);
    const index = Number(key);
    if (index - container.length > MAX_ARRAY_GAP)
      throw serverError(ERROR_CODE.badValue, `the index in '${path}' is too large`);
    while (container.length < index) container.push(null);
    container[index] = value;
  } else container[key] = value;
}

/** Expands `$`, `$[]` and `$[name]` of an update path to the concrete paths in this document. */
function expand(document: Document, path: string, context: UpdateContext): string[] {
  const segments = path.split('.');
  if (segments.some((segment) => !segment || isForbiddenKey(segment) || segment.includes('\0'))) {
    throw serverError(ERROR_CODE.badValue, `the update path '${path}' is not allowed`);
  }
  if (!path.includes('$')) return [path];
  let paths: { at: string[]; value: unknown }[] = [{ at: [], value: document }];
  segments.forEach((segment, position) => {
    if (!segment.startsWith('$')) {
      paths = paths.map(({ at, value }) => ({
        at: [...at, segment],
        value: isContainer(value) ? get(value, segment) : undefined,
      }));
      return;
    }
    const list = segments.slice(0, position).join('.');
    paths = paths.flatMap(({ at, value }) => {
      if (!Array.isArray(value)) {
        throw serverError(
          ERROR_CODE.badValue,
          `The path '${list}' must exist in the document in order to apply array updates`,
        );
      }
      return chosen(segment, list, value, context).map((index) => ({
        at: [...at, String(index)],
        value: value[index] as unknown,
      }));
    });
  });
  return paths.map(({ at }) => at.join('.'));
}

function chosen(segment: string, list: string, values: unknown[], context: UpdateContext): number[] {
  const all = values.map((_, index) => index);
  if (segment === '$[]') return all;
  if (segment === '$') {
    const index = values.findIndex((value) => matchesPositional(list, value, context.filter));
    if (index < 0)
      throw serverError(ERROR_CODE.badValue, 'The positional operator did not find the match needed from the query');
    return [index];
  }
  const name = /^\$\[([a-z][a-zA-Z0-9]*)\]$/.exec(segment)?.[1];
  const filter =
    name &&
    context.arrayFilters.find((candidate) =>
      Object.keys(candidate).some((key) => key === name || key.startsWith(`${name}.`)),
    );
  if (!filter) throw serverError(ERROR_CODE.badValue, `No array filter found for identifier '${segment}'`);
  const query = new Query(filter, { scriptEnabled: false });
  return all.filter((index) => query.test({ [name]: values[index] }));
}

/** Whether an element satisfies every condition that the filter puts on its array. */
function matchesPositional(list: string, element: unknown, filter: Document): boolean {
  const conditions = Object.entries(filter).flatMap(([key, value]) =>
    key === '$and' && Array.isArray(value)
      ? (value as Document[]).flatMap((part) => Object.entries(part))
      : [[key, value] as const],
  );
  const relevant = conditions.filter(([key]) => key === list || key.startsWith(`${list}.`));
  if (!relevant.length) return false;
  const query = new Query(Object.fromEntries(relevant), { scriptEnabled: false });
  const nested = list.split('.').reduceRight<unknown>((value, segment) => ({ [segment]: value }), [element]);
  return query.test(nested as Document);
}

type Change = (container: Container, key: string, path: string) => void;

/** Applies `change` at a concrete path; `create` makes the objects on the way. */
function at(document: Document, path: string, create: boolean, change: Change): void {
  const segments = path.split('.');
  let container: Container = document;
  for (let i = 0; i < segments.length - 1; i++) {
    const key = segments[i]!;
    const next = get(container, key);
    if (isContainer(next)) container = next;
    else if (next === undefined && create) {
      const made: Document = {};
      put(container, key, made, path);
      container = made;
    } else if (create) {
      throw serverError(
        ERROR_CODE.pathNotViable,
        `Cannot create field '${segments[i + 1]}' in element {${key}: ${String(next)}} of '${path}'`,
      );
    } else return;
  }
  const key = segments.at(-1)!;
  if (Array.isArray(container) && !INDEX.test(key)) {
    if (create) throw serverError(ERROR_CODE.pathNotViable, `Cannot create field '${key}' in an array at '${path}'`);
    return;
  }
  change(container, key, path);
}

const mustBe = (condition: boolean, code: number, message: string): void => {
  if (!condition) throw serverError(code, message);
};

const numeric =
  (operator: string, compute: (current: number, argument: number) => number) =>
  (argument: unknown): Change => {
    mustBe(
      typeof argument === 'number',
      ERROR_CODE.typeMismatch,
      `Cannot apply ${operator} with a non-numeric argument`,
    );
    return (container, key, path) => {
      const current = get(container, key);
      mustBe(
        current === undefined || typeof current === 'number',
        ERROR_CODE.typeMismatch,
        `Cannot apply ${operator} to a value of non-numeric type at '${path}'`,
      );
      put(container, key, compute((current as number | undefined) ?? 0, argument as number), path);
    };
  };

const extreme =
  (wanted: 1 | -1) =>
  (argument: unknown): Change =>
  (container, key, path) => {
    const current = get(container, key);
    if (current === undefined || compareValues(argument, current) * wanted > 0) put(container, key, argument, path);
  };

/** The array at the place; `undefined` where nothing is. @throws code 2 where something else is */
function listAt(container: Container, key: string, path: string, operator: string): unknown[] | undefined {
  const current = get(container, key);
  mustBe(
    current === undefined || Array.isArray(current),
    ERROR_CODE.badValue,
    `The field '${path}' must be an array for ${operator}`,
  );
  return current as unknown[] | undefined;
}

function push(argument: unknown): Change {
  const modifiers = isRecord(argument) && '$each' in argument ? argument : { $each: [argument] };
  const { $each: each, $slice: slice, $sort: sort, $position: position } = modifiers as Document;
  mustBe(Array.isArray(each), ERROR_CODE.badValue, 'The argument to $each in $push must be an array');
  mustBe(
    slice === undefined || Number.isInteger(slice),
    ERROR_CODE.badValue,
    'The value for $slice must be an integer value',
  );
  mustBe(
    position === undefined || Number.isInteger(position),
    ERROR_CODE.badValue,
    'The value for $position must be an integer value',
  );
  return (container, key, path) => {
    const list = [...(listAt(container, key, path, '$push') ?? [])];
    list.splice(position === undefined ? list.length : (position as number), 0, ...(each as unknown[]));
    if (typeof sort === 'number') list.sort((a, b) => compareValues(a, b) * sort);
    else if (isRecord(sort)) list.sort((a, b) => sorter(sortTerms(sort))(a as Document, b as Document));
    const kept =
      slice === undefined ? list : (slice as number) < 0 ? list.slice(slice as number) : list.slice(0, slice as number);
    put(container, key, kept, path);
  };
}

function addToSet(argument: unknown): Change {
  const each = isRecord(argument) && '$each' in argument ? argument.$each : [argument];
  mustBe(Array.isArray(each), ERROR_CODE.typeMismatch, 'The argument to $each in $addToSet must be an array');
  return (container, key, path) => {
    const list = [...(listAt(container, key, path, '$addToSet') ?? [])];
    for (const value of each as unknown[]) if (!list.some((known) => sameValue(known, value))) list.push(value);
    put(container, key, list, path);
  };
}

function pull(argument: unknown): Change {
  const conditional =
    argument instanceof RegExp || (isRecord(argument) && Object.keys(argument).some((key) => key.startsWith('$')));
  let test: (value: unknown) => boolean;
  if (conditional) {
    const query = new Query({ k: argument }, { scriptEnabled: false });
    test = (value) => query.test({ k: value });
  } else if (isRecord(argument)) {
    const query = new Query(argument, { scriptEnabled: false });
    test = (value) => isRecord(value) && query.test(value);
  } else test = (value) => sameValue(value, argument);
  return removeWhere('$pull', test);
}

const pullAll = (argument: unknown): Change => {
  mustBe(Array.isArray(argument), ERROR_CODE.badValue, '$pullAll requires an array argument');
  return removeWhere('$pullAll', (value) => (argument as unknown[]).some((item) => sameValue(item, value)));
};

const removeWhere =
  (operator: string, test: (value: unknown) => boolean): Change =>
  (container, key, path) => {
    const list = listAt(container, key, path, operator);
    if (list)
      put(
        container,
        key,
        list.filter((value) => !test(value)),
        path,
      );
  };

const pop = (argument: unknown): Change => {
  mustBe(argument === 1 || argument === -1, ERROR_CODE.badValue, '$pop expects 1 or -1');
  return (container, key, path) => {
    const list = listAt(container, key, path, '$pop');
    if (list) put(container, key, argument === 1 ? list.slice(0, -1) : list.slice(1), path);
  };
};

const unset = (): Change => (container, key, path) => {
  if (Array.isArray(container)) {
    if (Number(key) < container.length) put(container, key, null, path);
  } else delete container[key];
};

const OPERATORS: Record<string, { create: boolean; change: (argument: unknown, context: UpdateContext) => Change }> = {
  $set: { create: true, change: (value) => (container, key, path) => put(container, key, value, path) },
  $unset: { create: false, change: unset },
  $inc: { create: true, change: numeric('$inc', (current, argument) => current + argument) },
  $mul: { create: true, change: numeric('$mul', (current, argument) => current * argument) },
  $min: { create: true, change: extreme(-1) },
  $max: { create: true, change: extreme(1) },
  $currentDate: {
    create: true,
    change:
      (_, { now }) =>
      (container, key, path) =>
        put(container, key, new Date(now), path),
  },
  $push: { create: true, change: push },
  $addToSet: { create: true, change: addToSet },
  $pull: { create: false, change: pull },
  $pullAll: { create: false, change: pullAll },
  $pop: { create: false, change: pop },
};

/** Two operators on the same place, or on a place and one inside it, have no defined order. */
function refuseConflicts(update: Document): void {
  const paths = Object.entries(update).flatMap(([operator, fields]) =>
    operator === '$rename'
      ? Object.entries(fields as Document).flatMap(([from, to]) => [from, String(to)])
      : Object.keys(fields as Document),
  );
  paths.sort(compareValues);
  const seen = new Set<string>();
  for (const path of paths) {
    const parents = path.split('.').map((_, i, segments) => segments.slice(0, i + 1).join('.'));
    if (parents.some((parent) => seen.has(parent))) {
      throw serverError(
        ERROR_CODE.conflictingUpdate,
        `Updating the path '${path}' would create a conflict at '${path}'`,
      );
    }
    seen.add(path);
  }
}

function rename(document: Document, fields: Document, context: UpdateContext): void {
  for (const [from, to] of Object.entries(fields)) {
    mustBe(
      typeof to === 'string' && !from.includes('$') && !String(to).includes('$'),
      ERROR_CODE.badValue,
      'The $rename target must be a plain path',
    );
    let found: { value: unknown } | undefined;
    for (const path of expand(document, from, context)) {
      at(document, path, false, (container, key) => {
        if (Array.isArray(container) || !Object.hasOwn(container, key)) return;
        found = { value: container[key] };
        delete container[key];
      });
    }
    if (found)
      for (const path of expand(document, to as string, context))
        at(document, path, true, (container, key) => put(container, key, found!.value, path));
  }
}

/** An update with operators, a pipeline, or nothing but fields (a replacement)? */
export const isReplacement = (update: unknown): boolean =>
  isRecord(update) && !Object.keys(update).some((key) => key.startsWith('$'));

/**
 * Changes `document` (the caller's own copy) as MongoDB would; on any error the copy must be thrown away.
 * @throws code 2, 14, 28, 40, 66 as MongoDB does: an update that cannot be applied is never skipped in silence
 */
export function applyUpdate(document: Document, update: unknown, context: UpdateContext): Document {
  const id = document._id;
  const changed = Array.isArray(update)
    ? runStages(document, update as Document[])
    : applyOperators(document, plain(update) as Document, context);
  if (id !== undefined && !sameValue(id, changed._id)) {
    throw serverError(
      ERROR_CODE.immutableField,
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  return changed;
}

function runStages(document: Document, stages: Document[]): Document {
  const documents = [document];
  mingoUpdateOne(documents, {}, stages as Parameters<typeof mingoUpdateOne>[2], {}, { scriptEnabled: false });
  return documents[0]!;
}

function applyOperators(document: Document, update: Document, context: UpdateContext): Document {
  const { $setOnInsert: onInsert, ...always } = update;
  refuseConflicts(update);
  const all: Document =
    context.inserting && isRecord(onInsert)
      ? { ...always, $set: { ...(onInsert as Document), ...((always.$set as Document | undefined) ?? {}) } }
      : always;
  for (const [operator, fields] of Object.entries(all)) {
    mustBe(isRecord(fields), ERROR_CODE.badValue, `Modifiers operate on fields but ${operator} has none`);
    if (operator === '$rename') {
      rename(document, fields as Document, context);
      continue;
    }
    const known = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    if (!known) throw serverError(ERROR_CODE.badValue, `Unknown modifier: ${operator}`);
    for (const [path, argument] of Object.entries(fields as Document)) {
      const change = known.change(argument, context);
      for (const concrete of expand(document, path, context)) at(document, concrete, known.create, change);
    }
  }
  return document;
}

/** The document an upsert starts from: what the filter says with plain equality. */
export function seedFromFilter(filter: Document): Document {
  const seed: Document = {};
  const context: UpdateContext = { filter, arrayFilters: [], inserting: true, now: new Date(0) };
  const collect = (part: Document): void => {
    for (const [key, condition] of Object.entries(part)) {
      if (key === '$and' && Array.isArray(condition)) (condition as Document[]).forEach(collect);
      if (key.startsWith('$') || condition instanceof RegExp) continue;
      const operators = isRecord(condition) && Object.keys(condition).some((name) => name.startsWith('$'));
      if (operators && !Object.hasOwn(condition, '$eq')) continue;
      const value = operators ? condition.$eq : condition;
      if (key === '_id') seed._id = value;
      else
        for (const path of expand(seed, key, context))
          at(seed, path, true, (container, name) => put(container, name, value, path));
    }
  };
  collect(filter);
  seed._id ??= undefined;
  if (seed._id === undefined) delete seed._id;
  return seed;
}

/** A fresh ObjectId for documents that come without `_id`. */
export const newId = (): mongoose.Types.ObjectId => new mongoose.Types.ObjectId();
