import type { ArtifactKind } from '@anliu/contract';
import fs from 'node:fs/promises';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { canonicalJson, contentHash } from '../domain/hash.js';
import { MAX_PACK_FILES } from '../domain/limits.js';
import { manifestSchema, type Manifest } from '../domain/manifest.js';
import type { Artifact } from '../domain/pack-version.js';
import { ProcessXmlError, readProcess } from '../domain/process-reader.js';

export interface LoadedFolder {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly artifacts: Artifact[];
  /** Hash over manifest and artefacts: equal folders are equal packs. */
  readonly hash: string;
}

export class PackFolderError extends Error {
  constructor(folder: string, message: string) {
    super(`模板包 ${path.basename(folder)}：${message}`);
    this.name = 'PackFolderError';
  }
}

const FOLDERS: readonly { folder: string; kind: ArtifactKind; ending: string }[] = [
  { folder: 'processes', kind: 'process', ending: '.bpmn' },
  { folder: 'forms', kind: 'form', ending: '.form.yaml' },
  { folder: 'documents', kind: 'document', ending: '.html' },
  { folder: 'codes', kind: 'code', ending: '.csv' },
  { folder: 'decisions', kind: 'decision', ending: '.dmn' },
];

/** Reads a pack folder. References between its parts are checked by `checkPack`, not here. @throws PackFolderError */
export async function loadFolder(folder: string): Promise<LoadedFolder> {
  const text = await fs.readFile(path.join(folder, 'pack.yaml'), 'utf8');
  const parsed = manifestSchema.safeParse(parseYaml(text));
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      (issue) => `pack.yaml 的 ${issue.path.map(String).join('.') || '（根）'}：${issue.message}`,
    );
    throw new PackFolderError(folder, issues.join('；'));
  }
  const artifacts: Artifact[] = [];
  for (const { folder: name, kind, ending } of FOLDERS) {
    for (const file of await filesOf(path.join(folder, name), ending)) {
      const content = await fs.readFile(path.join(folder, name, file), 'utf8');
      artifacts.push(titled(artifactOf(kind, `${name}/${file}`, content), parsed.data));
    }
  }
  if (artifacts.length > MAX_PACK_FILES)
    throw new PackFolderError(folder, `文件有 ${artifacts.length} 个，最多 ${MAX_PACK_FILES} 个。`);
  return { folder, manifest: parsed.data, artifacts, hash: packHash(parsed.data, artifacts) };
}

async function filesOf(folder: string, ending: string): Promise<string[]> {
  const names = await fs.readdir(folder).catch(() => [] as string[]);
  return names.filter((name) => name.endsWith(ending)).sort();
}

/** An artefact of a file; its id and title come from what it says, else from its name. */
export function artifactOf(kind: ArtifactKind, filePath: string, content: string, version = 1): Artifact {
  const named = nameOf(kind, content);
  const base = path.posix.basename(filePath).replace(/\.(?:form\.yaml|bpmn|html|csv|dmn)$/, '');
  return {
    kind,
    id: named?.id ?? base,
    title: named?.title ?? base,
    version,
    hash: contentHash(content),
    path: filePath,
    content,
  };
}

/** Documents and code tables are called what the manifest calls them. */
function titled(artifact: Artifact, manifest: Manifest): Artifact {
  const { kind, id, path: file } = artifact;
  const title =
    kind === 'document'
      ? manifest.documents.find(({ template }) => template === file)?.title
      : kind === 'code'
        ? manifest.codes[id]
        : undefined;
  return title === undefined ? artifact : { ...artifact, title };
}

function nameOf(kind: ArtifactKind, content: string): { id: string; title: string } | undefined {
  try {
    if (kind === 'process') {
      const process = readProcess(content);
      return { id: process.key, title: process.name };
    }
    if (kind === 'form') {
      const form = parseYaml(content) as { id?: unknown; title?: unknown } | null;
      if (typeof form?.id === 'string')
        return { id: form.id, title: typeof form.title === 'string' ? form.title : form.id };
    }
  } catch (error) {
    // What cannot be read keeps its file name; the pack check reports it with its place.
    if (!(error instanceof ProcessXmlError) && !(error instanceof Error && error.name.startsWith('YAML'))) throw error;
  }
  return undefined;
}

export const packHash = (manifest: Manifest, artifacts: readonly Artifact[]): string =>
  contentHash(
    canonicalJson({ manifest, artifacts: artifacts.map(({ kind, id, hash }) => `${kind}/${id}/${hash}`).sort() }),
  );
