import { readSettings } from './properties.js';
import { parseOutcomes } from './outcomes.js';
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
    is(object, 'bpmn:UserTask') && parseOutcomes(readSettings(object)['outcomes'] ?? '').length === 0
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

/** All findings in the order of the diagram. */
export function lint(modeler: ProcessModeler, say: (code: string, name: string) => string): DesignerProblem[] {
  const problems: DesignerProblem[] = [];
  const elements = modeler.get('elementRegistry').filter((element: DiagramElement) => !element.labelTarget);
  for (const element of elements) {
    const object = element.businessObject;
    for (const rule of RULES) {
      const found = rule(object);
      if (found) problems.push({ ...found, elementId: object.id, message: say(found.code, object.name ?? object.id) });
    }
  }
  return problems;
}
