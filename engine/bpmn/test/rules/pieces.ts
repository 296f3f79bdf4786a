import { expect, it } from 'vitest';
import { parseBpmn } from '../../src/index.js';
import { around, process } from '../models.js';

export const START = '<startEvent id="start"/>';
export const END = '<endEvent id="end"/>';
export const flow = (from: string, to: string, content = '') =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${content}</sequenceFlow>`;
export const condition = '<conditionExpression xsi:type="tFormalExpression">${true}</conditionExpression>';
export const sub = (id: string, content: string, attributes = '') =>
  `<subProcess id="${id}" ${attributes}>${content}</subProcess>`;
export const task = (id: string, content = '', attributes = '') =>
  `<userTask id="${id}" ${attributes}>${content}</userTask>`;
export const boundary = (id: string, host: string, content: string) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}">${content}</boundaryEvent>`;
export const catching = (id: string, content: string) =>
  `<intermediateCatchEvent id="${id}">${content}</intermediateCatchEvent>`;
export const throwing = (id: string, content: string) =>
  `<intermediateThrowEvent id="${id}">${content}</intermediateThrowEvent>`;
export const timer = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
export const message = '<messageEventDefinition messageRef="m"/>';
export const signal = '<signalEventDefinition signalRef="s"/>';
export const conditional = '<conditionalEventDefinition><condition>${x}</condition></conditionalEventDefinition>';
export const compensate = '<compensateEventDefinition/>';
export const escalate = (id = '') => `<escalationEventDefinition ${id && `escalationRef="${id}"`}/>`;
export const eventSub = (id: string, content: string) =>
  sub(id, `<startEvent id="${id}-start">${content}</startEvent>`, 'triggeredByEvent="true"');

/** Root elements the references above point to. */
const ROOTS = [
  '<message id="m" name="message"/>',
  '<message id="empty"/>',
  '<message id="expression" name="m-${x}"/>',
  '<signal id="s" name="signal"/>',
  '<error id="coded" errorCode="CODE"/>',
  '<error id="uncoded"/>',
  '<escalation id="e1" escalationCode="1"/>',
  '<escalation id="e2" escalationCode="2"/>',
  '<escalation id="blank"/>',
];
export const withRoots = (xml: string) => xml.replace('</definitions>', `${ROOTS.join('')}</definitions>`);
export const given = (...content: string[]) => withRoots(process(START, ...content));
export const serviceTask = (attributes: string) => around(`<serviceTask id="x" ${attributes}/>`);
export const passing = (element: string) =>
  around(`<callActivity id="x" calledElement="c"><extensionElements>${element}</extensionElements></callActivity>`);

export const extended = (content: string) => `<extensionElements>${content}</extensionElements>`;
/** A service task run by a class, with field declarations for it. */
export const withField = (field: string) =>
  around(`<serviceTask id="x" camunda:class="a.B">${extended(field)}</serviceTask>`);
/** A user task with a generated form of these fields. */
export const withFields = (fields: string) =>
  around(task('x', extended(`<camunda:formData>${fields}</camunda:formData>`)));

/** A code, a model that has the problem and, as far as given, Camunda's words for it. */
export type Case = readonly [code: string, xml: string, words?: string];

const named = (cases: readonly Case[]) => cases.map(([code, xml, words]) => ({ code, xml, words }));

/** Every model is refused for its code, at its place and in Camunda's words. */
export function refuses(cases: readonly Case[]): void {
  it.each(named(cases))('$code: $words', ({ code, xml, words }) => {
    const { definitions: models, problems } = parseBpmn(xml);
    const found = problems.filter((problem) => problem.code === code && problem.severity === 'error');
    expect(found, problems.map((problem) => `${problem.code} ${problem.message}`).join()).not.toEqual([]);
    if (words !== undefined) expect(found.map((problem) => problem.message)).toContain(words);
    expect(found[0]!.line).toBeGreaterThan(1);
    expect(found[0]!.column).toBeGreaterThan(0);
    expect(models).toEqual([]);
  });
}

/** Every model is accepted, and its code is the one thing worth a warning. */
export function warns(cases: readonly Case[]): void {
  it.each(named(cases))('$code: $words', ({ code, xml, words }) => {
    const { definitions: models, problems } = parseBpmn(xml);
    expect(problems.map((problem) => [problem.severity, problem.code])).toEqual([['warning', code]]);
    if (words !== undefined) expect(problems[0]!.message).toBe(words);
    expect(problems[0]!.line).toBeGreaterThan(1);
    expect(models).toHaveLength(1);
  });
}
