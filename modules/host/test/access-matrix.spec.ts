import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteDeclaration } from '@anliu/kit';
import { PRODUCT_MODULES } from '../src/compose.js';
import { createHostModule } from '../src/host-module.js';
import { createSetupModule } from '../src/setup/module.js';
import { runHost, type RunningHost } from './running-host.js';

/** Every kind of user, and somebody who is one. */
const USERS = {
  enterprise: 'ent01-safety',
  otherEnterprise: 'ent02-safety',
  town: 'town1',
  officer: 'officer1',
  chief: 'chief',
  config: 'config',
  system: 'sysadmin',
  security: 'secadmin',
  audit: 'auditor',
} as const;
type Login = keyof typeof USERS;
type User = Login | 'anonymous' | 'worker';

const PERSONS = Object.keys(USERS) as Login[];
const ADMINISTRATORS: User[] = ['system', 'security', 'audit'];
const CASEWORK: User[] = ['enterprise', 'otherEnterprise', 'town', 'officer', 'chief'];
const OFFICE: User[] = [...CASEWORK, 'config'];
const IMPORT: User[] = ['chief', 'config'];
const EVERYBODY: User[] = [...PERSONS, 'anonymous'];
const WORKER: User[] = ['worker'];

/** Doors to the house: what they refuse, they refuse to everybody who knows no password. */
const LOGIN_ROUTES =
  /^POST \/api\/session(\/(demonstration|recovery))?$|^(GET|POST) \/api\/(welcome|setup|setup\/regions)$/;

/** Who gets past the door of every route. What lies behind it for whom is looked at below and in the modules' own tests. */
const EXPECTED: Readonly<Record<string, readonly User[]>> = {
  // Who is asking.
  'POST /api/session': EVERYBODY,
  'GET /api/session': PERSONS,
  'PUT /api/session/post': PERSONS,
  'PUT /api/session/password': PERSONS,
  'GET /api/events': PERSONS,
  'GET /api/welcome': EVERYBODY,
  'GET /api/setup': EVERYBODY,
  'GET /api/setup/regions': EVERYBODY,
  'POST /api/setup': EVERYBODY,
  'POST /api/session/demonstration': EVERYBODY,
  'POST /api/session/recovery': EVERYBODY,
  'POST /api/session/recovery-code': PERSONS,
  'POST /api/session/second-factor': PERSONS,
  'PUT /api/session/second-factor': PERSONS,
  'DELETE /api/session/second-factor': PERSONS,
  // The organisation and its accounts: the three administrators, each with its own part.
  'GET /api/units': ADMINISTRATORS,
  'POST /api/units': ['system'],
  'PUT /api/units/:unit': ['system'],
  'PUT /api/units/:unit/retired': ['system'],
  'GET /api/accounts': ADMINISTRATORS,
  'POST /api/accounts': ['system'],
  'GET /api/accounts/import-template.csv': ['system'],
  'POST /api/accounts/import/file': ['system'],
  'POST /api/accounts/import/check': ['system'],
  'POST /api/accounts/import': ['system'],
  'PUT /api/accounts/:person': ['system'],
  'PUT /api/accounts/:person/disabled': ADMINISTRATORS,
  'POST /api/accounts/:person/unlock': ['system'],
  'POST /api/accounts/:person/password': ADMINISTRATORS,
  'PUT /api/accounts/:person/posts': ADMINISTRATORS,
  'GET /api/policies': ['security', 'audit'],
  'PUT /api/policies': ['security'],
  'GET /api/proposals': PERSONS,
  'POST /api/proposals/:id/confirm': PERSONS,
  'POST /api/proposals/:id/refuse': PERSONS,
  'POST /api/proposals/:id/withdraw': PERSONS,
  'GET /api/audit': ['audit'],
  'GET /api/audit/verification': ['audit'],
  // What keeps the installation running: whoever operates it, and nobody else.
  'GET /api/operations': ['system'],
  'GET /api/operations/incidents': ['system'],
  'POST /api/operations/incidents/:id/retry': ['system'],
  'GET /api/operations/unassigned': ['system'],
  'POST /api/operations/unassigned/:id/assign': ['system'],
  'GET /api/operations/cases/:no': ['system'],
  'POST /api/operations/cases/:no/move': ['system'],
  'POST /api/operations/cases/:no/variables': ['system'],
  'POST /api/operations/backup': ['system'],
  'GET /api/operations/workers': ['system'],
  'POST /api/operations/workers': ['system'],
  'DELETE /api/operations/workers/:name': ['system'],
  'PUT /api/calendar/:year': ['config', 'system'],
  // What a form needs.
  'GET /api/people': OFFICE,
  'GET /api/organizations': OFFICE,
  'GET /api/regions': PERSONS,
  'GET /api/calendar': PERSONS,
  'GET /api/codes': PERSONS,
  'GET /api/codes/:id': PERSONS,
  'GET /api/forms/:id/:version': PERSONS,
  'POST /api/files': PERSONS,
  'GET /api/files/:id': PERSONS,
  'GET /api/files/:id/thumbnail': PERSONS,
  'GET /api/documents/:id/pdf': PERSONS,
  'GET /api/notices': OFFICE,
  'POST /api/notices/:id/read': OFFICE,
  // Casework: no administrator and nobody who configures.
  'GET /api/cases': CASEWORK,
  'GET /api/cases/:id': CASEWORK,
  'GET /api/cases/:id/diagram': CASEWORK,
  'POST /api/cases': CASEWORK,
  'GET /api/startables': CASEWORK,
  'GET /api/startables/:key/form': CASEWORK,
  'GET /api/tasks': CASEWORK,
  'GET /api/tasks/:id': CASEWORK,
  'POST /api/tasks/:id/complete': CASEWORK,
  'POST /api/tasks/:id/claim': CASEWORK,
  'POST /api/tasks/:id/unclaim': CASEWORK,
  'POST /api/tasks/:id/transfer': CASEWORK,
  'PUT /api/tasks/:id/draft': CASEWORK,
  'POST /api/documents/:id/void': ['chief'],
  // The registry.
  'GET /api/enterprises': OFFICE,
  'GET /api/enterprises/:uscc': OFFICE,
  'GET /api/enterprises/import-template.csv': IMPORT,
  'GET /api/enterprises/import-template.xlsx': IMPORT,
  'POST /api/enterprises/imports/layout': IMPORT,
  'POST /api/enterprises/imports': IMPORT,
  'GET /api/enterprises/imports/:id': IMPORT,
  'PUT /api/enterprises/imports/:id/rows/:row': IMPORT,
  'PUT /api/enterprises/imports/:id/values': IMPORT,
  'PUT /api/enterprises/imports/:id/rows/:row/dropped': IMPORT,
  'DELETE /api/enterprises/imports/:id/mapping': IMPORT,
  'POST /api/enterprises/imports/:id/commit': IMPORT,
  'GET /api/enterprises/imports/:id/rejected.csv': IMPORT,
  // Packs.
  'GET /api/packs': ['config'],
  'GET /api/packs/:id': ['config'],
  'GET /api/packs/:id/processes/:artifact': ['config'],
  'GET /api/packs/:id/forms/:artifact': ['config'],
  'PUT /api/packs/:id/processes/:artifact': ['config'],
  'PUT /api/packs/:id/forms/:artifact': ['config'],
  'PUT /api/packs/:id/parameters/:artifact': ['config'],
  'GET /api/packs/:id/changes': ['config'],
  'DELETE /api/packs/:id/draft': ['config'],
  'POST /api/packs/:id/publish': ['config'],
  // Programs.
  'POST /api/worker/documents': WORKER,
  'POST /api/worker/documents/:id/pdf': WORKER,
  'POST /api/worker/notices': WORKER,
  'POST /api/worker/backup': WORKER,
  // Last: it ends the sessions.
  'DELETE /api/session': PERSONS,
};

const routes: RouteDeclaration[] = [];
const headers = new Map<User, http.OutgoingHttpHeaders>();
let running: RunningHost;

beforeAll(async () => {
  const many = { burst: 1_000_000, perSecond: 1_000_000 };
  running = await runHost({
    rateLimits: { login: many, read: many, write: many },
    modules: PRODUCT_MODULES.map((create) => (platform) => {
      const module = create(platform);
      routes.push(...module.routes);
      return module;
    }),
  });
  routes.push(...createHostModule({} as never).routes, ...createSetupModule({} as never, {} as never).routes);
  for (const user of PERSONS) {
    const { cookie, csrf } = await running.login(USERS[user]);
    headers.set(user, { cookie, 'x-csrf-token': csrf });
  }
  headers.set('anonymous', {});
  headers.set('worker', { authorization: `Bearer ${running.workerToken}` });
});
afterAll(() => running.host.stop());

/** Status of a request; a stream is left as soon as it begins. */
function status(user: User, method: string, path: string, body?: unknown): Promise<number> {
  const { hostname, port } = new URL(running.url);
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        hostname,
        port,
        path,
        method,
        agent: false,
        headers: { 'content-type': 'application/json', ...headers.get(user) },
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    request.on('error', reject);
    request.end(method === 'GET' || method === 'DELETE' ? undefined : JSON.stringify(body ?? {}));
  });
}

describe('the access matrix', () => {
  it('says of every route who may use it: a new one without an expectation fails here', () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it('holds for every route and every kind of user', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const [name, allowed] of Object.entries(EXPECTED)) {
      const [method = '', path = ''] = name.split(' ');
      for (const user of headers.keys()) {
        const answer = await status(user, method, path.replace(/:[^/]+/g, 'x'));
        asked += 1;
        const isWorkerElsewhere = user === 'worker' && !allowed.includes(user);
        const expected = allowed.includes(user)
          ? ![401, 403].includes(answer) || LOGIN_ROUTES.test(name)
          : user === 'anonymous'
            ? answer === 401
            : answer === 403 || (isWorkerElsewhere && LOGIN_ROUTES.test(name));
        if (!expected) wrong.push(`${name} as ${user}: ${answer}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBe(Object.keys(EXPECTED).length * 11);
  });

  it('hides a case, its diagram and its files from everybody outside its reach, as if they were not there', async () => {
    // The sessions of the first round have ended.
    for (const user of PERSONS) {
      const { cookie, csrf } = await running.login(USERS[user]);
      headers.set(user, { cookie, 'x-csrf-token': csrf });
    }
    const own = await running.login(USERS.enterprise);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const started = await own.send(
      'POST',
      '/api/cases',
      {
        process: 'self-inspection',
        data: { inspection_kind: 'day', checked_at: today, checked_by: '安知远', content: ['A06'] },
      },
      { 'idempotency-key': 'matrix' },
    );
    expect(started.status).toBe(200);
    const { id } = started.body['case'] as { id: string };
    const expected: Record<User, number> = {
      enterprise: 200,
      otherEnterprise: 404,
      town: 200,
      officer: 404,
      chief: 404,
      config: 403,
      system: 403,
      security: 403,
      audit: 403,
      anonymous: 401,
      worker: 403,
    };
    for (const path of [`/api/cases/${id}`, `/api/cases/${id}/diagram`]) {
      const seen = Object.fromEntries(
        await Promise.all([...headers.keys()].map(async (user) => [user, await status(user, 'GET', path)] as const)),
      );
      expect({ path, ...seen }).toEqual({ path, ...expected });
    }
  });
});
