export { createOrganizationModule } from './module.js';
export { Organization, MAX_PEOPLE } from './service.js';
export type { NewPerson, OrganizationService, PeopleQuery, Person, PostRef } from './service.js';
export type { DemoEnterprise, DemoPerson, DemoRegion } from './demo/demo-region.js';
export { isUscc, organizationCheck, usccCheck, usccProblem, type UsccProblem } from './domain/uscc.js';
export { RegionTree } from './domain/region-tree.js';
export { PERMISSIONS as ORGANIZATION_PERMISSIONS } from './permissions.js';
