import type { Principal } from '@anliu/kit';
import type { DataScope } from '../service.js';

type ScopeKind = DataScope['kind'];

/** Reach of each post; a post that is not in the table sees least: what its person takes part in. */
const REACH: Readonly<Record<string, ScopeKind>> = {
  'post-site': 'participant',
  'post-window': 'participant',
  'post-chief': 'organization',
  'post-review': 'region',
  'post-law': 'region',
  'post-decide': 'region',
  'post-ccommittee': 'region',
  'post-safetyoffice': 'region',
  'post-duty': 'region',
  'post-stat': 'region',
  'post-town': 'region',
  'post-data': 'none',
  'post-config': 'none',
  'admin-system': 'none',
  'admin-security': 'none',
  'admin-audit': 'none',
};

export function dataScope(principal: Principal): DataScope {
  if (principal.kind !== 'person') return { kind: 'none' };
  const { acting } = principal;
  const person = principal.person.id;
  // The organisation decides, not the name of the post: nobody of an enterprise ever reaches beyond it.
  if (acting.organization.kind === 'enterprise') {
    return acting.organization.uscc ? { kind: 'enterprise', person, uscc: acting.organization.uscc } : { kind: 'none' };
  }
  if (acting.post.startsWith('ent-')) return { kind: 'none' };
  switch (REACH[acting.post] ?? 'participant') {
    case 'organization':
      return { kind: 'organization', person, organization: acting.organization.id };
    case 'region':
      return { kind: 'region', person, region: acting.organization.region };
    case 'participant':
      return { kind: 'participant', person, organization: acting.organization.id };
    default:
      return { kind: 'none' };
  }
}
