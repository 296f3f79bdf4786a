import { ExpressionLimitError } from '@anliu/engine-expression';
import type { FeelValue } from '@anliu/engine-expression';
import type { Decision, DecisionModel, DecisionService } from '../model.js';
import type { Diagnostic } from './diagnostic.js';
import { evaluateDecision as evaluate, evaluateService, parametersOf, type Session } from './drg.js';
import { keyOfElement, type DecisionLibrary, type Located } from './library.js';
import { Run, type RunOptions } from './run.js';
import type { Names } from './scope.js';
import type { EvaluatedDecision } from './trace.js';

export interface EvaluationRequest extends RunOptions {
  readonly library: DecisionLibrary;
  readonly model: DecisionModel;
  /**
   * Values for input data, by name. Those of imported models are asked for by namespace and name first. For a decision
   * service also the values of its input decisions.
   */
  readonly input: (name: string, namespace: string) => FeelValue | undefined;
  /** Names every expression sees, beside those it requires: the variables of a process. */
  readonly surroundings?: Names | undefined;
}

export interface EvaluationResult {
  readonly value: FeelValue;
  /** Errors and warnings in the order they were found. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every decision evaluated on the way, required ones before those that require them. */
  readonly trace: readonly EvaluatedDecision[];
}

/**
 * Evaluates a decision with everything it requires, each once. Never throws for anything in the model or the input:
 * what failed is null, and the diagnostics say why.
 */
export function evaluateDecision(decision: Decision, request: EvaluationRequest): EvaluationResult {
  return bounded(request, (session) => evaluate({ element: decision, model: request.model }, session));
}

/** Evaluates a decision service: the value of its output decision, or a context of several. */
export function evaluateDecisionService(service: DecisionService, request: EvaluationRequest): EvaluationResult {
  return bounded(request, (session) => {
    const given = new Map<string, FeelValue>();
    for (const parameter of parametersOf(service, session.run)) {
      const { element, model } = parameter;
      const value = session.input(parameter) ?? null;
      given.set(keyOfElement(parameter), session.run.coerce(value, element.variable.typeRef, model.namespace, element));
    }
    return evaluateService({ element: service, model: request.model }, given, session);
  });
}

function bounded(request: EvaluationRequest, evaluateIn: (session: Session) => FeelValue): EvaluationResult {
  const run = new Run(request.library, request);
  const session: Session = {
    run,
    input: ({ element, model }: Located) => request.input(element.variable.name, model.namespace),
    values: new Map(),
    surroundings: request.surroundings,
  };
  let value: FeelValue = null;
  try {
    value = evaluateIn(session);
  } catch (error) {
    if (!(error instanceof ExpressionLimitError)) throw error;
    run.report('LIMIT', error.message, { id: undefined, line: 1, column: 1 });
  }
  return { value, diagnostics: run.diagnostics, trace: run.trace };
}
