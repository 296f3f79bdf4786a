import type { PersonPrincipal } from '@anliu/kit';
import type { OrganizationService } from '@anliu/organization';
import type { Reach } from '../store/registry.js';

/** Officials see the enterprises of their office's region, people of an enterprise only their own. */
export function reachOf(principal: PersonPrincipal, organization: OrganizationService): Reach {
  const own = principal.acting.organization;
  if (own.kind === 'enterprise') return own.uscc ? { uscc: own.uscc } : { regions: [] };
  return { regions: organization.regionsBelow(own.region) };
}

export const isWithinReach = (reach: Reach, uscc: string, region: string): boolean =>
  'uscc' in reach ? reach.uscc === uscc : reach.regions.includes(region);
