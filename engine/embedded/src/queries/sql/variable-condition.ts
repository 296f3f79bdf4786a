import { InvalidRequestError, parseDateTime } from '@anliu/engine-protocol';
import type { ComparisonOperator, VariableCondition } from '@anliu/engine-protocol';
import { clause, toGlob } from './clause.js';
import type { Clause, SqlParam } from './clause.js';

const COMPARISON: Readonly<Record<Exclude<ComparisonOperator, 'like' | 'notLike'>, string>> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gteq: '>=',
  lt: '<',
  lteq: '<=',
};

export interface ConditionOptions {
  readonly namesIgnoreCase?: boolean | undefined;
  readonly valuesIgnoreCase?: boolean | undefined;
}

/** The number of a variable row `v`, exact for a Long beyond a double too (see the column `text_value`). */
export const EXACT_NUMBER = `CASE WHEN v.type = 'long' AND v.text_value IS NOT NULL THEN CAST(v.text_value AS INTEGER) ELSE v.number_value END`;
const NUMERIC = `v.type IN ('short', 'integer', 'long', 'double')`;
const WIRE_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}$/;

const refused = (operator: string, type: string): InvalidRequestError =>
  new InvalidRequestError(`Comparison '${operator}' is not possible for a value of type ${type}`);

/** The comparison of one variable row `v` with a condition's value. */
export function valueClause(condition: VariableCondition, options: ConditionOptions = {}): Clause {
  const { operator, value } = condition;
  if (value === null || value === undefined) {
    if (operator === 'eq')
      return clause(`v.type = 'null' OR (v.text_value IS NULL AND v.number_value IS NULL AND v.bytes_value IS NULL)`);
    if (operator === 'neq')
      return clause(`v.text_value IS NOT NULL OR v.number_value IS NOT NULL OR v.bytes_value IS NOT NULL`);
    throw refused(operator, 'null');
  }
  if (operator === 'like' || operator === 'notLike') {
    if (typeof value !== 'string') throw refused(operator, typeof value);
    const [column, pattern] = folded('v.text_value', value, options);
    return clause(`v.type = 'string' AND ${column} ${operator === 'like' ? 'GLOB' : 'NOT GLOB'} ?`, toGlob(pattern));
  }
  if (!Object.hasOwn(COMPARISON, operator))
    throw new InvalidRequestError(`Invalid variable comparator specified: ${operator}`);
  const sign = COMPARISON[operator];
  if (typeof value === 'number' || typeof value === 'bigint')
    return compare(NUMERIC, EXACT_NUMBER, sign, comparable(value));
  if (typeof value === 'boolean') {
    if (operator !== 'eq' && operator !== 'neq') throw refused(operator, 'boolean');
    return compare(`v.type = 'boolean'`, 'v.number_value', sign, value ? 1 : 0);
  }
  if (typeof value !== 'string') throw refused(operator, typeof value);
  const instant = WIRE_DATE.test(value) ? parseDateTime(value) : undefined;
  if (instant !== undefined) return compare(`v.type = 'date'`, 'v.number_value', sign, instant);
  const [column, text] = folded('v.text_value', value, options);
  return compare(`v.type = 'string'`, column, sign, text);
}

const isLong = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

/** SQLite knows whole numbers of 64 bits; what is beyond is a double for it. */
const comparable = (value: number | bigint): number | bigint =>
  typeof value === 'bigint' && !isLong(value) ? Number(value) : value;

function compare(type: string, column: string, sign: string, value: SqlParam): Clause {
  // "Not equal" also holds for a value of another type, as long as there is a value.
  return sign === '<>'
    ? clause(`NOT (${type} AND ${column} = ?)`, value)
    : clause(`${type} AND ${column} ${sign} ?`, value);
}

const folded = (column: string, text: string, options: ConditionOptions): [string, string] =>
  options.valuesIgnoreCase ? [`lower(${column})`, text.toLowerCase()] : [column, text];

/** `EXISTS` a variable of that name fulfilling the condition among the rows `scope` selects (`v.execution_id = e.id`). */
function variableExists(
  scope: string,
  condition: VariableCondition,
  options: ConditionOptions = {},
  table = 'variable',
): Clause {
  const value = valueClause(condition, options);
  const [name, wanted] = options.namesIgnoreCase
    ? ['lower(v.name)', condition.name.toLowerCase()]
    : ['v.name', condition.name];
  return {
    sql: `EXISTS (SELECT 1 FROM ${table} v WHERE ${scope} AND ${name} = ? AND (${value.sql}))`,
    params: [wanted, ...value.params],
  };
}

/** Several conditions on variables of one scope, joined. */
export function variablesExist(
  scope: string,
  conditions: readonly VariableCondition[],
  options: ConditionOptions = {},
  joiner: 'AND' | 'OR' = 'AND',
  table = 'variable',
): Clause | undefined {
  if (conditions.length === 0) return undefined;
  const found = conditions.map((condition) => variableExists(scope, condition, options, table));
  return {
    sql: found.map(({ sql }) => `(${sql})`).join(` ${joiner} `),
    params: found.flatMap(({ params }) => params),
  };
}
