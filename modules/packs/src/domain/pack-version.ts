import type { ArtifactKind, ParameterView } from '@anliu/contract';
import type { FormDefinition } from '@anliu/form-model';
import { parseFormDefinition } from '@anliu/form-model';
import { parse as parseYaml } from 'yaml';
import type { DocumentKind, Manifest, Parameter } from './manifest.js';
import { inForce, viewOfParameter } from './parameters.js';
import type { ProcessMeta } from './process-meta.js';
import { readProcess } from './process-reader.js';

/** One artefact as text, exactly as its author wrote it. */
export interface Artifact {
  kind: ArtifactKind;
  /** Process key, form id, document file name, code table id; unique per kind. */
  id: string;
  title: string;
  /** Counts up with every published change. */
  version: number;
  hash: string;
  /** Path inside the pack folder, e.g. `forms/hazard.form.yaml`. */
  path: string;
  content: string;
}

/** An immutable, published pack version with everything in it compiled once. */
export interface PackVersion {
  /** `county-hazard@2026.11.0` */
  readonly ref: string;
  readonly id: string;
  readonly version: string;
  readonly manifest: Manifest;
  readonly artifacts: readonly Artifact[];
  readonly processes: ReadonlyMap<string, ProcessMeta>;
  readonly forms: ReadonlyMap<string, FormDefinition>;
  /** Engine definition per process key. */
  readonly definitionIds: Readonly<Record<string, string>>;
}

export function buildPackVersion(
  manifest: Manifest,
  artifacts: readonly Artifact[],
  definitionIds: Record<string, string>,
): PackVersion {
  const processes = new Map<string, ProcessMeta>();
  const forms = new Map<string, FormDefinition>();
  for (const artifact of artifacts) {
    if (artifact.kind === 'process') processes.set(artifact.id, readProcess(artifact.content));
    if (artifact.kind === 'form')
      forms.set(artifact.id, parseFormDefinition(parseYaml(artifact.content), artifact.path));
  }
  return {
    ref: `${manifest.id}@${manifest.version}`,
    id: manifest.id,
    version: manifest.version,
    manifest,
    artifacts,
    processes,
    forms,
    definitionIds,
  };
}

/** The parameter in force on a day (`yyyy-MM-dd`); undefined when there is none. */
export function parameterOn(version: PackVersion, id: string, on: string): Parameter | undefined {
  const parameter = version.manifest.parameters[id];
  return parameter && inForce(parameter, on) ? parameter : undefined;
}

/** All parameters in force on a day as screens show them. */
export const parametersOn = (version: PackVersion, on: string): Record<string, ParameterView> =>
  Object.fromEntries(
    Object.entries(version.manifest.parameters)
      .filter(([, parameter]) => inForce(parameter, on))
      .map(([id, parameter]) => [id, viewOfParameter(id, parameter)]),
  );

/** Values of the parameters in force, `param.TP73` in expressions. */
export const parameterValues = (version: PackVersion, on: string): Record<string, number> =>
  Object.fromEntries(Object.values(parametersOn(version, on)).map((parameter) => [parameter.id, parameter.value]));

export const documentKindOf = (version: PackVersion, id: string): DocumentKind | undefined =>
  version.manifest.documents.find((document) => document.id === id);
