import type { AuthorizationQuery, FilterQuery, GroupQuery, TenantQuery, UserQuery } from '@anliu/engine-protocol';
import type { QueryFields } from './fields.js';

export const userFields: QueryFields<UserQuery> = {
  id: 'text',
  idIn: 'texts',
  firstName: 'text',
  firstNameLike: 'text',
  lastName: 'text',
  lastNameLike: 'text',
  email: 'text',
  emailLike: 'text',
  memberOfGroup: 'text',
  memberOfTenant: 'text',
  potentialStarter: 'text',
};

export const groupFields: QueryFields<GroupQuery> = {
  id: 'text',
  idIn: 'texts',
  name: 'text',
  nameLike: 'text',
  type: 'text',
  member: 'text',
  memberOfTenant: 'text',
};

export const tenantFields: QueryFields<TenantQuery> = {
  id: 'text',
  name: 'text',
  nameLike: 'text',
  userMember: 'text',
  groupMember: 'text',
  includingGroupsOfUser: 'flag',
};

export const authorizationFields: QueryFields<AuthorizationQuery> = {
  id: 'text',
  type: 'number',
  userIdIn: 'texts',
  groupIdIn: 'texts',
  resourceType: 'number',
  resourceId: 'text',
};

export const filterFields: QueryFields<FilterQuery> = {
  filterId: 'text',
  resourceType: 'text',
  name: 'text',
  nameLike: 'text',
  owner: 'text',
};
