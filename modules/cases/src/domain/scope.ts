import type { PersonPrincipal } from '@anliu/kit';
import type { CaseRecord } from './case.js';

/** Facts of a case under the name `case` (or of its parent case) in expressions. */
export const factsOf = (record: CaseRecord, documents: Record<string, string> = {}): Record<string, unknown> => ({
  id: record._id,
  no: record.no,
  title: record.title,
  kind: record.kind,
  state: record.state,
  grade: record.grade ?? null,
  region: record.region,
  organization: record.organization,
  enterprise: record.enterprise ?? null,
  started_by: record.startedBy ?? null,
  created_at: record.createdAt,
  closed: record.closed,
  documents,
});

/** Who acts, under the name `person`; `enterprise` for people of one. */
export const personFacts = (principal: PersonPrincipal): Record<string, unknown> => {
  const { organization, post } = principal.acting;
  const { id, name, certificate } = principal.person;
  return {
    id,
    name,
    ...(certificate === undefined ? {} : { certificate }),
    post,
    organization: organization.id,
    organization_name: organization.name,
    region: organization.region,
    enterprise: organization.uscc === undefined ? null : { uscc: organization.uscc, name: organization.name },
  };
};

export interface ScopeParts {
  readonly record?: CaseRecord;
  readonly data?: Record<string, unknown>;
  readonly documents?: Record<string, string>;
  readonly parent?: CaseRecord | undefined;
  readonly param: Record<string, unknown>;
  readonly task?: { outcome?: string; opinion?: string; by?: unknown };
  readonly person?: Record<string, unknown> | undefined;
}

/**
 * What `anliu.*` expressions see: the case's fields by name, `case`, `parent` (fields of the parent case), `task`, `param`, `person`.
 * A field never shadows those names: forms may not use them.
 */
export function expressionScope(parts: ScopeParts): Record<string, unknown> {
  return {
    ...(parts.data ?? parts.record?.data ?? {}),
    case: parts.record ? factsOf(parts.record, parts.documents) : null,
    parent: parts.parent?.data ?? null,
    param: parts.param,
    task: parts.task ?? null,
    person: parts.person ?? null,
  };
}
