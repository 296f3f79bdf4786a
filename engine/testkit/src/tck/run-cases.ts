import { FeelContext, type FeelValue } from '@anliu/engine-expression';
import { DecisionLibrary, evaluateDecision, evaluateDecisionService, parseDmn } from '@anliu/engine-dmn';
import type { DecisionModel, Diagnostic, EvaluationResult } from '@anliu/engine-dmn';
import { agrees } from './compare.js';
import type { TckCase, TckFile, TckResult } from './read-cases.js';

export interface TckOutcome {
  readonly case: string;
  readonly passed: boolean;
  /** What was expected and what came, for a result that differs. */
  readonly differences: readonly {
    readonly name: string;
    readonly expected: FeelValue;
    readonly actual: FeelValue | undefined;
    readonly diagnostics: readonly Diagnostic[];
  }[];
}

/** Cases fix neither an instant nor a machine: a second each is far more than they need. */
const MILLISECONDS = 5_000;

/** Runs the cases of a file. A case passes when all its results do. */
export function runTck(file: TckFile): TckOutcome[] {
  const models = file.models.flatMap((text) => parseDmn(text).model ?? []);
  const model = parseDmn(file.models[0] ?? '').model;
  const library = new DecisionLibrary(models);
  return file.cases.map((one) => {
    const differences = model ? run(one, model, library) : one.results.map((result) => missing(result));
    return { case: one.id, passed: differences.length === 0, differences };
  });
}

type Difference = TckOutcome['differences'][number];

const missing = ({ name, expected }: TckResult): Difference => ({ name, expected, actual: undefined, diagnostics: [] });

function run(one: TckCase, model: DecisionModel, library: DecisionLibrary): TckOutcome['differences'] {
  const request = {
    library,
    model,
    now: () => new Date(),
    maxMilliseconds: MILLISECONDS,
    input: (name: string, namespace: string) =>
      one.inputs.find(
        (input) => input.name === name && (input.namespace === undefined || input.namespace === namespace),
      )?.value,
  };
  const service = model.decisionServices.find(({ name }) => name === one.service);
  const whole = service && evaluateDecisionService(service, request);
  return one.results.flatMap((result): Difference[] => {
    const decision = model.decisions.find(({ name }) => name === result.name.trim());
    if (one.service === undefined ? !decision : !whole) return [missing(result)];
    const { value, diagnostics } = whole
      ? { ...whole, value: output(whole, result.name) }
      : evaluateDecision(decision!, request);
    const passed = result.isError ? value === null && diagnostics.length > 0 : agrees(value, result.expected);
    return passed ? [] : [{ name: result.name, expected: result.expected, actual: value, diagnostics }];
  });
}

/** A service with several output decisions answers with a context of them. */
function output({ value }: EvaluationResult, name: string): FeelValue {
  return value instanceof FeelContext && value.has(name) ? (value.get(name) ?? null) : value;
}
