import type { Attack } from './attacks.js';
import { line } from './engine-server.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string =>
  text.replace(/[&<>"\n\r\t]/g, (char) => ENTITIES[char] ?? `&#${char.charCodeAt(0)};`);

/** A place of a model where an expression may stand: the inside of a process, given the escaped text. */
export interface Position {
  readonly key: string;
  readonly inside: (text: string) => string;
  /** What stands before the process. */
  readonly before?: (text: string) => string;
  /** The process leaves what it computed as variable `out`. */
  readonly leaves?: true;
}

const START = '<startEvent id="s"/>';
const END = '<endEvent id="e"/>';
const simple = (element: string): string => line(START, element, END);
const task = (attributes: string, inside = ''): string => simple(`<userTask id="t" ${attributes}>${inside}</userTask>`);
const extended = (content: string): string => `<extensionElements>${content}</extensionElements>`;
const mapped = (parameter: string): string => extended(`<camunda:inputOutput>${parameter}</camunda:inputOutput>`);
const condition = (attributes: string) => (text: string) =>
  `${START}<exclusiveGateway id="g" default="d"/><endEvent id="e"/><endEvent id="o"/>
   <sequenceFlow id="f" sourceRef="s" targetRef="g"/><sequenceFlow id="d" sourceRef="g" targetRef="o"/>
   <sequenceFlow id="c" sourceRef="g" targetRef="e"><conditionExpression xsi:type="tFormalExpression" ${attributes}>${text}</conditionExpression></sequenceFlow>`;
const script = (language: string, text: string): string =>
  `<camunda:script scriptFormat="${language}">${text}</camunda:script>`;
const scriptTask = (language: string) => (text: string) =>
  simple(
    `<scriptTask id="t" scriptFormat="${language}" camunda:resultVariable="out"><script>${text}</script></scriptTask>`,
  );

const JUEL: readonly Position[] = [
  { key: 'condition', inside: condition('') },
  {
    key: 'input',
    leaves: true,
    inside: (text) =>
      simple(`<task id="t">${mapped(`<camunda:inputParameter name="out">${text}</camunda:inputParameter>`)}</task>`),
  },
  {
    key: 'output',
    leaves: true,
    inside: (text) =>
      simple(`<task id="t">${mapped(`<camunda:outputParameter name="out">${text}</camunda:outputParameter>`)}</task>`),
  },
  {
    key: 'listener',
    inside: (text) =>
      simple(`<task id="t">${extended(`<camunda:executionListener event="start" expression="${text}"/>`)}</task>`),
  },
  {
    key: 'taskListener',
    inside: (text) => task('', extended(`<camunda:taskListener event="create" expression="${text}"/>`)),
  },
  {
    key: 'timer',
    inside: (text) =>
      simple(
        `<intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>${text}</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
      ),
  },
  { key: 'script', leaves: true, inside: scriptTask('juel') },
  {
    key: 'service',
    leaves: true,
    inside: (text) => simple(`<serviceTask id="t" camunda:expression="${text}" camunda:resultVariable="out"/>`),
  },
  { key: 'assignee', inside: (text) => task(`camunda:assignee="${text}"`) },
  { key: 'dueDate', inside: (text) => task(`camunda:dueDate="${text}"`) },
  { key: 'candidates', inside: (text) => task(`camunda:candidateUsers="${text}"`) },
  {
    key: 'loop',
    inside: (text) => task('', `<multiInstanceLoopCharacteristics camunda:collection="${text}"/>`),
  },
  { key: 'called', inside: (text) => simple(`<callActivity id="t" calledElement="${text}"/>`) },
  { key: 'topic', inside: (text) => simple(`<serviceTask id="t" camunda:type="external" camunda:topic="${text}"/>`) },
  {
    key: 'message',
    before: (text) => `<message id="m_message" name="${text}"/>`,
    inside: () => simple('<receiveTask id="t" messageRef="m_message"/>'),
  },
];

const FEEL: readonly Position[] = [
  { key: 'condition', inside: condition('language="feel"') },
  {
    key: 'input',
    leaves: true,
    inside: (text) =>
      simple(
        `<task id="t">${mapped(`<camunda:inputParameter name="out">${script('feel', text)}</camunda:inputParameter>`)}</task>`,
      ),
  },
  {
    key: 'output',
    leaves: true,
    inside: (text) =>
      simple(
        `<task id="t">${mapped(`<camunda:outputParameter name="out">${script('feel', text)}</camunda:outputParameter>`)}</task>`,
      ),
  },
  {
    key: 'listener',
    inside: (text) =>
      simple(
        `<task id="t">${extended(`<camunda:executionListener event="start">${script('feel', text)}</camunda:executionListener>`)}</task>`,
      ),
  },
  {
    key: 'taskListener',
    inside: (text) =>
      task('', extended(`<camunda:taskListener event="create">${script('feel', text)}</camunda:taskListener>`)),
  },
  { key: 'script', leaves: true, inside: scriptTask('feel') },
];

export const positionsOf = ({ language }: Attack): readonly Position[] => (language === 'juel' ? JUEL : FEEL);

/** A definition with one process per position, and one whose script runs in a job. */
export function attackModel({ source, language }: Attack, positions: readonly Position[]): string {
  const text = escaped(source);
  const job = scriptTask(language)(text).replace('id="t"', 'id="t" camunda:asyncBefore="true"');
  const retries = extended('<camunda:failedJobRetryTimeCycle>R1/PT1M</camunda:failedJobRetryTimeCycle>');
  const processes = [
    ...positions.map(({ key, inside }) => ({ key, content: inside(text) })),
    { key: 'job', content: job.replace('<script>', `${retries}<script>`) },
  ].map(({ key, content }) => `<process id="${key}" isExecutable="true">${unique(content, key)}</process>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">
  ${positions.map(({ before }) => before?.(text) ?? '').join('')}${processes.join('\n')}
</definitions>`;
}

/** Ids must differ between the processes of one file. */
const unique = (content: string, key: string): string =>
  content.replace(/\b(id|sourceRef|targetRef|default)="([a-z]\d*)"/g, `$1="$2_${key}"`);

/** A decision that holds the attack everywhere an expression may stand in DMN. */
export function attackDecisions({ source }: Attack): string {
  const text = escaped(source);
  const table = (
    id: string,
    input: string,
    entry: string,
    output: string,
  ): string => `<decision id="${id}" name="${id}"><decisionTable id="${id}_t">
    <input id="${id}_i"><inputExpression id="${id}_x"><text>${input}</text></inputExpression></input>
    <output id="${id}_o" name="out"/>
    <rule id="${id}_r"><inputEntry id="${id}_e"><text>${entry}</text></inputEntry><outputEntry id="${id}_p"><text>${output}</text></outputEntry></rule>
  </decisionTable></decision>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="attack" name="attack" namespace="test">
  ${table('inputExpression', text, '-', '1')}${table('inputEntry', '1', text, '1')}${table('outputEntry', '1', '-', text)}
  <decision id="literal" name="literal"><variable id="literal_v" name="literal"/><literalExpression id="literal_l"><text>${text}</text></literalExpression></decision>
</definitions>`;
}

export const DECISIONS = ['inputExpression', 'inputEntry', 'outputEntry', 'literal'] as const;
