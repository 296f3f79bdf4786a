import type { AccessService, DataScope } from '@anliu/access';
import { notFound, type PersonPrincipal } from '@anliu/kit';
import type { OrganizationService } from '@anliu/organization';
import { parseAssign, parseIds } from '@anliu/conventions';
import { type Packs, type ProcessMeta } from '@anliu/packs';
import type { CaseRecord } from '../domain/case.js';
import { say } from '../sentences.js';

/** Which cases a person sees: those of a scope, and always those they take part in. */
export type Sight =
  | { readonly kind: 'participant'; readonly person: string }
  | { readonly kind: 'organization'; readonly organizations: readonly string[]; readonly person: string }
  | { readonly kind: 'region'; readonly region: string; readonly person: string }
  | { readonly kind: 'enterprise'; readonly uscc: string; readonly kinds: readonly string[]; readonly person: string };

/** Decides who sees which case: by the data scope of the post acted in, always widened by what one takes part in. */
export class Reach {
  readonly #access: AccessService;
  readonly #organization: OrganizationService;
  readonly #packs: Packs;

  constructor(access: AccessService, organization: OrganizationService, packs: Packs) {
    this.#access = access;
    this.#organization = organization;
    this.#packs = packs;
  }

  /** Undefined when the person sees no case at all. */
  async sight(principal: PersonPrincipal): Promise<Sight | undefined> {
    const scope = this.#access.scopeOf(principal);
    switch (scope.kind) {
      case 'none':
        return undefined;
      case 'participant':
        return { kind: 'participant', person: scope.person };
      case 'organization':
        return {
          kind: 'organization',
          organizations: await this.#organization.organizationsBelow(scope.organization),
          person: scope.person,
        };
      case 'region':
        return { kind: 'region', region: scope.region, person: scope.person };
      case 'enterprise':
        return { kind: 'enterprise', uscc: scope.uscc, kinds: this.#enterpriseKinds(), person: scope.person };
    }
  }

  /** @throws AppError 404 when the person may not see the case */
  async require(principal: PersonPrincipal, record: CaseRecord): Promise<void> {
    if (!(await this.sees(principal, record))) throw notFound(say.notSeen);
  }

  async sees(principal: PersonPrincipal, record: CaseRecord): Promise<boolean> {
    const scope = this.#access.scopeOf(principal);
    return scope.kind !== 'none' && (record.participants.includes(scope.person) || (await this.#covers(scope, record)));
  }

  async #covers(scope: DataScope, record: CaseRecord): Promise<boolean> {
    switch (scope.kind) {
      case 'organization':
        return (await this.#organization.organizationsBelow(scope.organization)).includes(record.organization.id);
      case 'region':
        return record.regionPath.includes(scope.region);
      case 'enterprise':
        return record.enterprise?.uscc === scope.uscc && this.#enterpriseKinds().includes(record.kind);
      default:
        return false;
    }
  }

  /**
   * Kinds in which the enterprise has a part. An inspection that is only about it stays invisible to it, or every unannounced one would
   * be announced.
   */
  #enterpriseKinds(): string[] {
    const kinds = new Set<string>();
    for (const version of this.#packs.active()) {
      for (const process of version.processes.values()) {
        const kind = process.properties['anliu.kind'];
        if (kind !== undefined && concernsEnterprise(process)) kinds.add(kind);
      }
    }
    return [...kinds];
  }
}

const concernsEnterprise = (process: ProcessMeta): boolean =>
  parseIds(process.properties['anliu.startable']).some((post) => post.startsWith('ent-')) ||
  Object.values(process.nodes).some((node) => {
    const rule = node.properties['anliu.assign'];
    return rule !== undefined && parseAssign(rule).some((part) => part.kind === 'enterprise');
  });
