import { DEFAULT_TIME_ZONE } from '../limits.js';
import type { EvaluationOptions, ExpressionScope } from '../types.js';
import { JuelDateTime } from './date-time.js';
import { readProperty } from './members.js';
import { spin } from './spin.js';

interface JuelFunction {
  readonly arity: number;
  call(args: readonly unknown[], scope: ExpressionScope, options: EvaluationOptions | undefined): unknown;
}

/** The functions of Camunda's command context and Spin, by name. `currentUser` is read from the scope's objects. */
export const FUNCTIONS: ReadonlyMap<string, JuelFunction> = new Map<string, JuelFunction>([
  ['now', { arity: 0, call: (_args, scope) => new Date(scope.now().getTime()) }],
  [
    'dateTime',
    {
      arity: 0,
      call: (_args, scope, options) => new JuelDateTime(scope.now().getTime(), options?.timeZone ?? DEFAULT_TIME_ZONE),
    },
  ],
  ['currentUser', { arity: 0, call: (_args, scope) => fromObjects(scope, 'currentUser') }],
  ['currentUserGroups', { arity: 0, call: (_args, scope) => fromObjects(scope, 'currentUserGroups') ?? [] }],
  ['S', { arity: 1, call: ([value]) => spin(value) }],
  ['JSON', { arity: 1, call: ([value]) => spin(value) }],
]);

function fromObjects(scope: ExpressionScope, name: string): unknown {
  const value = readProperty(scope.objects, name, new Set());
  return typeof value === 'function' ? (value.call(undefined) as unknown) : value;
}
