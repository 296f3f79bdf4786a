import type { EnterpriseDetail, EnterpriseRef } from '@anliu/contract';
import { serviceToken } from '@anliu/kit';

/** The registry as other modules see it. */
export interface EnterpriseLookupService {
  byUscc(uscc: string): Promise<EnterpriseDetail | undefined>;
  /** Region code of the place of production; undefined for an unknown enterprise. */
  regionOf(uscc: string): Promise<string | undefined>;
  /** Name and code as stored, for a code somebody sent; undefined when unknown. */
  ref(uscc: string): Promise<EnterpriseRef | undefined>;
}

export const EnterpriseLookup = serviceToken<EnterpriseLookupService>('enterprise-lookup');
