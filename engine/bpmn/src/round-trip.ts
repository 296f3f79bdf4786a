import { editXml, type EditedXml } from '@anliu/engine-xml';
import { BpmnModdle } from 'bpmn-moddle';
import type { Problem } from './problem.js';

/** Knows the vocabulary and no model. */
const moddle = new BpmnModdle();

/** A model opened for editing: bpmn-moddle's object tree, which designers work on. */
export interface OpenModel {
  /** The `bpmn:Definitions` object. */
  readonly root: object;
  /** What bpmn-moddle did not understand and the tree therefore does not show. Saving keeps it. */
  readonly warnings: readonly string[];
  /** Knows what was in the text. */
  readonly edited: EditedXml;
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
 * Opens a model for editing, also one that may not be deployed. Refused is only what is not BPMN, or not well-formed, or
 * could harm the reader (`readDocument` of `@anliu/engine-xml`).
 * @throws UnreadableBpmnError
 */
export async function openBpmn(xml: string): Promise<OpenModel> {
  const { edited, problem } = editXml(xml);
  if (problem) throw new UnreadableBpmnError(problem);
  try {
    const { rootElement, warnings } = await moddle.fromXML(edited.text);
    edited.opened(await write(rootElement));
    return { root: rootElement, warnings: warnings.map((warning) => warning.message), edited };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const place = { elementIds: [], mainElementId: undefined, line: 1, column: 1 };
    throw new UnreadableBpmnError({ severity: 'error', code: 'XML_NOT_BPMN', message, ...place });
  }
}

/**
 * Writes an opened model as XML. A model nobody changed is the text it was; in a changed one everything bpmn-moddle does
 * not keep — vendor data, comments, references that lead nowhere — is where it was.
 */
export async function serialiseBpmn(model: OpenModel): Promise<string> {
  return model.edited.saved(await write(model.root));
}

const write = async (root: object): Promise<string> => (await moddle.toXML(root, { format: true })).xml;
