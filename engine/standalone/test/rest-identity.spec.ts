import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

let server: EngineServer;
beforeAll(async () => {
  server = await engineServer();
  const user = (id: string, firstName: string) =>
    server.ok('POST', '/user/create', {
      profile: { id, firstName, lastName: 'Li', email: `${id}@example.org` },
      credentials: { password: `secret-${id}` },
    });
  await user('zhang', 'San');
  await user('wang', 'Wu');
  await server.ok('POST', '/group/create', { id: 'station', name: '安监站', type: 'WORKFLOW' });
  await server.ok('PUT', '/group/station/members/zhang', { id: 'station', userId: 'zhang' });
  await server.ok('PUT', '/group/station/members/wang');
  await server.ok('POST', '/tenant/create', { id: 'county', name: '县局' });
});
afterAll(() => server.close());

const status = async (method: string, at: string, body?: unknown) => (await server.call(method, at, body)).status;

describe('users', () => {
  it('are listed, counted, filtered, sorted and paged', async () => {
    expect(await server.ok('GET', '/user?sortBy=firstName&sortOrder=desc&maxResults=1')).toEqual([
      { id: 'wang', firstName: 'Wu', lastName: 'Li', email: 'wang@example.org' },
    ]);
    expect(await server.ok('GET', '/user/count?emailLike=%25example.org')).toEqual({ count: 2 });
    expect(await server.ok<object[]>('GET', '/user?memberOfGroup=station')).toHaveLength(2);
    expect(await server.ok('GET', '/user?idIn=zhang,nobody')).toMatchObject([{ id: 'zhang' }]);
  });

  it('never show a password or its hash', async () => {
    const texts = await Promise.all(
      ['/user', '/user/zhang/profile'].map(async (at) => JSON.stringify((await server.call('GET', at)).body)),
    );
    expect(texts.join()).not.toMatch(/secret|scrypt|password/i);
  });

  it('change their profile and are 404 when unknown', async () => {
    await server.ok('PUT', '/user/wang/profile', { id: 'wang', firstName: 'Wu', lastName: 'Wang', email: null });
    expect(await server.ok('GET', '/user/wang/profile')).toMatchObject({ lastName: 'Wang', email: null });
    expect(await server.call('GET', '/user/nobody/profile')).toMatchObject({
      status: 404,
      body: { type: 'InvalidRequestException', message: 'User with id nobody does not exist' },
    });
  });

  it('need an id and may not exist twice', async () => {
    expect(await status('POST', '/user/create', { profile: {} })).toBe(400);
    expect(await status('POST', '/user/create', { profile: { id: 'zhang' }, credentials: { password: 'x' } })).toBe(
      500,
    );
  });

  it('are gone with their memberships when deleted', async () => {
    await server.ok('POST', '/user/create', { profile: { id: 'temp' }, credentials: { password: 'secret-temp' } });
    await server.ok('PUT', '/group/station/members/temp');
    await server.ok('DELETE', '/user/temp');
    expect(await server.ok('GET', '/group?member=temp')).toEqual([]);
  });
});

describe('a password', () => {
  const verify = (password: string, username = 'zhang') =>
    server.ok<{ authenticated: boolean }>('POST', '/identity/verify', { username, password });

  it('is right or wrong, and after a change only the new one is right', async () => {
    expect(await verify('secret-zhang')).toEqual({ authenticatedUser: 'zhang', authenticated: true });
    await server.ok('PUT', '/user/zhang/credentials', { password: 'changed' });
    expect((await verify('changed')).authenticated).toBe(true);
    expect((await verify('secret-zhang')).authenticated).toBe(false);
  });

  it('that was wrong locks the user until unlocked', async () => {
    await verify('wrong');
    expect((await verify('changed')).authenticated).toBe(false);
    await server.ok('POST', '/user/zhang/unlock');
    expect((await verify('changed')).authenticated).toBe(true);
  });

  it('of nobody is wrong, and without one the request is', async () => {
    expect((await verify('x', 'nobody')).authenticated).toBe(false);
    expect(await status('POST', '/identity/verify', { username: 'zhang' })).toBe(400);
  });

  it('has no policy unless the engine is told to keep one', async () => {
    expect(await status('GET', '/identity/password-policy')).toBe(404);
  });
});

describe('groups', () => {
  it('tell who else is in them', async () => {
    expect(await server.ok('GET', '/identity/groups?userId=zhang')).toEqual({
      groups: [{ id: 'station', name: '安监站' }],
      groupUsers: [{ id: 'wang', firstName: 'Wu', lastName: 'Wang', displayName: 'Wu Wang' }],
    });
    expect(await status('GET', '/identity/groups')).toBe(400);
  });

  it('can be queried with GET and POST', async () => {
    expect(await server.ok('POST', '/group', { member: 'wang' })).toMatchObject([{ id: 'station', type: 'WORKFLOW' }]);
    expect(await server.ok('GET', '/group/count?nameLike=%25站')).toEqual({ count: 1 });
  });

  it('refuse members that do not exist or are in already', async () => {
    expect(await status('PUT', '/group/station/members/nobody')).toBe(500);
    expect(await status('PUT', '/group/station/members/zhang')).toBe(500);
  });

  it('offer their tasks to their members', async () => {
    await server.deploy({
      'review.bpmn': model(
        'review',
        line('<startEvent id="s"/>', '<userTask id="check" camunda:candidateGroups="station"/>'),
      ),
    });
    await server.start('review');
    expect(await server.ok('GET', '/task/count?candidateUser=wang')).toEqual({ count: 1 });
    expect(await server.ok('GET', '/task/count?candidateUser=nobody')).toEqual({ count: 0 });
  });
});

describe('tenants', () => {
  it('have users and groups, and know a user by a group', async () => {
    await server.ok('PUT', '/tenant/county/group-members/station');
    await server.ok('PUT', '/tenant/county/user-members/wang');
    expect(await server.ok('GET', '/tenant?userMember=zhang')).toEqual([]);
    expect(await server.ok('GET', '/tenant?userMember=zhang&includingGroupsOfUser=true')).toEqual([
      { id: 'county', name: '县局' },
    ]);
    expect(await server.ok('GET', '/group?memberOfTenant=county')).toMatchObject([{ id: 'station' }]);
    await server.ok('DELETE', '/tenant/county/user-members/wang');
    expect(await server.ok('GET', '/user?memberOfTenant=county')).toEqual([]);
  });

  it('can be renamed and deleted', async () => {
    await server.ok('POST', '/tenant/create', { id: 'old', name: 'a' });
    await server.ok('PUT', '/tenant/old', { id: 'old', name: 'b' });
    expect(await server.ok('GET', '/tenant/old')).toEqual({ id: 'old', name: 'b' });
    await server.ok('DELETE', '/tenant/old');
    expect(await status('GET', '/tenant/old')).toBe(404);
  });
});

describe('authorizations', () => {
  const grant = (given: object) =>
    server.ok<{ id: string }>('POST', '/authorization/create', {
      type: 1,
      permissions: ['READ'],
      resourceType: 6,
      resourceId: '*',
      ...given,
    });
  const may = async (permissionName: string, more = '') =>
    (
      await server.ok<{ authorized: boolean }>(
        'GET',
        `/authorization/check?permissionName=${permissionName}&resourceName=definition&resourceType=6&userId=zhang${more}`,
      )
    ).authorized;

  it('are stored, listed, changed and deleted', async () => {
    const { id } = await grant({ userId: 'wang' });
    expect(await server.ok('GET', '/authorization?userIdIn=wang')).toMatchObject([
      { id, type: 1, permissions: ['READ'], resourceId: '*' },
    ]);
    await server.ok('PUT', `/authorization/${id}`, {
      permissions: ['READ', 'UPDATE'],
      userId: 'wang',
      resourceType: 6,
      resourceId: 'x',
    });
    expect(await server.ok('GET', `/authorization/${id}`)).toMatchObject({ permissions: ['READ', 'UPDATE'] });
    await server.ok('DELETE', `/authorization/${id}`);
    expect(await status('GET', `/authorization/${id}`)).toBe(404);
  });

  it('answer a check: nothing stored is no, a group grants, the user is closer than the group', async () => {
    expect(await may('READ')).toBe(false);
    await grant({ groupId: 'station', permissions: ['ALL'] });
    expect(await may('READ')).toBe(true);
    await grant({ userId: 'zhang', type: 2, permissions: ['DELETE'], resourceId: 'hazard' });
    expect(await may('DELETE', '&resourceId=hazard')).toBe(false);
    expect(await may('DELETE', '&resourceId=other')).toBe(true);
  });

  it('belong to a user or a group, not to both', async () => {
    const wrong = { type: 1, permissions: [], resourceType: 6, resourceId: '*', userId: 'a', groupId: 'b' };
    expect(await status('POST', '/authorization/create', wrong)).toBe(400);
  });

  it('of nobody in particular cannot be checked', async () => {
    expect(await status('GET', '/authorization/check?permissionName=READ&resourceName=x&resourceType=6')).toBe(401);
  });
});

describe('OPTIONS', () => {
  it('tells what can be done', async () => {
    const { links } = await server.ok<{ links: { rel: string; href: string }[] }>('OPTIONS', '/user');
    expect(links.map(({ rel }) => rel)).toEqual(['list', 'count', 'create']);
    expect(links[2]?.href).toMatch(/^http:.*\/engine-rest\/user\/create$/);
  });
});
