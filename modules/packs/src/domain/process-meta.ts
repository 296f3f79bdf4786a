/** What the platform needs to know of a process: its nodes, their `anliu.*` properties, and how they are joined. */
export interface ProcessMeta {
  readonly key: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly nodes: Readonly<Record<string, NodeMeta>>;
  readonly flows: readonly FlowMeta[];
  /** What the engine reads of the process itself: listeners, who may start it. */
  readonly settings: readonly Setting[];
}

/**
 * One element the engine reads beside what is named here (event definitions, listeners, scripts, mappings, repetition), in a form
 * that two drawings of the same process share: attributes sorted, defaults and layout left out, references resolved.
 */
export interface Setting {
  readonly element: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface NodeMeta {
  readonly id: string;
  readonly name: string;
  /** Local name of the element: `userTask`, `startEvent`, `boundaryEvent` … */
  readonly type: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly formKey?: string;
  readonly topic?: string;
  readonly defaultFlow?: string;
  readonly attachedTo?: string;
  /** It has a timer event definition. */
  readonly timer: boolean;
  /** Inside an embedded sub-process. */
  readonly nested: boolean;
  /** The sub-process it stands in. */
  readonly parent?: string;
  /** The first is the element itself. */
  readonly settings: readonly Setting[];
  readonly line: number;
  readonly column: number;
}

export interface FlowMeta {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly name: string;
  readonly condition?: string;
  readonly settings: readonly Setting[];
}

/** The start event through which a person or the platform starts the process. */
export const startOf = (process: ProcessMeta): NodeMeta | undefined =>
  Object.values(process.nodes).find((node) => node.type === 'startEvent' && !node.nested);

export const userTasksOf = (process: ProcessMeta): NodeMeta[] =>
  Object.values(process.nodes).filter((node) => node.type === 'userTask');

/** User tasks on the main path: from the start along default flows (else the first flow), each once. */
export function mainPath(process: ProcessMeta): string[] {
  const path: string[] = [];
  const seen = new Set<string>();
  let current = startOf(process);
  while (current && !seen.has(current.id)) {
    const node: NodeMeta = current;
    seen.add(node.id);
    if (node.type === 'userTask') path.push(node.id);
    const outgoing = process.flows.filter((flow) => flow.source === node.id);
    const next = outgoing.find((flow) => flow.id === node.defaultFlow) ?? outgoing[0];
    current = next === undefined ? undefined : process.nodes[next.target];
  }
  return path;
}
