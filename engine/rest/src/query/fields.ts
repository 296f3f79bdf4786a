import { z } from 'zod';
import { InvalidRequestError, parseDateTime } from '@anliu/engine-protocol';
import type { ComparisonOperator, PageAndSort, VariableCondition } from '@anliu/engine-protocol';
import { MAX_PAGE_SIZE, MAX_QUERY_PARAMETER_LENGTH } from '../limits.js';
import type { FieldKind } from './field-kind.js';

export type { FieldKind };

type Filters<Query> = Exclude<keyof Query & string, keyof PageAndSort>;

/** One kind per query field; a field of the port that is missing here does not compile. */
export type QueryFields<Query> = { readonly [Field in Filters<Query>]-?: FieldKind };

const OPERATORS: readonly ComparisonOperator[] = ['eq', 'neq', 'gt', 'gteq', 'lt', 'lteq', 'like', 'notLike'];

const cannotSet = (name: string, value: string, why = ''): InvalidRequestError =>
  new InvalidRequestError(`Cannot set query parameter '${name}' to value '${value.slice(0, 200)}'${why}`);

const notA = (text: string, type: 'Boolean' | 'Integer'): string =>
  `: Cannot convert value ${text.slice(0, 200)} to java type java.lang.${type}`;

function variablesOf(name: string, text: string): VariableCondition[] {
  return text.split(',').map((expression) => {
    const parts = expression.split('_');
    // A variable name may contain underscores: the operator is the last part but one that is one.
    let at = parts.length - 2;
    while (at > 0 && !OPERATORS.includes(parts[at] as ComparisonOperator)) at--;
    if (at < 1) throw cannotSet(name, text, ': variable query parameter has to have format KEY_OPERATOR_VALUE.');
    return {
      name: parts.slice(0, at).join('_'),
      operator: parts[at] as ComparisonOperator,
      value: parts.slice(at + 1).join('_'),
    };
  });
}

function datesOf(name: string, text: string): { operator: 'gt' | 'lt'; value: string }[] {
  return text.split(',').map((expression) => {
    const [operator, value] = [expression.slice(0, 2), expression.slice(3)];
    if ((operator !== 'gt' && operator !== 'lt') || expression.charAt(2) !== '_' || value === '')
      throw cannotSet(name, text, ': condition query parameter has to have format OPERATOR_VALUE.');
    return { operator, value };
  });
}

function fromText(name: string, kind: FieldKind, text: string): unknown {
  switch (kind) {
    case 'texts':
      return text === '' ? [] : text.split(',').map((item) => item.trim());
    case 'flag':
      if (!/^(true|false|0|1)$/i.test(text)) throw cannotSet(name, text, notA(text, 'Boolean'));
      return text === '1' || text.toLowerCase() === 'true';
    case 'number':
      if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(Number(text)))
        throw cannotSet(name, text, notA(text, 'Integer'));
      return Number(text);
    case 'variables':
      return variablesOf(name, text);
    case 'dates':
      return datesOf(name, text);
    case 'orQueries':
      throw cannotSet(name, text, ': it can only be sent in a POST body');
    case 'date':
      if (parseDateTime(text) === undefined)
        throw cannotSet(name, text, `: Cannot convert value "${text.slice(0, 200)}" to java type java.util.Date`);
      return text;
    case 'text':
    case 'any':
      return text;
  }
}

/** Parameters of every list. */
export const PAGING_FIELDS = { firstResult: 'number', maxResults: 'number' } as const;
export const SORTING_FIELDS = { sortBy: 'text', sortOrder: 'text' } as const;

/** Reads firstResult and maxResults (at most MAX_PAGE_SIZE, also when it is not given), which stay in the query string even for POST. */
export function pagingOf(params: URLSearchParams): PageAndSort {
  const paging: { firstResult?: number; maxResults?: number } = {};
  for (const name of ['firstResult', 'maxResults'] as const) {
    const text = params.get(name);
    if (text === null || text === '') continue;
    if (!/^\d{1,10}$/.test(text)) throw cannotSet(name, text);
    paging[name] = Number(text);
  }
  return { ...paging, maxResults: Math.min(paging.maxResults ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE) };
}

function sortingOf(params: URLSearchParams): PageAndSort {
  const sortBy = params.get('sortBy');
  const sortOrder = params.get('sortOrder');
  if (!sortBy && !sortOrder) return {};
  if (!sortBy || !sortOrder)
    throw new InvalidRequestError('Only a single sorting parameter specified. sortBy and sortOrder required');
  if (sortOrder !== 'asc' && sortOrder !== 'desc') throw cannotSet('sortOrder', sortOrder);
  return { sorting: [{ sortBy, sortOrder }] };
}

/** The query of a GET: known parameters are checked, unknown ones are ignored as Camunda does. */
export function queryFromParams<Query>(fields: QueryFields<Query>, params: URLSearchParams): Query {
  return { ...pagingOf(params), ...sortingOf(params), ...valuesOf<Query & object>(fields, params) };
}

/** The parameters of a request that are among these fields, each checked as its kind says. */
export function valuesOf<Values extends object>(
  fields: Readonly<Record<string, FieldKind>>,
  params: URLSearchParams,
): Values {
  const query: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(fields) as [string, FieldKind][]) {
    const text = params.get(name);
    if (text === null) continue;
    if (text.length > MAX_QUERY_PARAMETER_LENGTH)
      throw new InvalidRequestError(
        `Query parameter '${name}' is longer than ${MAX_QUERY_PARAMETER_LENGTH} characters`,
      );
    query[name] = fromText(name, kind, text);
  }
  return query as Values;
}

const condition = z.object({ name: z.string(), operator: z.enum(OPERATORS), value: z.unknown() });
const dateCondition = z.object({ operator: z.enum(['gt', 'lt']), value: z.string() });
const sorting = z.object({
  sortBy: z.string(),
  sortOrder: z.enum(['asc', 'desc']),
  parameters: z.object({ variable: z.string(), type: z.string() }).nullish(),
});

function schemaOf(kind: FieldKind, self: () => z.ZodType): z.ZodType {
  switch (kind) {
    case 'text':
    case 'date':
      return z.string().nullish();
    case 'texts':
      return z.array(z.string()).nullish();
    case 'flag':
      return z.boolean().nullish();
    case 'number':
      return z.number().nullish();
    case 'variables':
      return z.array(condition).nullish();
    case 'dates':
      return z.array(dateCondition).nullish();
    case 'orQueries':
      return z.array(z.lazy(self)).nullish();
    case 'any':
      return z.unknown().optional();
  }
}

/** The body of a POST list: every field of the query and `sorting`; other fields are ignored as Camunda does. */
export function querySchema<Query>(fields: QueryFields<Query>): z.ZodType<Query> {
  const shape: Record<string, z.ZodType> = { sorting: z.array(sorting).nullish() };
  const schema: z.ZodType = z.lazy(() => whole);
  for (const [name, kind] of Object.entries(fields) as [string, FieldKind][])
    shape[name] = schemaOf(kind, () => schema);
  const whole = z.object(shape);
  return whole as unknown as z.ZodType<Query>;
}
