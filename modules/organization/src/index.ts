export { createOrganizationModule } from './module.js';
export { Organization, MAX_PEOPLE } from './service.js';
export type {
  AssignmentInput,
  NewPerson,
  NewUnit,
  OrganizationService,
  PeopleQuery,
  Person,
  PostRef,
  Unit,
} from './service.js';
export type { DemoEnterprise, DemoPerson, DemoRegion } from './demo/demo-region.js';
export { isUscc, organizationCheck, usccCheck, usccProblem, type UsccProblem } from './domain/uscc.js';
export { RegionTree } from './domain/region-tree.js';
export { PERMISSIONS as ORGANIZATION_PERMISSIONS } from './permissions.js';
export { covers, isOver } from './domain/period.js';
