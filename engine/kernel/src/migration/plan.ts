import type { MigrationInstructionDto } from '@anliu/engine-protocol';
import type { Element, Graph } from '../state/graph.js';

/** An instruction whose two activities exist. */
export interface Mapping {
  readonly source: Element;
  readonly target: Element;
  readonly updateEventTrigger: boolean;
}

/** The two definitions and what is mapped between them. */
export class Mappings {
  readonly source: Graph;
  readonly target: Graph;
  readonly all: readonly Mapping[];
  readonly #bySource = new Map<string, Mapping[]>();
  readonly #byTarget = new Map<string, Mapping[]>();

  constructor(source: Graph, target: Graph, all: readonly Mapping[]) {
    this.source = source;
    this.target = target;
    this.all = all;
    for (const mapping of all) {
      this.#bySource.set(mapping.source.id, [...this.from(mapping.source.id), mapping]);
      this.#byTarget.set(mapping.target.id, [...this.to(mapping.target.id), mapping]);
    }
  }

  from(sourceId: string): readonly Mapping[] {
    return this.#bySource.get(sourceId) ?? [];
  }

  to(targetId: string): readonly Mapping[] {
    return this.#byTarget.get(targetId) ?? [];
  }

  /** The mapping of a source activity in a valid plan. */
  of(sourceId: string): Mapping | undefined {
    return this.from(sourceId)[0];
  }
}

export const toInstruction = ({ source, target, updateEventTrigger }: Mapping): MigrationInstructionDto => ({
  sourceActivityIds: [source.id],
  targetActivityIds: [target.id],
  updateEventTrigger,
});
