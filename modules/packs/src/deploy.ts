import type { ProcessEngine } from '@anliu/engine-protocol';
import { PLATFORM_DEPLOYMENT_SOURCE } from '@anliu/kit';
import type { Artifact } from './domain/pack-version.js';

/**
 * Deploys a version's processes and decisions in one deployment named after it and returns the definition id per process key.
 * The same version is deployed once: the engine answers a repeated deployment with the one it has.
 * @throws ParseError when the engine refuses a process
 */
export async function deployVersion(
  engine: ProcessEngine,
  ref: string,
  artifacts: readonly Artifact[],
): Promise<Record<string, string>> {
  const resources = artifacts
    .filter((artifact) => artifact.kind === 'process' || artifact.kind === 'decision')
    .map((artifact) => ({ name: artifact.path, content: artifact.content }));
  if (resources.length === 0) return {};
  const deployment = await engine.repository.createDeployment({
    name: ref,
    source: PLATFORM_DEPLOYMENT_SOURCE,
    enableDuplicateFiltering: true,
    resources,
  });
  const definitions = await engine.repository.listProcessDefinitions({ deploymentId: deployment.id });
  return Object.fromEntries(definitions.map((definition) => [definition.key, definition.id]));
}
