import { ExpressionEvaluationError, ExpressionSyntaxError, fromData, toData } from '@anliu/engine-expression';
import type { ExpressionScope, FeelValue } from '@anliu/engine-expression';
import type { LiteralExpression } from '../model.js';
import type { Run } from './run.js';
import type { Scope } from './scope.js';

/** Evaluates a literal expression. A text that is none, or that fails, is reported and null. */
export function evaluateLiteral(literal: LiteralExpression, scope: Scope, namespace: string, run: Run): FeelValue {
  if (literal.text.trim() === '') return null;
  return run.at(literal, () =>
    reporting(literal, run, null, () => {
      if (literal.language === 'juel') return evaluateJuel(literal, scope, run);
      if (literal.language !== 'feel') return unknownLanguage(literal, literal.language.unknown, run);
      const { programs, types } = run.library;
      return programs.feel(literal, 'expression', scope, types.resolver(namespace)).evaluate(scope, run.feel);
    }),
  );
}

/** Whether the entry of a rule admits an input. In JUEL the scope holds the input under a name of its own. */
export function matches(
  entry: LiteralExpression,
  input: FeelValue,
  scope: Scope,
  namespace: string,
  run: Run,
): boolean {
  const text = entry.text.trim();
  if (text === '' || text === '-') return true;
  return run.at(entry, () =>
    reporting(entry, run, false, () => {
      if (entry.language === 'juel') return evaluateJuel(entry, scope, run) === true;
      if (entry.language !== 'feel') return unknownLanguage(entry, entry.language.unknown, run) === true;
      return run.passes(entry, input, scope, namespace);
    }),
  );
}

function unknownLanguage(literal: LiteralExpression, language: string, run: Run): null {
  run.report('EXPRESSION_LANGUAGE', `Expressions in '${language}' are not evaluated; use FEEL or JUEL`, literal);
  return null;
}

function evaluateJuel(literal: LiteralExpression, scope: Scope, run: Run): FeelValue {
  const expressionScope: ExpressionScope = {
    get: (name) => toData(scope.get(name) ?? null, run.feel.budget, run.feel.timeZone),
    has: (name) => scope.has(name),
    now: run.now,
  };
  return fromData(run.library.programs.juel(literal).evaluate(expressionScope));
}

/** Turns what an expression throws into a diagnostic; an exhausted budget ends the evaluation as a whole. */
function reporting<T>(literal: LiteralExpression, run: Run, failed: T, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) run.report('EXPRESSION_SYNTAX', error.message, literal);
    else if (error instanceof ExpressionEvaluationError) run.report('EXPRESSION_FAILED', error.message, literal);
    else throw error;
    return failed;
  }
}
