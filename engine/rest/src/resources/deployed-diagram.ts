import type { ProcessEngine } from '@anliu/engine-protocol';
import { bytes, empty, type Answer } from '../http/answer.js';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
};

/** The picture deployed beside a model: `name.key.svg`, else `name.svg`; nothing (204) when there is none. */
export async function diagram(
  { repository }: ProcessEngine,
  deploymentId: string,
  resource: string,
  key: string,
): Promise<Answer> {
  const base = resource.replace(/\.(bpmn(20\.xml)?|dmn(11\.xml)?)$/, '');
  const resources = await repository.listDeploymentResources(deploymentId);
  for (const prefix of [`${base}.${key}`, base]) {
    for (const [extension, contentType] of Object.entries(CONTENT_TYPES)) {
      const found = resources.find(({ name }) => name === `${prefix}.${extension}`);
      if (found)
        return bytes(await repository.getDeploymentResourceData(deploymentId, found.id), contentType, found.name);
    }
  }
  return empty;
}
