import type { CompiledExpression } from '@anliu/engine-expression';
import { checkCycle, checkRetryCycle, DEFAULT_TIME_ZONE, dueDateOf } from '@anliu/engine-time';
import type { XmlElement } from '../xml/element.js';
import type { Parser } from './parser.js';

/** What a text says when something is due. */
export type TimeKind = 'date' | 'duration' | 'cycle' | 'retryCycle';

const CHECKS: Readonly<Record<TimeKind, (text: string) => void>> = {
  // either may stand for the other, as in Camunda
  date: (text) => void dueDateOf(text, 0, DEFAULT_TIME_ZONE),
  duration: (text) => void dueDateOf(text, 0, DEFAULT_TIME_ZONE),
  cycle: (text) => checkCycle(text, DEFAULT_TIME_ZONE),
  retryCycle: checkRetryCycle,
};

/** Refuses a time that is written into the model and is none; one with an expression is read when it is needed. */
export function checkTime<E extends CompiledExpression | undefined>(
  kind: TimeKind,
  expression: E,
  element: XmlElement,
  parser: Parser,
): E {
  if (!expression?.isLiteral || expression.source.trim() === '') return expression;
  try {
    CHECKS[kind](expression.source.trim());
  } catch (error) {
    parser.error('TIME_INVALID', (error as Error).message, element);
  }
  return expression;
}
