import { contentHash } from './hash.js';
import type { PackContent } from './check.js';
import type { Manifest, Parameter } from './manifest.js';
import type { Artifact } from './pack-version.js';

/** Unpublished changes over a published version. */
export interface DraftChanges {
  artifacts: readonly { key: string; content: string }[];
  parameters: Readonly<Record<string, number>>;
}

export const artifactKey = (artifact: Pick<Artifact, 'kind' | 'id'>): string => `${artifact.kind}/${artifact.id}`;

/** The pack as it would be published: changed artefacts count one version up, parameters take their draft values. */
export function applyDraft(base: PackContent, draft: DraftChanges | undefined | null): PackContent {
  if (!draft) return base;
  const changed = new Map(draft.artifacts.map(({ key, content }) => [key, content]));
  return {
    manifest: withParameters(base.manifest, draft.parameters),
    artifacts: base.artifacts.map((artifact) => {
      const content = changed.get(artifactKey(artifact));
      return content === undefined || content === artifact.content
        ? artifact
        : { ...artifact, content, hash: contentHash(content), version: artifact.version + 1 };
    }),
  };
}

function withParameters(manifest: Manifest, values: Readonly<Record<string, number>>): Manifest {
  const parameters = Object.fromEntries(
    Object.entries(manifest.parameters).map(([id, parameter]) => [id, moved(parameter, values[id])]),
  );
  return { ...manifest, parameters };
}

/** A parameter with another value; it keeps in mind what the law gives, so that a shortened limit can be lengthened again up to there. */
function moved(parameter: Parameter, value: number | undefined): Parameter {
  if (value === undefined || value === parameter.value) return parameter;
  const { statutory = parameter.value, ...rest } = parameter;
  return { ...rest, value, ...(statutory === value ? {} : { statutory }) };
}

/** `2026.11.0` → `2026.11.1`; what stands behind `-` or `+` is dropped. */
export function nextVersion(version: string): string {
  const [major = '0', minor = '0', patch = '0'] = version.split(/[-+]/)[0]?.split('.') ?? [];
  return `${major}.${minor}.${Number(patch) + 1}`;
}
