import { propertyProblem, type ConventionError } from '@anliu/conventions';
import { PREFIX, readSettings } from './properties.js';
import type { ProcessModeler } from './modeler.js';
import type { BusinessObject, DesignerProblem, DiagramElement } from './types.js';

/** A rule looks at one element and says what is wrong in a code; the catalogue has the sentence. */
type Rule = (object: BusinessObject) => { code: string; severity: 'error' | 'warning' } | undefined;

const is = (object: BusinessObject, ...types: string[]): boolean => types.includes(object.$type);

const RULES: Rule[] = [
  (object) =>
    is(object, 'bpmn:UserTask') && !readSettings(object)['assign']
      ? { code: 'noAssign', severity: 'error' }
      : undefined,
  (object) =>
    is(object, 'bpmn:UserTask') && !readSettings(object)['outcomes']
      ? { code: 'noOutcomes', severity: 'error' }
      : undefined,
  (object) => (is(object, 'bpmn:UserTask') && !object.formKey ? { code: 'noForm', severity: 'error' } : undefined),
  (object) =>
    is(object, 'bpmn:UserTask') && !readSettings(object)['due'] && !readSettings(object)['clock']
      ? { code: 'noDeadline', severity: 'warning' }
      : undefined,
  (object) => {
    if (!is(object, 'bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway')) return undefined;
    return (object.outgoing?.length ?? 0) > 1 && !object.default ? { code: 'noDefault', severity: 'error' } : undefined;
  },
  (object) => {
    if (!is(object, 'bpmn:SequenceFlow') || !object.sourceRef) return undefined;
    const gateway = object.sourceRef;
    if (!is(gateway, 'bpmn:ExclusiveGateway') || (gateway.outgoing?.length ?? 0) < 2) return undefined;
    return gateway.default !== object && !object.conditionExpression?.body
      ? { code: 'noCondition', severity: 'error' }
      : undefined;
  },
  (object) => (is(object, 'bpmn:ServiceTask') && !object.topic ? { code: 'noTopic', severity: 'error' } : undefined),
  (object) => (object.$type.endsWith('Task') && !object.name ? { code: 'noName', severity: 'warning' } : undefined),
];

/** How findings are worded: the designer's own by code, those of a grammar by the error it gave. */
export interface LintWords {
  say(code: string, name: string): string;
  saySetting(error: ConventionError, name: string): string;
}

/** All findings in the order of the diagram. */
export function lint(modeler: ProcessModeler, words: LintWords): DesignerProblem[] {
  const problems: DesignerProblem[] = [];
  const elements = modeler.get('elementRegistry').filter((element: DiagramElement) => !element.labelTarget);
  for (const element of elements) {
    const object = element.businessObject;
    const name = object.name ?? object.id;
    for (const rule of RULES) {
      const found = rule(object);
      if (found) problems.push({ ...found, elementId: object.id, message: words.say(found.code, name) });
    }
    for (const [setting, text] of Object.entries(readSettings(object))) {
      const error = propertyProblem(PREFIX + setting, text);
      if (!error) continue;
      const message = words.saySetting(error, name);
      problems.push({ code: error.code, severity: 'error', elementId: object.id, message });
    }
  }
  return problems;
}
