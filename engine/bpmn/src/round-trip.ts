import { BpmnModdle } from 'bpmn-moddle';
import type { Problem } from './problem.js';
import { closeUpAttributes } from './xml/close-up.js';
import { readXml } from './xml/read.js';

/** A model opened for editing: bpmn-moddle's object tree, which designers work on. */
export interface OpenModel {
  /** The `bpmn:Definitions` object. Attributes and elements of other namespaces are kept as they are. */
  readonly root: object;
  /** What bpmn-moddle did not understand; it would be lost or changed by saving. */
  readonly warnings: readonly string[];
}

/** The model was refused before it was opened. */
export class UnreadableBpmnError extends Error {
  readonly code = 'BPMN_UNREADABLE';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'UnreadableBpmnError';
    this.problem = problem;
  }
}

/**
 * Opens a model for editing. The text passes the same gate as for running (no DOCTYPE, bounded size and depth).
 * @throws UnreadableBpmnError
 */
export async function openBpmn(xml: string): Promise<OpenModel> {
  const { problem } = readXml(xml);
  if (problem) throw new UnreadableBpmnError(problem);
  try {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(closeUpAttributes(xml));
    return { root: rootElement, warnings: warnings.map((warning) => warning.message) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const place = { elementIds: [], mainElementId: undefined, line: 1, column: 1 };
    throw new UnreadableBpmnError({ severity: 'error', code: 'XML_NOT_BPMN', message, ...place });
  }
}

/** Writes an opened model as formatted XML, with every extension attribute and element it was opened with. */
export async function serialiseBpmn(model: OpenModel): Promise<string> {
  const { xml } = await new BpmnModdle().toXML(model.root, { format: true });
  return xml;
}
