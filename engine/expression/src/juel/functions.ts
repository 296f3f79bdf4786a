import { DEFAULT_TIME_ZONE } from '../limits.js';
import type { EvaluationOptions, ExpressionScope } from '../types.js';
import { JuelDateTime } from './date-time.js';
import { spin } from './spin.js';
import { spinXml, SpinXmlElement } from './spin-xml.js';

interface JuelFunction {
  readonly arity: number;
  call(args: readonly unknown[], scope: ExpressionScope, options: EvaluationOptions | undefined): unknown;
}

/** The functions of Camunda's command context and Spin, by name. */
export const FUNCTIONS: ReadonlyMap<string, JuelFunction> = new Map<string, JuelFunction>([
  ['now', { arity: 0, call: (_args, scope) => new Date(scope.now().getTime()) }],
  [
    'dateTime',
    {
      arity: 0,
      call: (_args, scope, options) => new JuelDateTime(scope.now().getTime(), options?.timeZone ?? DEFAULT_TIME_ZONE),
    },
  ],
  ['currentUser', { arity: 0, call: (_args, scope) => scope.caller?.userId ?? null }],
  ['currentUserGroups', { arity: 0, call: (_args, scope) => [...(scope.caller?.groups() ?? [])] }],
  ['S', { arity: 1, call: ([value]) => (isXml(value) ? spinXml(value) : spin(value)) }],
  ['JSON', { arity: 1, call: ([value]) => spin(value) }],
  ['XML', { arity: 1, call: ([value]) => spinXml(value) }],
]);

/** `S()` finds out what a text is. */
const isXml = (value: unknown): boolean =>
  value instanceof SpinXmlElement || (typeof value === 'string' && value.trimStart().startsWith('<'));
