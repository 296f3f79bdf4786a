import type {
  ArtifactProblem,
  FormArtifact,
  PackChanges,
  PackDetail,
  PackSummary,
  ProcessArtifact,
  ProposalView,
  PublishRequest,
  SaveArtifactRequest,
} from '@anliu/contract';
import { http, withQuery } from './http.js';

export type DesignedKind = 'processes' | 'forms';
/** What saving a draft artefact answers: the new hash to save against next, and what was found. */
export interface SavedArtifact {
  hash: string;
  problems?: ArtifactProblem[];
}

const at = (id: string): string => `/api/packs/${encodeURIComponent(id)}`;

export const packsApi = {
  list: (): Promise<PackSummary[]> =>
    http
      .get<PackSummary[] | { items: PackSummary[] }>('/api/packs')
      .then((body) => (Array.isArray(body) ? body : body.items)),
  detail: (id: string): Promise<PackDetail> => http.get(at(id)),
  process: (id: string, artifact: string): Promise<ProcessArtifact> =>
    http.get(`${at(id)}/processes/${encodeURIComponent(artifact)}`),
  form: (id: string, artifact: string): Promise<FormArtifact> =>
    http.get(`${at(id)}/forms/${encodeURIComponent(artifact)}`),
  save: (id: string, kind: DesignedKind, artifact: string, request: SaveArtifactRequest): Promise<SavedArtifact> =>
    http.put(`${at(id)}/${kind}/${encodeURIComponent(artifact)}`, request),
  saveParameter: (id: string, parameter: string, request: SaveArtifactRequest): Promise<unknown> =>
    http.put(`${at(id)}/parameters/${encodeURIComponent(parameter)}`, request),
  /** Throws away unpublished changes: all of the pack, or those of one artefact or parameter. */
  discard: (id: string, only: { artifact?: string; parameter?: string } = {}): Promise<void> =>
    http.delete(withQuery(`${at(id)}/draft`, only)),
  changes: (id: string): Promise<PackChanges> => http.get(`${at(id)}/changes`),
  publish: (id: string, request: PublishRequest): Promise<PackDetail & { proposal?: ProposalView }> =>
    http.post(`${at(id)}/publish`, request),
};
