import { FeelContext, feelFunction, FeelFunction, feelToString } from '@anliu/engine-expression';
import type { FeelValue } from '@anliu/engine-expression';
import type { Context, Expression, Filter, FunctionDefinition, Invocation, Iterator } from '../model.js';
import { ANY } from '../types/resolve.js';
import { evaluateTable } from './decision-table.js';
import { evaluateLiteral } from './literal.js';
import type { Run } from './run.js';
import { Scope, type Binding } from './scope.js';
import type { EvaluatedTable } from './trace.js';

/** Where an expression stands: what it sees, and the namespace of its model, in which its types are looked up. */
export interface Frame {
  readonly scope: Scope;
  readonly namespace: string;
  readonly run: Run;
}

/** Evaluates a boxed expression (DMN 1.5, 10.2 and 10.4). */
function evaluate(expression: Expression, frame: Frame): FeelValue {
  return evaluateWithTable(expression, frame).value;
}

/** As `evaluate`, with what happened inside when the expression is a decision table. */
export function evaluateWithTable(
  expression: Expression,
  frame: Frame,
): { readonly value: FeelValue; readonly table?: EvaluatedTable } {
  const { run, scope, namespace } = frame;
  return run.at(expression, () => {
    if (expression.kind !== 'decisionTable') return { value: typed(expression, valueOf(expression, frame), frame) };
    const { value, table } = evaluateTable(expression, scope, namespace, run);
    return { value: typed(expression, value, frame), table };
  });
}

const typed = ({ typeRef, ...place }: Expression, value: FeelValue, { run, namespace }: Frame): FeelValue =>
  typeRef === undefined ? value : run.coerce(value, typeRef, namespace, place);

function valueOf(expression: Exclude<Expression, { kind: 'decisionTable' }>, frame: Frame): FeelValue {
  switch (expression.kind) {
    case 'literal':
      return evaluateLiteral(expression, frame.scope, frame.namespace, frame.run);
    case 'context':
      return context(expression, frame);
    case 'invocation':
      return invocation(expression, frame);
    case 'function':
      return functionOf(expression, frame);
    case 'relation':
      return expression.rows.map((row) =>
        FeelContext.of(
          expression.columns.map(({ name, typeRef }, index) => {
            const cell = row[index];
            const value = cell ? evaluate(cell, frame) : null;
            return [name, frame.run.coerce(value, typeRef, frame.namespace, cell ?? expression)] as const;
          }),
        ),
      );
    case 'list':
      return expression.items.map((item) => evaluate(item, frame));
    case 'conditional': {
      const condition = truth(expression.if, frame);
      if (condition === undefined) return null;
      return evaluate(condition === true ? expression.then : expression.else, frame);
    }
    case 'filter':
      return filter(expression, frame);
    case 'for':
    case 'some':
    case 'every':
      return iterate(expression, frame);
  }
}

/** Entries see the entries before them. An entry without a name is the result. */
function context(expression: Context, frame: Frame): FeelValue {
  const scope = new Scope([], frame.scope);
  const inner: Frame = { ...frame, scope };
  const entries: [string, FeelValue][] = [];
  for (const { variable, expression: content } of expression.entries) {
    const value = evaluate(content, inner);
    if (!variable) return value;
    const entry = frame.run.coerce(value, variable.typeRef, frame.namespace, content);
    scope.define(variable.name, entry, frame.run.library.types.resolve(variable.typeRef, frame.namespace));
    entries.push([variable.name, entry]);
  }
  return FeelContext.of(entries);
}

function invocation(expression: Invocation, frame: Frame): FeelValue {
  const { run } = frame;
  const called = expression.function ? evaluate(expression.function, frame) : null;
  if (!(called instanceof FeelFunction)) {
    run.report('FUNCTION_ARGUMENTS', 'What is invoked is not a function', expression);
    return null;
  }
  const named = expression.bindings.map(({ parameter, expression: content }) => {
    const value = content ? evaluate(content, frame) : null;
    return [parameter.name, run.coerce(value, parameter.typeRef, frame.namespace, content ?? expression)] as const;
  });
  return called.apply({ named }, run.feel);
}

/** A function of the model, which sees what its definition sees. */
export function functionOf(definition: FunctionDefinition, frame: Frame, resultType?: string): FeelFunction {
  const { run, namespace } = frame;
  const { parameters, functionKind, body } = definition;
  const { types } = run.library;
  const declared = parameters.map(({ name, typeRef }) => ({ name, type: types.resolve(typeRef, namespace) ?? ANY }));
  const typeRef = resultType ?? definition.typeRef ?? body?.typeRef;
  // a result nobody states a type for may be of any
  const named = typeRef === undefined ? undefined : types.resolve(typeRef, namespace);
  const returns = named?.kind === 'function' ? named.returns : named;
  return feelFunction(
    declared,
    (...values) => {
      if (functionKind !== 'FEEL') {
        run.report('FUNCTION_KIND', `Functions in ${functionKind} are not called; their result is null`, definition);
        return null;
      }
      if (!body) return null;
      const bound: Binding[] = [];
      for (const [index, { name, typeRef }] of parameters.entries()) {
        const value = run.fit(values[index] ?? null, typeRef, namespace, definition);
        if (value === undefined) return null;
        bound.push([name, value, declared[index]?.type]);
      }
      return run.deeper(() => {
        const value = evaluate(body, { ...frame, scope: new Scope(bound, frame.scope) });
        return run.coerceResult(run.coerce(value, definition.typeRef, namespace, body), resultType, namespace, body);
      });
    },
    returns ? { returns } : {},
  );
}

/** The items a list has, or the one item a single value is. */
const itemsOf = (value: FeelValue): readonly FeelValue[] | undefined =>
  value === null ? undefined : Array.isArray(value) ? (value as readonly FeelValue[]) : [value];

function filter(expression: Filter, frame: Frame): FeelValue {
  const items = itemsOf(evaluate(expression.in, frame));
  if (!items) {
    frame.run.report('TYPE_MISMATCH', 'What is filtered is null', expression.in);
    return null;
  }
  const kept: FeelValue[] = [];
  for (const item of items) {
    const fields = item instanceof FeelContext ? item.entries() : [];
    const match = truth(expression.match, { ...frame, scope: new Scope([['item', item], ...fields], frame.scope) });
    if (match === undefined) return null;
    if (match) kept.push(item);
  }
  return kept;
}

/** A condition: true, false or null. Anything else is reported and undefined. */
function truth(expression: Expression, frame: Frame): boolean | null | undefined {
  const value = evaluate(expression, frame);
  if (typeof value === 'boolean' || value === null) return value;
  frame.run.report('TYPE_MISMATCH', `The condition is neither true nor false, but ${feelToString(value)}`, expression);
  return undefined;
}

function iterate(expression: Iterator, frame: Frame): FeelValue {
  const items = itemsOf(evaluate(expression.in, frame));
  if (!items) {
    frame.run.report('TYPE_MISMATCH', 'What is iterated over is null', expression.in);
    return null;
  }
  const at = (item: FeelValue, ...more: readonly Binding[]): Frame => ({
    ...frame,
    scope: new Scope([[expression.variable, item], ...more], frame.scope),
  });
  if (expression.kind === 'for') {
    const results: FeelValue[] = [];
    for (const item of items) results.push(evaluate(expression.body, at(item, ['partial', [...results]])));
    return results;
  }
  const found = items.map((item) => truth(expression.body, at(item)));
  return found.includes(undefined) ? null : quantified(expression.kind, found);
}

/** FEEL's disjunction or conjunction of three values of truth (DMN 1.5, table 60). */
function quantified(kind: 'some' | 'every', found: readonly unknown[]): boolean | null {
  const decisive = kind === 'some';
  if (found.includes(decisive)) return decisive;
  return found.includes(null) ? null : !decisive;
}
