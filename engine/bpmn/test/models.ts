import fs from 'node:fs';
import path from 'node:path';
import {
  parseBpmn,
  type FlowNode,
  type NodeKind,
  type ParseOptions,
  type Problem,
  type ProcessModel,
} from '../src/index.js';

const root = path.resolve(import.meta.dirname, '../../..');

/** Where models and recordings of a real engine lie, when they are there at all. */
export const conformanceFolder = path.resolve(
  root,
  globalThis.process.env['CONFORMANCE_DIR'] ?? '../shared/conformance',
);

/** A model of this folder, by name. */
export function load(name: string): string {
  return fs.readFileSync(path.join(import.meta.dirname, 'models', `${name}.bpmn`), 'utf8');
}

const NAMESPACES = [
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
  'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
].join(' ');

/** Definitions around root elements; every piece on a line of its own, starting with line 2. */
export function definitions(...content: string[]): string {
  return `<definitions id="definitions" targetNamespace="test" ${NAMESPACES}>\n${content.join('\n')}\n</definitions>`;
}

/** An executable process `p` with this content. */
export function process(...content: string[]): string {
  return definitions('<process id="p" isExecutable="true">', ...content, '</process>');
}

/** A process start → content → end; the content is one element with the id `x`. */
export function around(element: string, ...more: string[]): string {
  return process(
    '<startEvent id="start"/>',
    element,
    '<endEvent id="end"/>',
    '<sequenceFlow id="f1" sourceRef="start" targetRef="x"/>',
    '<sequenceFlow id="f2" sourceRef="x" targetRef="end"/>',
    ...more,
  );
}

/** The one process of a model that must have no problem at all. */
export function modelOf(xml: string, options?: ParseOptions): ProcessModel {
  const { definitions: models, problems } = parseBpmn(xml, options);
  if (problems.length > 0) throw new Error(problems.map((problem) => `${problem.line}: ${problem.message}`).join('\n'));
  return models[0]!;
}

/** The variant of a node whose `kind` includes K. */
type NodeOf<K extends NodeKind, N = FlowNode> = N extends { readonly kind: infer A }
  ? K extends A
    ? N
    : never
  : never;

export function nodeOf<K extends NodeKind>(model: ProcessModel, id: string, kind: K): NodeOf<K> {
  const node = model.nodes.find((candidate) => candidate.id === id);
  if (node?.kind !== kind) throw new Error(`${id} is ${node?.kind ?? 'missing'}, not ${kind}`);
  return node as NodeOf<K>;
}

export function problemsOf(xml: string, options?: ParseOptions): readonly Problem[] {
  return parseBpmn(xml, options).problems;
}
