/** What the page and its test say of one element at one position. */
export interface CoverageRow {
  readonly group:
    'Activities' | 'Gateways and flows' | 'Start events' | 'Intermediate and boundary events' | 'End events';
  readonly element: string;
  readonly position: string;
  /**
   * `supported`: as Camunda 7. `differs`: runs although Camunda 7 would not, or runs otherwise. `refused`: a deployment
   * says so. `ignored`: read and left out, as in Camunda 7.
   */
  readonly status: 'supported' | 'differs' | 'refused' | 'ignored';
  /** The inside of a process, or definitions with a process, that shows it. */
  readonly model: string;
  /** Where the instance waits after its start; `ended`; or the code of the refusal. */
  readonly then: readonly string[] | 'ended' | { readonly refusal: string };
  readonly remark?: string;
  /** Another test that fixes it: file below `engine/` and words of its title. */
  readonly also?: readonly [file: string, title: string];
}

let flows = 0;
export const flow = (from: string, to: string, inside = ''): string =>
  `<sequenceFlow id="f${++flows}" sourceRef="${from}" targetRef="${to}">${inside}</sequenceFlow>`;
export const when = (condition: string): string =>
  `<conditionExpression xsi:type="tFormalExpression">\${${condition}}</conditionExpression>`;
/** start → the element `x` → end. */
export const through = (element: string): string =>
  `<startEvent id="s"/>${flow('s', 'x')}${element}${flow('x', 'e')}<endEvent id="e"/>`;
export const ending = (definition: string, before = ''): string =>
  `${before}<startEvent id="s"/>${flow('s', 'x')}<endEvent id="x">${definition}</endEvent>`;
export const onTask = (definition: string, interrupting = true, host = '<userTask id="t"/>'): string =>
  `<startEvent id="s"/>${flow('s', 't')}${host}<boundaryEvent id="b" attachedToRef="t" cancelActivity="${interrupting}">${definition}</boundaryEvent>${flow('b', 'h')}<userTask id="h"/>`;
export const inside = (definition: string, interrupting = true, body = '<userTask id="t"/>'): string =>
  `<startEvent id="s"/>${flow('s', 't')}${body}<subProcess id="es" triggeredByEvent="true"><startEvent id="es_s" isInterrupting="${interrupting}">${definition}</startEvent>${flow('es_s', 'h')}<userTask id="h"/></subProcess>`;
export const withDeclared = (declared: string, content: string): string =>
  `${declared}<process id="p" isExecutable="true">${content}</process>`;

const DECLARED =
  '<message id="m" name="m"/><signal id="sg" name="sg"/><error id="er" errorCode="er"/><escalation id="ec" escalationCode="ec"/>';
export const MESSAGE = '<messageEventDefinition messageRef="m"/>';
export const SIGNAL = '<signalEventDefinition signalRef="sg"/>';
export const ERROR = '<errorEventDefinition errorRef="er"/>';
export const ESCALATION = '<escalationEventDefinition escalationRef="ec"/>';
export const TIMER = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
const CONDITION = `<conditionalEventDefinition><condition xsi:type="tFormalExpression">\${false}</condition></conditionalEventDefinition>`;
export const COMPENSATION = '<compensateEventDefinition/>';
export const LINK = '<linkEventDefinition name="l"/>';
const SUB = (content: string, id = 't'): string => `<subProcess id="${id}">${content}</subProcess>`;
export const sub = (content: string): string => SUB(`<startEvent id="is"/>${flow('is', 'it')}${content}`);

export const rows = (group: CoverageRow['group'], list: readonly Omit<CoverageRow, 'group'>[]): CoverageRow[] =>
  list.map((row) => ({ group, ...row }));
export const declared = (content: string): string => withDeclared(DECLARED, content);
export const RANDOM = ['testkit/src/random/random.spec.ts', 'seeds '] as const;
export const RULES = ['bpmn/test/rules/pieces.ts', '$code: $words'] as const;
export const at = 'anywhere';

/** Events a scope waits for. */
export const EVENTS: readonly (readonly [name: string, definition: string])[] = [
  ['Message', MESSAGE],
  ['Timer', TIMER],
  ['Signal', SIGNAL],
  ['Conditional', CONDITION],
];
