import { parseBpmn } from '@anliu/engine-bpmn';
import { decodeXmlAnyway } from '@anliu/engine-xml';
import { buildGraph, jobDefinitionKey } from '@anliu/engine-kernel';
import type { Definition, Definitions, Graph, ProcessDefinition } from '@anliu/engine-kernel';
import { MAX_HOT_DEFINITIONS } from './limits.js';
import type { Rows } from './rows.js';

/** Models that were deployed once stay runnable, whatever a newer parser would refuse. */
const PARSE_OPTIONS = { foreignScripts: 'incident', wasDeployed: true } as const;

/** Deployed definitions: rows from the database, graphs compiled on first use and kept. */
export class DefinitionCache implements Definitions {
  readonly #rows: Rows;
  readonly #byId = new Map<string, Definition>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Forgets one definition (suspended, deleted, job definition changed), or all. */
  forget(id?: string): void {
    if (id === undefined) this.#byId.clear();
    else this.#byId.delete(id);
  }

  byId(id: string): Definition | undefined {
    const known = this.#byId.get(id);
    if (known) return known;
    const row = this.#rows.get('processDefinition', id);
    return row && this.#compile(row);
  }

  latest(key: string, tenantId: string | null): Definition | undefined {
    return this.#first('key = ? AND tenant_id IS ? ORDER BY version DESC LIMIT 1', key, tenantId);
  }

  byVersion(key: string, version: number, tenantId: string | null): Definition | undefined {
    return this.#first('key = ? AND version = ? AND tenant_id IS ? LIMIT 1', key, version, tenantId);
  }

  byVersionTag(key: string, versionTag: string, tenantId: string | null): Definition | undefined {
    return this.#first(
      'key = ? AND version_tag = ? AND tenant_id IS ? ORDER BY version DESC LIMIT 1',
      key,
      versionTag,
      tenantId,
    );
  }

  inDeployment(key: string, deploymentId: string): Definition | undefined {
    return this.#first('key = ? AND deployment_id = ? LIMIT 1', key, deploymentId);
  }

  #first(condition: string, ...parameters: unknown[]): Definition | undefined {
    const row = this.#rows.where('processDefinition', condition, ...parameters)[0];
    return row && this.byId(row.id);
  }

  #compile(row: ProcessDefinition): Definition | undefined {
    const resource = this.#rows.where(
      'resource',
      'deployment_id = ? AND name = ?',
      row.deploymentId,
      row.resourceName,
    )[0];
    if (!resource?.bytes) return undefined;
    const { definitions } = parseBpmn(decodeXmlAnyway(resource.bytes), PARSE_OPTIONS);
    const model = definitions.find((one) => one.key === row.key);
    return model && this.add(row, buildGraph(model));
  }

  /** Makes a definition known whose graph is at hand. */
  add(row: ProcessDefinition, graph: Graph): Definition {
    const jobs = this.#rows.where('jobDefinition', 'process_definition_id = ?', row.id);
    const definition: Definition = {
      row,
      graph,
      jobDefinitions: new Map(
        jobs.map((job) => [
          jobDefinitionKey(job.activityId ?? '', job.jobType, job.jobConfiguration),
          { id: job.id, suspended: job.suspended, priority: job.overridingJobPriority },
        ]),
      ),
    };
    if (this.#byId.size >= MAX_HOT_DEFINITIONS) {
      const oldest = this.#byId.keys().next().value;
      if (oldest !== undefined) this.#byId.delete(oldest);
    }
    this.#byId.set(row.id, definition);
    return definition;
  }
}
