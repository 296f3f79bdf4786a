import type { DemoRegion } from '@anliu/organization';
import type { RowValues } from './domain/columns.js';
import type { Registry } from './store/registry.js';

/** Registers the enterprises of the demonstration region. Repeated, it changes nothing. */
export async function registerDemoEnterprises(registry: Registry, demo: DemoRegion, now: Date): Promise<number> {
  let created = 0;
  for (const enterprise of demo.enterprises) {
    const of = (post: string): (typeof enterprise.people)[number] | undefined =>
      enterprise.people.find((person) => person.post === post);
    const principal = of('ent-principal');
    const safety = of('ent-safety');
    const values: RowValues = {
      uscc: enterprise.uscc,
      name: enterprise.name,
      region: enterprise.region,
      address: enterprise.address,
      industry: enterprise.industry,
      sector: enterprise.sector,
      scale: enterprise.scale,
      staffTotal: String(enterprise.staffTotal),
      ...(principal
        ? { legalRepresentative: principal.name, principal: principal.name, principalPhone: principal.phone }
        : {}),
      ...(safety ? { safetyHead: safety.name, safetyHeadPhone: safety.phone } : {}),
    };
    if ((await registry.put(values, 'demonstration', 'system', now)) === 'created') created += 1;
  }
  return created;
}
