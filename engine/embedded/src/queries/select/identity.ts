import type { AuthorizationQuery, FilterQuery, GroupQuery, TenantQuery, UserQuery } from '@anliu/engine-protocol';
import { AUTHORIZATION, FILTER, GROUP, TENANT, USER } from '@anliu/engine-kernel';
import { clause, equals, existsEquals, isIn, isLike } from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { noCondition } from './tenant.js';
import { seenBy } from '../../authorization/readable.js';

const userFilters: FilterTable<UserQuery> = {
  id: equals('u.id'),
  idIn: isIn('u.id'),
  firstName: equals('u.first_name'),
  firstNameLike: isLike('u.first_name'),
  lastName: equals('u.last_name'),
  lastNameLike: isLike('u.last_name'),
  email: equals('u.email'),
  emailLike: isLike('u.email'),
  memberOfGroup: existsEquals('SELECT 1 FROM id_membership m WHERE m.user_id = u.id', 'm.group_id'),
  memberOfTenant: existsEquals('SELECT 1 FROM id_tenant_membership m WHERE m.user_id = u.id', 'm.tenant_id'),
  potentialStarter: existsEquals(
    `SELECT 1 FROM identity_link l WHERE l.type = 'candidate'
       AND (l.user_id = u.id OR l.group_id IN (SELECT m.group_id FROM id_membership m WHERE m.user_id = u.id))`,
    'l.process_definition_id',
  ),
};

export const USERS: Selection<UserQuery, string, typeof USER.columns> = {
  table: USER,
  from: 'id_user u',
  alias: 'u',
  readable: [seenBy('READ', 'User', 'u.id')],
  filters: userFilters,
  sorts: { userId: 'u.id', firstName: 'u.first_name', lastName: 'u.last_name', email: 'u.email' },
};

const groupFilters: FilterTable<GroupQuery> = {
  id: equals('g.id'),
  idIn: isIn('g.id'),
  name: equals('g.name'),
  nameLike: isLike('g.name'),
  type: equals('g.type'),
  member: existsEquals('SELECT 1 FROM id_membership m WHERE m.group_id = g.id', 'm.user_id'),
  memberOfTenant: existsEquals('SELECT 1 FROM id_tenant_membership m WHERE m.group_id = g.id', 'm.tenant_id'),
};

export const GROUPS: Selection<GroupQuery, string, typeof GROUP.columns> = {
  table: GROUP,
  from: 'id_group g',
  alias: 'g',
  readable: [seenBy('READ', 'Group', 'g.id')],
  filters: groupFilters,
  sorts: { id: 'g.id', name: 'g.name', type: 'g.type' },
};

const TENANT_MEMBER = 'SELECT 1 FROM id_tenant_membership m WHERE m.tenant_id = t.id';

const tenantFilters: FilterTable<TenantQuery> = {
  id: equals('t.id'),
  name: equals('t.name'),
  nameLike: isLike('t.name'),
  userMember: (userId, query) =>
    query.includingGroupsOfUser
      ? clause(
          `EXISTS (${TENANT_MEMBER} AND (m.user_id = ? OR m.group_id IN (SELECT group_id FROM id_membership WHERE user_id = ?)))`,
          userId,
          userId,
        )
      : existsEquals(TENANT_MEMBER, 'm.user_id')(userId),
  groupMember: existsEquals(TENANT_MEMBER, 'm.group_id'),
  includingGroupsOfUser: noCondition,
};

export const TENANTS: Selection<TenantQuery, string, typeof TENANT.columns> = {
  table: TENANT,
  from: 'id_tenant t',
  alias: 't',
  readable: [seenBy('READ', 'Tenant', 't.id')],
  filters: tenantFilters,
  sorts: { id: 't.id', name: 't.name' },
};

const authorizationFilters: FilterTable<AuthorizationQuery> = {
  id: equals('a.id'),
  type: equals('a.type'),
  userIdIn: isIn('a.user_id'),
  groupIdIn: isIn('a.group_id'),
  resourceType: equals('a.resource_type'),
  resourceId: equals('a.resource_id'),
};

export const AUTHORIZATIONS: Selection<AuthorizationQuery, string, typeof AUTHORIZATION.columns> = {
  table: AUTHORIZATION,
  from: 'id_authorization a',
  alias: 'a',
  readable: [seenBy('READ', 'Authorization', 'a.id')],
  filters: authorizationFilters,
  sorts: { resourceType: 'a.resource_type', resourceId: 'a.resource_id' },
};

const filterFilters: FilterTable<FilterQuery> = {
  filterId: equals('f.id'),
  resourceType: equals('f.resource_type'),
  name: equals('f.name'),
  nameLike: isLike('f.name'),
  owner: equals('f.owner'),
};

export const FILTERS: Selection<FilterQuery, string, typeof FILTER.columns> = {
  table: FILTER,
  from: 'filter f',
  alias: 'f',
  readable: [seenBy('READ', 'Filter', 'f.id')],
  filters: filterFilters,
  sorts: { filterId: 'f.id', name: 'f.name', owner: 'f.owner', resourceType: 'f.resource_type' },
};
