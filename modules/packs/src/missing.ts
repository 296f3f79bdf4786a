import type { ProcessEngine } from '@anliu/engine-protocol';
import { PLATFORM_DEPLOYMENT_SOURCE } from '@anliu/kit';
import type { PackVersion } from './domain/pack-version.js';

/** A part of a pack version that the engine should hold and does not. */
export interface MissingPart {
  /** `id@version` of the pack. */
  readonly pack: string;
  readonly kind: 'process' | 'decision';
  /** Key of the process, path of the decision's file. */
  readonly part: string;
}

/** What pack versions deployed and the engine no longer holds: another engine file, a deployment somebody deleted. */
export async function missingInEngine(engine: ProcessEngine, versions: Iterable<PackVersion>): Promise<MissingPart[]> {
  const { repository } = engine;
  const definitions = new Set((await repository.listProcessDefinitions({})).map(({ id }) => id));
  const missing: MissingPart[] = [];
  for (const { ref: pack, processes, definitionIds, artifacts } of versions) {
    for (const key of processes.keys())
      if (!definitions.has(definitionIds[key] ?? '')) missing.push({ pack, kind: 'process', part: key });
    const decisions = artifacts.filter(({ kind }) => kind === 'decision').map(({ path }) => path);
    if (decisions.length === 0) continue;
    const held = new Set<string>();
    for (const { id } of await repository.listDeployments({ name: pack, source: PLATFORM_DEPLOYMENT_SOURCE }))
      for (const { name } of await repository.listDeploymentResources(id)) held.add(name);
    for (const part of decisions) if (!held.has(part)) missing.push({ pack, kind: 'decision', part });
  }
  return missing;
}
