import { separationReason, type CaseRecord } from '@anliu/cases';
import type { PersonRef } from '@anliu/contract';
import type { OrganizationService } from '@anliu/organization';
import { parseAssign, type AssignRule } from '@anliu/conventions';
import { type NodeMeta, type ProcessMeta } from '@anliu/packs';

/**
 * Who does a step: the rules are tried in order until one finds somebody. People who may not do the step because of one they did before
 * are left out first, so that work never lands on a desk where it cannot be done.
 */
export async function resolvePeople(
  organization: OrganizationService,
  process: ProcessMeta,
  record: CaseRecord,
  node: NodeMeta,
  rules: readonly AssignRule[] = parseAssign(node.properties['anliu.assign'] ?? 'starter'),
): Promise<PersonRef[]> {
  for (const rule of rules) {
    const found = (await peopleOf(organization, record, rule)).filter(
      (person) => separationReason(process.nodes, record, node, person.id) === undefined,
    );
    if (found.length > 0) return found;
  }
  return [];
}

/** People a single rule names now; disabled ones are never among them. */
export async function peopleOf(
  organization: OrganizationService,
  record: CaseRecord,
  rule: AssignRule,
): Promise<PersonRef[]> {
  switch (rule.kind) {
    case 'starter':
      return known(organization, record.startedBy ? [record.startedBy.id] : []);
    case 'performer': {
      const last = record.performances.findLast((performance) => performance.step === rule.step);
      return known(organization, last ? [last.person.id] : []);
    }
    case 'field':
      return known(organization, idsIn(record.data[rule.field]));
    case 'enterprise':
      return record.enterprise ? organization.people({ post: rule.post, uscc: record.enterprise.uscc }) : [];
    case 'post': {
      const own = await organization.people({ post: rule.post, organization: record.organization.id });
      return own.length > 0 ? own : organization.people({ post: rule.post, region: record.region });
    }
  }
}

async function known(organization: OrganizationService, ids: readonly string[]): Promise<PersonRef[]> {
  const refs = await organization.byIds(ids);
  const enabled: PersonRef[] = [];
  for (const ref of refs) if ((await organization.byId(ref.id))?.disabled === false) enabled.push(ref);
  return enabled;
}

const idsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((item: unknown) => {
    const id = typeof item === 'object' && item !== null ? (Reflect.get(item, 'id') as unknown) : undefined;
    return typeof id === 'string' ? [id] : [];
  });
