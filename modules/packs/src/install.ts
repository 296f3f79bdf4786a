import { CODES, parseCodeTable } from '@anliu/codes';
import { FORMS } from '@anliu/forms';
import type { ServiceRegistry } from '@anliu/kit';
import { Organization } from '@anliu/organization';
import type { PackVersion } from './domain/pack-version.js';

/** Gives what a version brings to those who keep it: forms, code tables, posts. Repeating it changes nothing. */
export async function installVersion(services: ServiceRegistry, version: PackVersion): Promise<void> {
  const forms = services.use(FORMS);
  for (const [id, definition] of version.forms) {
    await forms.publish(
      definition,
      version.artifacts.find((artifact) => artifact.kind === 'form' && artifact.id === id)?.path,
    );
  }
  const tables = version.artifacts
    .filter((artifact) => artifact.kind === 'code')
    .map((artifact) => parseCodeTable(artifact.id, artifact.content, artifact.title, artifact.path));
  await services.use(CODES).install(tables, version.ref);
  await services.use(Organization).ensurePosts(version.manifest.posts);
}
