import type { OrganizationRef, PersonRef, RegionRef } from '@anliu/contract';
import { route, type RouteDeclaration } from '@anliu/kit';
import { z } from 'zod';
import type { OrganizationService } from '../service.js';

/** Characters of a search text and of an id in a query. */
const MAX_QUERY_TEXT = 64;

const text = z.string().max(MAX_QUERY_TEXT);

export function organizationRoutes(service: OrganizationService): RouteDeclaration[] {
  return [
    route({
      method: 'GET',
      path: '/api/people',
      access: { permission: 'directory.read' },
      summary: '选人：按岗位、机构、姓名；企业人员只看到本企业的人',
      query: z.object({ post: text.optional(), q: text.optional(), organization: text.optional() }),
      handle: async ({ query, person }): Promise<PersonRef[]> => {
        const own = person().acting.organization;
        const search = {
          ...(query.post ? { post: query.post } : {}),
          ...(query.q ? { q: query.q } : {}),
          ...(query.organization ? { organization: query.organization } : {}),
        };
        if (own.kind === 'enterprise') {
          return query.organization && query.organization !== own.id
            ? []
            : service.people({ ...search, organization: own.id });
        }
        const organizations = new Set(
          (await service.organizations())
            .filter((other) => service.isWithin(other.region, officeRegion(service, own)))
            .map((other) => other.id),
        );
        const found = await service.people(search);
        const people = await Promise.all(found.map((ref) => service.byId(ref.id)));
        return found.filter((_, index) => people[index]?.posts.some((held) => organizations.has(held.organization.id)));
      },
    }),
    route({
      method: 'GET',
      path: '/api/organizations',
      access: { permission: 'directory.read' },
      summary: '本区域内的机构',
      handle: async ({ person }): Promise<OrganizationRef[]> => {
        const own = person().acting.organization;
        if (own.kind === 'enterprise') return [own];
        const retired = new Set((await service.units()).flatMap((unit) => (unit.retired ? [unit.id] : [])));
        const all = (await service.organizations()).filter((other) => !retired.has(other.id));
        return all.filter(
          (other) => other.kind !== 'enterprise' && service.isWithin(other.region, officeRegion(service, own)),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/api/regions',
      access: { authenticated: true },
      summary: '下级行政区划；不带参数时为本机构所在区划',
      query: z.object({ parent: text.optional() }),
      handle: async ({ query, person }): Promise<RegionRef[]> => {
        if (query.parent) return service.regionChildren(query.parent);
        const own = service.region(person().acting.organization.region);
        return own ? [own] : [];
      },
    }),
  ];
}

/** A town office works with its county's people; every other office with those of its own region. */
function officeRegion(service: OrganizationService, own: OrganizationRef): string {
  if (own.kind !== 'town-office') return own.region;
  return (
    service
      .regionPath(own.region)
      .filter((region) => region.level === 'county')
      .at(-1)?.code ?? own.region
  );
}
