import { formatDateTime, InvalidRequestError } from '@anliu/engine-protocol';
import { compileJuel, scopeOf } from '@anliu/engine-expression';

const SUFFIX = 'Expression';

/** What the functions `currentUser()` and `currentUserGroups()` answer, and the clock. */
export interface QueryCaller {
  readonly userId: string | null;
  readonly groups: () => readonly string[];
  readonly now: () => number;
}

const isDateLike = (value: unknown): value is { toDate(): Date } =>
  typeof value === 'object' && value !== null && typeof (value as { toDate?: unknown }).toDate === 'function';

function shown(value: unknown): unknown {
  if (value instanceof Date) return formatDateTime(value.getTime());
  if (isDateLike(value)) return formatDateTime(value.toDate().getTime());
  if (Array.isArray(value)) return value.map(String);
  return value === null || value === undefined ? null : String(value);
}

/**
 * Replaces the fields of a stored query that end in `Expression` by what their JUEL gives for this caller, now.
 * @throws InvalidRequestError naming the field whose expression fails
 */
export function resolveExpressions(
  query: Readonly<Record<string, unknown>>,
  caller: QueryCaller,
): Record<string, unknown> {
  const scope = {
    ...scopeOf({}, () => new Date(caller.now())),
    caller,
  };
  const resolved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query)) {
    if (name === 'orQueries' && Array.isArray(value)) {
      resolved[name] = value.map((one) => resolveExpressions(one as Record<string, unknown>, caller));
    } else if (!name.endsWith(SUFFIX)) {
      resolved[name] = value;
    } else if (typeof value === 'string') {
      try {
        const result = shown(compileJuel(value).evaluate(scope));
        const field = name.slice(0, -SUFFIX.length);
        resolved[field] = field === 'candidateGroups' && !Array.isArray(result) ? [result] : result;
      } catch (cause) {
        throw new InvalidRequestError(`The expression of ${name} failed: ${(cause as Error).message}`, { cause });
      }
    }
  }
  return resolved;
}
