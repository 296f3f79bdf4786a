import type { XmlElement } from '@anliu/engine-xml';
import type { DecisionModel, DrgElement, Reference } from '../model.js';
import type { Parser } from './parser.js';

type Kind = DrgElement['kind'];

interface Wanted {
  readonly from: DrgElement;
  readonly to: Reference;
  readonly kinds: readonly Kind[];
  readonly role: string;
}

/**
 * Finds references that lead nowhere or to something of the wrong kind, and requirements that go in a circle.
 * References to imported models are checked when the models are brought together.
 */
export function checkReferences(model: DecisionModel, locate: (id: string) => XmlElement, parser: Parser): void {
  const known = new Map(drgElements(model).map((element) => [element.id, element]));
  for (const { from, to, kinds, role } of drgElements(model).flatMap(wanted)) {
    const place = locate(from.id ?? '');
    if (to.namespace !== model.namespace) {
      if (!model.imports.some(({ namespace }) => namespace === to.namespace)) {
        parser.error(
          'REFERENCE_NOT_IMPORTED',
          `The ${role} of '${from.id}' is in '${to.namespace}', which is not imported`,
          place,
        );
      }
      continue;
    }
    const target = known.get(to.id);
    if (!target) parser.error('REFERENCE_UNRESOLVED', `The ${role} '${to.id}' of '${from.id}' does not exist`, place);
    else if (!kinds.includes(target.kind)) {
      parser.error('REFERENCE_KIND', `The ${role} '${to.id}' of '${from.id}' is a ${target.kind}`, place);
    }
  }
  for (const id of cycle(model)) {
    parser.error('REQUIREMENT_CYCLE', `The decision '${id}' requires itself`, locate(id));
  }
}

export function drgElements(model: DecisionModel): DrgElement[] {
  return [...model.inputData, ...model.decisions, ...model.businessKnowledgeModels, ...model.decisionServices];
}

const KNOWLEDGE: readonly Kind[] = ['businessKnowledgeModel', 'decisionService'];

function wanted(from: DrgElement): Wanted[] {
  const of = (references: readonly Reference[], kinds: readonly Kind[], role: string): Wanted[] =>
    references.map((to) => ({ from, to, kinds, role }));
  switch (from.kind) {
    case 'inputData':
      return [];
    case 'decision':
      return [
        ...of(from.requiredDecisions, ['decision'], 'required decision'),
        ...of(from.requiredInputs, ['inputData'], 'required input'),
        ...of(from.requiredKnowledge, KNOWLEDGE, 'required knowledge'),
      ];
    case 'businessKnowledgeModel':
      return of(from.requiredKnowledge, KNOWLEDGE, 'required knowledge');
    case 'decisionService':
      return [
        ...of(from.outputDecisions, ['decision'], 'output decision'),
        ...of(from.encapsulatedDecisions, ['decision'], 'encapsulated decision'),
        ...of(from.inputDecisions, ['decision'], 'input decision'),
        ...of(from.inputData, ['inputData'], 'input'),
      ];
  }
}

/** The decisions that require themselves, directly or through others. Knowledge may be recursive: it is functions. */
function cycle(model: DecisionModel): string[] {
  const required = new Map(
    model.decisions.map(({ id, requiredDecisions }) => [
      id ?? '',
      requiredDecisions.filter(({ namespace }) => namespace === model.namespace).map((one) => one.id),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const stack: { id: string; next: number }[] = [];
  for (const start of required.keys()) {
    if (state.has(start)) continue;
    stack.push({ id: start, next: 0 });
    state.set(start, 'open');
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const next = required.get(top.id)?.[top.next++];
      if (next === undefined) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(next) === 'open') found.push(next);
      else if (!state.has(next)) {
        state.set(next, 'open');
        stack.push({ id: next, next: 0 });
      }
    }
  }
  return [...new Set(found)];
}
