import { decodeXmlAnyway } from '@anliu/engine-xml';
import { DecisionLibrary, parseDmn } from '@anliu/engine-dmn';
import type { Decision, DecisionModel } from '@anliu/engine-dmn';
import type { DecisionDefinition, DecisionRequest } from '@anliu/engine-kernel';
import { MAX_HOT_DECISION_MODELS } from '../limits.js';
import type { Rows } from '../rows.js';

/** A deployed decision, ready to be evaluated. */
export interface DeployedDecision {
  readonly row: DecisionDefinition;
  readonly decision: Decision;
  readonly model: DecisionModel;
  readonly library: DecisionLibrary;
  /** Definitions of the decisions of the same model, by their keys. */
  readonly siblings: ReadonlyMap<string, DecisionDefinition>;
}

interface LoadedModel {
  readonly model: DecisionModel;
  readonly library: DecisionLibrary;
}

export const isDmn = (name: string): boolean => /\.dmn(11\.xml)?$/.test(name);

/** Deployed decisions: rows from the database, models parsed on first use and kept. */
export class DecisionCache {
  readonly #rows: Rows;
  readonly #models = new Map<string, LoadedModel>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  forget(): void {
    this.#models.clear();
  }

  row(id: string): DecisionDefinition | undefined {
    return this.#rows.get('decisionDefinition', id);
  }

  latest(key: string, tenantId: string | null): DecisionDefinition | undefined {
    return this.#first('key = ? AND tenant_id IS ? ORDER BY version DESC LIMIT 1', key, tenantId);
  }

  /** The definition a business rule task means. */
  find(request: Omit<DecisionRequest, 'scope'>): DecisionDefinition | undefined {
    const { decisionRef, tenantId } = request;
    switch (request.binding) {
      case 'latest':
        return this.latest(decisionRef, tenantId);
      case 'deployment':
        return this.#first('key = ? AND deployment_id = ? LIMIT 1', decisionRef, request.deploymentId);
      case 'version':
        return this.#first(
          'key = ? AND version = ? AND tenant_id IS ? LIMIT 1',
          decisionRef,
          request.version ?? null,
          tenantId,
        );
      case 'versionTag':
        return this.#first(
          'key = ? AND version_tag = ? AND tenant_id IS ? ORDER BY version DESC LIMIT 1',
          decisionRef,
          request.versionTag ?? null,
          tenantId,
        );
    }
  }

  load(row: DecisionDefinition): DeployedDecision | undefined {
    const loaded = this.#model(row.deploymentId, row.resourceName);
    const decision = loaded?.model.decisions.find(({ id }) => id === row.key);
    if (!loaded || !decision) return undefined;
    const siblings = this.#rows.where(
      'decisionDefinition',
      'deployment_id = ? AND resource_name = ?',
      row.deploymentId,
      row.resourceName,
    );
    return { row, decision, ...loaded, siblings: new Map(siblings.map((one) => [one.key, one])) };
  }

  #first(condition: string, ...parameters: unknown[]): DecisionDefinition | undefined {
    return this.#rows.where('decisionDefinition', condition, ...parameters)[0];
  }

  /** A model together with the models of its deployment, which it may import. */
  #model(deploymentId: string, resourceName: string): LoadedModel | undefined {
    const key = `${deploymentId} ${resourceName}`;
    const known = this.#models.get(key);
    if (known) return known;
    const parsed = new Map(
      this.#rows
        .where('resource', 'deployment_id = ?', deploymentId)
        .filter(({ name, bytes }) => isDmn(name) && bytes !== null)
        .map(({ name, bytes }) => [name, parseDmn(decodeXmlAnyway(bytes!)).model]),
    );
    const model = parsed.get(resourceName);
    if (!model) return undefined;
    // of models with the same namespace the one that is evaluated counts
    const others = [...parsed.values()].filter((one) => one && one.namespace !== model.namespace);
    const loaded = { model, library: new DecisionLibrary([...(others as DecisionModel[]), model]) };
    if (this.#models.size >= MAX_HOT_DECISION_MODELS) {
      const oldest = this.#models.keys().next().value;
      if (oldest !== undefined) this.#models.delete(oldest);
    }
    this.#models.set(key, loaded);
    return loaded;
  }
}
