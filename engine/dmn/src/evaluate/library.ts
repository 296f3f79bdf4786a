import type { DecisionModel, DrgElement, Reference } from '../model.js';
import { drgElements } from '../parse/references.js';
import { Types } from '../types/resolve.js';
import { Programs } from './programs.js';

/**
 * Models that belong together: a model and what it imports. Immutable from outside; keeps parsed expressions, so one
 * library is made per set of models and used for every evaluation.
 */
export class DecisionLibrary {
  readonly models: ReadonlyMap<string, DecisionModel>;
  readonly types: Types;
  readonly programs: Programs = new Programs();
  readonly #elements: ReadonlyMap<string, Located>;

  constructor(models: readonly DecisionModel[]) {
    this.models = new Map(models.map((model) => [model.namespace, model]));
    this.types = new Types(this.models, this.programs);
    this.#elements = new Map(
      models.flatMap((model) =>
        drgElements(model).map((element): [string, Located] => [
          keyOf({ namespace: model.namespace, id: element.id ?? `name ${element.name}` }),
          { element, model },
        ]),
      ),
    );
  }

  find(reference: Reference): Located | undefined {
    return this.#elements.get(keyOf(reference));
  }

  /** An element by its id, else by its name. */
  named(model: DecisionModel, nameOrId: string, kind: DrgElement['kind']): Located | undefined {
    const candidates = drgElements(model).filter((element) => element.kind === kind);
    const element =
      candidates.find(({ id }) => id === nameOrId) ?? candidates.find(({ name }) => name === nameOrId.trim());
    return element && { element, model };
  }
}

export interface Located<E extends DrgElement = DrgElement> {
  readonly element: E;
  readonly model: DecisionModel;
}

export const keyOf = ({ namespace, id }: Reference): string => `${namespace}#${id}`;

/** Identifies an element within its library. */
export const keyOfElement = ({ element, model }: Located): string =>
  keyOf({ namespace: model.namespace, id: element.id ?? `name ${element.name}` });
