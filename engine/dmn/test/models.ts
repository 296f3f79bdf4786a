import { fromData, toData } from '@anliu/engine-expression';
import { DecisionLibrary, evaluateDecision, parseDmn } from '../src/index.js';
import type { DecisionModel, Diagnostic, Dialect } from '../src/index.js';

const DMN_1_5 = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

/** A model around some elements. */
export const dmn = (content: string, namespace = 'https://anliu.test/model', dmnNamespace = DMN_1_5): string =>
  `<definitions xmlns="${dmnNamespace}" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="model" name="model" namespace="${namespace}">
${content}
</definitions>`;

/** A decision `d` with an expression and input data `input`, `other`. */
export const decision = (expression: string, rest = ''): string => `
  <inputData id="i_input" name="input"><variable name="input"/></inputData>
  <inputData id="i_other" name="other"><variable name="other"/></inputData>
  <decision id="d" name="d"><variable name="d"/>
    <informationRequirement><requiredInput href="#i_input"/></informationRequirement>
    <informationRequirement><requiredInput href="#i_other"/></informationRequirement>
    ${expression}
  </decision>${rest}`;

export const literal = (text: string, attributes = ''): string =>
  `<literalExpression ${attributes}><text>${text}</text></literalExpression>`;

export interface Evaluated {
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly string[];
}

export function modelOf(xml: string): DecisionModel {
  const { model, problems } = parseDmn(xml);
  if (!model) throw new Error(problems.map(({ message, line }) => `${line}: ${message}`).join('\n'));
  return model;
}

/** Evaluates a decision (`d` unless another is named) of the last of some models, with plain data going in and coming out. */
export function evaluate(
  xml: string | readonly string[],
  inputs: Readonly<Record<string, unknown>> = {},
  options: { readonly name?: string; readonly dialect?: Dialect; readonly maxSteps?: number } = {},
): Evaluated {
  const models = (typeof xml === 'string' ? [xml] : xml).map(modelOf);
  const model = models[models.length - 1]!;
  const decision = model.decisions.find(({ name }) => name === (options.name ?? 'd'));
  if (!decision) throw new Error(`no decision '${options.name ?? 'd'}'`);
  const { value, diagnostics } = evaluateDecision(decision, {
    library: new DecisionLibrary(models),
    model,
    now: () => new Date('2026-03-01T00:00:00Z'),
    input: (name) => (name in inputs ? fromData(inputs[name]) : undefined),
    ...options,
  });
  return { value: toData(value), diagnostics, codes: diagnostics.map(({ code }) => code) };
}
