import type { FormDefinition } from '@anliu/form-model';
import type { ParameterView } from './parameter.js';

export interface PackSummary {
  id: string;
  version: string;
  title: string;
  level: string;
  publishedAt: string;
  publishedBy?: string;
  /** An unpublished draft exists. */
  draft: boolean;
}

export type ArtifactKind = 'process' | 'form' | 'document' | 'code' | 'decision';

export interface ArtifactSummary {
  kind: ArtifactKind;
  /** e.g. `hazard`, unique per kind. */
  id: string;
  title: string;
  version: number;
  hash: string;
  changed: boolean;
}

/** `GET /api/packs/:id` */
export interface PackDetail extends PackSummary {
  artifacts: ArtifactSummary[];
  parameters: (ParameterView & {
    effectiveFrom?: string;
    effectiveTo?: string;
    bound?: string;
    locked: boolean;
    draftValue?: number;
  })[];
  posts: { id: string; title: string }[];
  history: { version: string; at: string; by: string; note: string }[];
}

/** `GET /api/packs/:id/processes/:artifact` */
export interface ProcessArtifact extends ArtifactSummary {
  xml: string;
}

/** `GET /api/packs/:id/forms/:artifact` */
export interface FormArtifact extends ArtifactSummary {
  definition: FormDefinition;
}

/** `PUT /api/packs/:id/processes/:artifact|forms/:artifact|parameters/:id` saves into the draft; `hash` is what the editor loaded (409 if it moved). */
export interface SaveArtifactRequest {
  hash: string;
  xml?: string;
  definition?: FormDefinition;
  value?: number;
}

/** A problem found at saving or publishing, located. */
export interface ArtifactProblem {
  artifact: string;
  severity: 'error' | 'warning';
  code: string;
  message: string;
  elementId?: string;
  line?: number;
  column?: number;
}

/** `GET /api/packs/:id/changes` – the draft against the published version, in words. */
export interface PackChanges {
  /** Safeguards the draft takes away, in sentences: publishing then waits for a second person. */
  weakens: string[];
  changes: { artifact: string; kind: 'added' | 'changed' | 'removed'; text: string; before?: string; after?: string }[];
  problems: ArtifactProblem[];
}

/** `POST /api/packs/:id/publish` */
export interface PublishRequest {
  note: string;
}
