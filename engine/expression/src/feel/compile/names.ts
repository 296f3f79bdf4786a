import { DefinedFunction } from '../functions/function.js';
import { builtin } from '../functions/index.js';
import { propertyOf } from '../properties.js';
import type { NodeOf } from '../syntax/ast.js';
import { typeOf } from '../types.js';
import { FeelContext, FeelFunction, isList, type FeelValue } from '../values.js';
import type { Code, Context, Frame, Place, Run } from './code.js';

/**
 * A name: declared around it, an entry of an element a filter looks at, a name of the scope, or a function of the
 * language — the innermost one.
 */
export function compileName(
  name: string,
  place: Place | null,
  at: number,
  onMissing: 'warn' | 'ignore' = 'warn',
): Code {
  const steps: { depth: number; element: boolean }[] = [];
  let depth = 0;
  for (let current = place; current; current = current.outer, depth++) {
    if (current.kind === 'element') steps.push({ depth, element: true });
    else if (current.name === name) {
      steps.push({ depth, element: false });
      break;
    }
  }
  const last = steps[steps.length - 1];
  if (last && !last.element && steps.length === 1) return local(last.depth);
  return (frame, run) => {
    for (const step of steps) {
      const value = at_(frame, step.depth);
      if (!step.element) return value;
      if (value instanceof FeelContext) {
        const entry = value.get(name);
        if (entry !== undefined) return entry;
      }
      if (name === 'item') return value;
    }
    const value = run.scope.get(name);
    if (value !== undefined) return value;
    const known = builtin(name);
    if (known) return known;
    if (onMissing === 'ignore') return null;
    return run.evaluation.warn('UNKNOWN_NAME', `nothing is named '${name}'`, at);
  };
}

function at_(frame: Frame | null, depth: number): FeelValue {
  let current = frame;
  for (let step = 0; step < depth; step++) current = current?.outer ?? null;
  return current?.value ?? null;
}

function local(depth: number): Code {
  if (depth === 0) return (frame) => frame?.value ?? null;
  return (frame) => at_(frame, depth);
}

/** `a.b`: an entry, a property, or for a list that of every element. */
export function compilePath(node: NodeOf<'path'>, context: Context, place: Place | null): Code {
  const of = context.compile(node.of, place);
  const { name, at } = node;
  return (frame, run) => read(of(frame, run), name, at, run);
}

function read(value: FeelValue, name: string, at: number, run: Run): FeelValue {
  if (value instanceof FeelContext) {
    const entry = value.get(name);
    if (entry !== undefined) return entry;
    return run.evaluation.warn('UNKNOWN_PROPERTY', `the context has no entry '${name}'`, at);
  }
  if (isList(value)) {
    run.evaluation.budget.spend(value.length);
    return value.map((element) =>
      element instanceof FeelContext ? (element.get(name) ?? null) : read(element, name, at, run),
    );
  }
  const property = propertyOf(value, name);
  if (property !== undefined) return property;
  return run.evaluation.warn('UNKNOWN_PROPERTY', `${typeOf(value)} has no property '${name}'`, at);
}

/** A function call. A variable that is no function does not hide a function of the language. */
export function compileCall(node: NodeOf<'call'>, context: Context, place: Place | null): Code {
  const { callee, args, at } = node;
  const target = context.compile(callee, place);
  const native = callee.kind === 'name' ? builtin(callee.name) : undefined;
  const name = callee.kind === 'name' ? callee.name : 'the value';
  const resolve = (frame: Frame | null, run: Run): FeelFunction | null => {
    const value = target(frame, run);
    if (value instanceof FeelFunction) return value;
    if (native) return native;
    run.evaluation.warn('NOT_A_FUNCTION', `${name} is no function`, at);
    return null;
  };
  if (args.kind === 'named') {
    const codes = args.values.map((arg) => [arg.name, context.compile(arg.value, place)] as const);
    return (frame, run) => {
      const called = resolve(frame, run);
      if (!called) return null;
      run.evaluation.budget.spend(1 + codes.length);
      const named = codes.map(([key, code]) => [key, code(frame, run)] as const);
      run.evaluation.offset = at;
      return called.apply({ named }, run.evaluation);
    };
  }
  const codes = args.values.map((arg) => context.compile(arg, place));
  return (frame, run) => {
    const called = resolve(frame, run);
    if (!called) return null;
    run.evaluation.budget.spend(1 + codes.length);
    const positional = codes.map((code) => code(frame, run));
    run.evaluation.offset = at;
    return called.apply({ positional }, run.evaluation);
  };
}

/** `function(a, b) body`: a closure over the frame in which it is made. */
export function compileFunction(node: NodeOf<'function'>, context: Context, place: Place | null): Code {
  const inner = node.parameters.reduce<Place | null>((outer, { name }) => ({ kind: 'name', name, outer }), place);
  const { code: body, cost } = context.measure(() => context.compile(node.body, inner));
  const parameters = node.parameters.map(({ name, type }) => (type ? { name, type } : { name }));
  const { at } = node;
  if (node.external) {
    return (_frame, run) => run.evaluation.warn('NOT_A_FUNCTION', 'external functions are not called', at);
  }
  return (frame, run) =>
    new DefinedFunction(undefined, parameters, (args, evaluation) => {
      evaluation.budget.spend(cost);
      let own = frame;
      for (const value of args) own = { value, outer: own };
      return body(own, evaluation === run.evaluation ? run : { evaluation, scope: run.scope });
    });
}
