import { FeelContext, feelFunction, FeelFunction } from '@anliu/engine-expression';
import type { FeelValue } from '@anliu/engine-expression';
import type {
  BusinessKnowledgeModel,
  Decision,
  DecisionModel,
  DecisionService,
  DrgElement,
  Reference,
} from '../model.js';
import { evaluateWithTable, functionOf, type Frame } from './expression.js';
import { keyOf, keyOfElement, type Located } from './library.js';
import type { Run } from './run.js';
import { ANY } from '../types/resolve.js';
import { Scope, type Binding, type Names } from './scope.js';

/**
 * One evaluation of requirements: what is given from outside, and what has been evaluated. A call of a decision service
 * is one of its own.
 */
export interface Session {
  readonly run: Run;
  /** The value given for an input data element; undefined when none is given. */
  readonly input: (input: Located) => FeelValue | undefined;
  /** Values by element, each computed once; those of input decisions are there from the start. */
  readonly values: Map<string, FeelValue>;
  /** Names that are known everywhere: the variables of a process. */
  readonly surroundings: Names | undefined;
}

/** Marks a decision that is being evaluated. */
const open = new WeakMap<Session, Set<string>>();

export function evaluateDecision(located: Located<Decision>, session: Session): FeelValue {
  const key = keyOfElement(located);
  const known = session.values.get(key);
  if (known !== undefined) return known;
  const { element, model } = located;
  const { run } = session;
  let running = open.get(session);
  if (!running) open.set(session, (running = new Set()));
  if (running.has(key)) {
    run.report('REQUIREMENT_CYCLE', `The decision '${element.name}' requires itself`, element);
    return null;
  }
  running.add(key);
  const value = run.deeper(() => run.at(element, () => logic(element, model, session)));
  running.delete(key);
  session.values.set(key, value);
  return value;
}

function logic(decision: Decision, model: DecisionModel, session: Session): FeelValue {
  const { run } = session;
  const { namespace } = model;
  const scope = scopeOf(
    [...decision.requiredInputs, ...decision.requiredDecisions, ...decision.requiredKnowledge],
    decision,
    model,
    session,
  );
  if (!decision.expression) {
    run.report('DECISION_WITHOUT_LOGIC', `The decision '${decision.name}' has no logic`, decision);
    return null;
  }
  const { value, table } = evaluateWithTable(decision.expression, { scope, namespace, run });
  const isTyped = run.dialect === 'dmn' || !table;
  const fitting = isTyped ? run.coerce(value, decision.variable.typeRef, namespace, decision) : value;
  run.trace.push({ decision, model, value: fitting, table });
  return fitting;
}

/** What an element sees: the variables of what it requires, those of imported models under the import's name. */
function scopeOf(references: readonly Reference[], from: DrgElement, model: DecisionModel, session: Session): Scope {
  const { run } = session;
  const values: Binding[] = [];
  const imported = new Map<string, Binding[]>();
  for (const reference of references) {
    const located = run.library.find(reference);
    if (!located) {
      run.report('REFERENCE_UNRESOLVED', `'${reference.id}', which '${from.name}' requires, is not known`, from);
      continue;
    }
    const { name, typeRef } = located.element.variable;
    const type = run.library.types.resolve(typeRef, located.model.namespace);
    const entry: Binding = [name, valueOf(located, session), type];
    const prefix = model.imports.find(
      ({ namespace }) => reference.namespace !== model.namespace && namespace === reference.namespace,
    )?.name;
    if (prefix === undefined || prefix === '') values.push(entry);
    else imported.set(prefix, [...(imported.get(prefix) ?? []), entry]);
  }
  for (const [prefix, entries] of imported) {
    const types = new Map(entries.map(([name, , type]) => [name, type ?? ANY]));
    const context = FeelContext.of(entries.map(([name, value]) => [name, value]));
    values.push([prefix, context, { kind: 'context', entries: types }]);
  }
  const outputs = run.dialect === 'camunda' ? outputNames(references, session) : [];
  return new Scope([...outputs, ...values], session.surroundings);
}

/** Camunda: the outputs of required decisions are variables of their own, lists where several rules may apply. */
function outputNames(references: readonly Reference[], { run }: Session): Binding[] {
  return run.trace
    .filter(({ decision, model }) =>
      references.some(({ namespace, id }) => namespace === model.namespace && id === decision.id),
    )
    .flatMap(({ table }): Binding[] => {
      if (!table || table.rules.length === 0) return [];
      const values = new Map<string, FeelValue[]>();
      for (const { clause, value } of table.rules.flatMap(({ outputs }) => outputs)) {
        const name = clause.name ?? '';
        values.set(name, [...(values.get(name) ?? []), value]);
      }
      if (table.aggregate !== undefined) return [...values.keys()].map((name) => [name, table.aggregate ?? null]);
      return [...values].map(([name, all]): Binding => [name, table.isMultiple ? all : (all[0] ?? null)]);
    });
}

function valueOf(located: Located, session: Session): FeelValue {
  const { element, model } = located;
  switch (element.kind) {
    case 'decision':
      return evaluateDecision({ element, model }, session);
    case 'inputData':
      return inputValue(located, session);
    case 'businessKnowledgeModel':
      return knowledge(element, model, session);
    case 'decisionService':
      return serviceFunction({ element, model }, session);
  }
}

function inputValue(located: Located, session: Session): FeelValue {
  const key = keyOfElement(located);
  const known = session.values.get(key);
  if (known !== undefined) return known;
  const { element, model } = located;
  const given = session.input(located) ?? null;
  const { run } = session;
  const value = run.dialect === 'dmn' ? run.coerce(given, element.variable.typeRef, model.namespace, element) : given;
  session.values.set(key, value);
  return value;
}

/** A business knowledge model as a function. What it requires is looked up when it is called, so it may be recursive. */
function knowledge(element: BusinessKnowledgeModel, model: DecisionModel, session: Session): FeelFunction {
  const { run } = session;
  const key = keyOf({ namespace: model.namespace, id: element.id ?? element.name });
  const known = session.values.get(key);
  if (known instanceof FeelFunction) return known;
  const scope = new Scope([], session.surroundings);
  const frame: Frame = { scope, namespace: model.namespace, run };
  const made = element.logic
    ? functionOf(element.logic, frame, element.variable.typeRef)
    : feelFunction([], () => null);
  session.values.set(key, made);
  scope.define(element.variable.name, made);
  const required = scopeOf(element.requiredKnowledge, element, model, { ...session, surroundings: undefined });
  for (const name of required.names()) scope.define(name, required.get(name) ?? null);
  return made;
}

/** A decision service as a function of its input data and input decisions. */
function serviceFunction({ element, model }: Located<DecisionService>, session: Session): FeelFunction {
  const parameters = parametersOf(element, session.run);
  const { types } = session.run.library;
  return feelFunction(
    parameters.map(({ element: { variable }, model: home }) => ({
      name: variable.name,
      type: types.resolve(variable.typeRef, home.namespace) ?? ANY,
    })),
    (...values) => {
      const given = new Map<string, FeelValue>();
      for (const [index, parameter] of parameters.entries()) {
        const { element: input, model: home } = parameter;
        const { typeRef } = input.variable;
        const value = session.run.fit(values[index] ?? null, typeRef, home.namespace, element);
        given.set(keyOfElement(parameter), value ?? null);
      }
      return session.run.deeper(() => evaluateService({ element, model }, given, session));
    },
  );
}

/** The elements a service takes values for: input data first, then input decisions (DMN 1.5, 10.4). */
export function parametersOf(service: DecisionService, run: Run): Located[] {
  return [...service.inputData, ...service.inputDecisions].flatMap((reference) => run.library.find(reference) ?? []);
}

/** Evaluates a service with values for its parameters: the value of its one output, or a context of several. */
export function evaluateService(
  { element, model }: Located<DecisionService>,
  given: ReadonlyMap<string, FeelValue>,
  session: Pick<Session, 'run' | 'surroundings'>,
): FeelValue {
  const { run } = session;
  const inner: Session = {
    run,
    surroundings: session.surroundings,
    input: (input) => given.get(keyOfElement(input)),
    values: new Map(given),
  };
  const outputs = element.outputDecisions.map((reference): [string, FeelValue] => {
    const located = run.library.find(reference);
    if (located?.element.kind !== 'decision') return [reference.id, null];
    const { element: decision, model: home } = located;
    return [decision.variable.name, evaluateDecision({ element: decision, model: home }, inner)];
  });
  const value = outputs.length === 1 ? outputs[0]![1] : FeelContext.of(outputs);
  return run.coerceResult(value, element.variable.typeRef, model.namespace, element);
}
