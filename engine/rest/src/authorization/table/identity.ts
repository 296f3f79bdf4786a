import type { Demand, Requirements } from '../requirement.js';
import { ANY_RESOURCE } from '@anliu/engine-protocol';
import { always, onParameter, right } from '../requirement.js';
import { every, list } from './lists.js';

const filter = (permission: string): Demand => onParameter(permission, 'Filter');
const membership = (permission: string, resource: 'Group membership' | 'TenantMembership'): Demand =>
  onParameter(permission, resource);

/** Others' rights are asked about by those who may read authorizations. */
const checkRights: Demand = ({ query, userId }) => {
  const about = query.get('userId');
  return about === null || about === userId ? [] : [[right('READ', 'Authorization', ANY_RESOURCE)]];
};

const OPTIONS = [
  '/authorization',
  '/authorization/:id',
  '/filter',
  '/filter/:id',
  '/group',
  '/group/:id',
  '/group/:id/members',
  '/tenant',
  '/tenant/:id',
  '/tenant/:id/group-members',
  '/tenant/:id/user-members',
  '/user',
  '/user/:id',
];

export const IDENTITY: Requirements = {
  ...every('everyone', ...OPTIONS.map((path) => `OPTIONS ${path}`)),
  ...list('/user'),
  'GET /user/:id/profile': 'filtered',
  'POST /user/create': always('CREATE', 'User'),
  ...every(onParameter('UPDATE', 'User'), 'PUT /user/:id/profile', 'PUT /user/:id/credentials'),
  'DELETE /user/:id': onParameter('DELETE', 'User'),
  'POST /user/:id/unlock': 'administrators',

  ...list('/group'),
  'GET /group/:id': 'filtered',
  'POST /group/create': always('CREATE', 'Group'),
  'PUT /group/:id': onParameter('UPDATE', 'Group'),
  'DELETE /group/:id': onParameter('DELETE', 'Group'),
  'PUT /group/:id/members/:userId': membership('CREATE', 'Group membership'),
  'DELETE /group/:id/members/:userId': membership('DELETE', 'Group membership'),

  ...list('/tenant'),
  'GET /tenant/:id': 'filtered',
  'POST /tenant/create': always('CREATE', 'Tenant'),
  'PUT /tenant/:id': onParameter('UPDATE', 'Tenant'),
  'DELETE /tenant/:id': onParameter('DELETE', 'Tenant'),
  ...every(
    membership('CREATE', 'TenantMembership'),
    'PUT /tenant/:id/user-members/:userId',
    'PUT /tenant/:id/group-members/:groupId',
  ),
  ...every(
    membership('DELETE', 'TenantMembership'),
    'DELETE /tenant/:id/user-members/:userId',
    'DELETE /tenant/:id/group-members/:groupId',
  ),

  ...list('/authorization'),
  'GET /authorization/:id': 'filtered',
  'GET /authorization/check': checkRights,
  'POST /authorization/create': always('CREATE', 'Authorization'),
  'PUT /authorization/:id': onParameter('UPDATE', 'Authorization'),
  'DELETE /authorization/:id': onParameter('DELETE', 'Authorization'),

  ...every('filtered', 'GET /filter', 'GET /filter/count'),
  'POST /filter/create': always('CREATE', 'Filter'),
  'PUT /filter/:id': filter('UPDATE'),
  'DELETE /filter/:id': filter('DELETE'),
  ...every(
    filter('READ'),
    'GET /filter/:id',
    'GET /filter/:id/count',
    'POST /filter/:id/count',
    'GET /filter/:id/list',
    'POST /filter/:id/list',
    'GET /filter/:id/singleResult',
    'POST /filter/:id/singleResult',
  ),

  'GET /identity/groups': 'filtered',
  ...every('everyone', 'POST /identity/verify', 'GET /identity/password-policy', 'POST /identity/password-policy'),
};
