import type { CaseRecord, Sight } from '@anliu/cases';
import type { CaseFacts, DeskView } from '../domain/worklist.js';

/** Names of those who find a case in lists; a case has every name it is found under. */
const regionAudience = (region: string): string => `r:${region}`;
const organizationAudience = (organization: string): string => `o:${organization}`;
const enterpriseAudience = (uscc: string, kind: string): string => `e:${uscc}:${kind}`;
const personAudience = (person: string): string => `p:${person}`;
/** Cases with a task in a view of a person's desk. */
export const deskAudience = (view: Exclude<DeskView, 'duty'>, person: string): string => `d:${view}:${person}`;

export const audiencesOf = (record: CaseRecord): string[] => [
  ...record.regionPath.map(regionAudience),
  organizationAudience(record.organization.id),
  ...(record.enterprise ? [enterpriseAudience(record.enterprise.uscc, record.kind)] : []),
  ...record.participants.map(personAudience),
];

/** The names a person finds cases under. Those of `scope` have no case in common; `own` may have some in common with them. */
export function audiencesFor(sight: Sight): { scope: string[]; own: string } {
  const own = personAudience(sight.person);
  switch (sight.kind) {
    case 'participant':
      return { scope: [], own };
    case 'organization':
      return { scope: sight.organizations.map(organizationAudience), own };
    case 'region':
      return { scope: [regionAudience(sight.region)], own };
    case 'enterprise':
      return { scope: sight.kinds.map((kind) => enterpriseAudience(sight.uscc, kind)), own };
  }
}

/** Whether a case with these facts is found under one of the names of the scope. */
export function isInScope(sight: Sight, facts: CaseFacts, regionPath: (code: string) => readonly string[]): boolean {
  switch (sight.kind) {
    case 'participant':
      return false;
    case 'organization':
      return sight.organizations.includes(facts.organization);
    case 'region':
      return regionPath(facts.region).includes(sight.region);
    case 'enterprise':
      return facts.uscc === sight.uscc && sight.kinds.includes(facts.kind);
  }
}
