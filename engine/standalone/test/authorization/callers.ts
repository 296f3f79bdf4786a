import { ADMIN_GROUP } from '@anliu/engine-protocol';
import { engineServer } from '../support/engine-server.js';
import type { EngineServer } from '../support/engine-server.js';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
}

export type Caller = (method: string, at: string, body?: unknown) => Promise<Answer>;

/** An engine that enforces authorizations, with callers who name themselves. */
export interface AuthorizingEngine {
  readonly server: EngineServer;
  /** Calls as a user; makes the user when there is none. */
  as(userId: string, groups?: readonly string[]): Promise<Caller>;
  /** A member of the administrators' group. */
  readonly admin: Caller;
  grant(authorization: {
    readonly type?: number;
    readonly userId?: string;
    readonly groupId?: string;
    readonly resourceType: number;
    readonly resourceId?: string;
    readonly permissions: readonly string[];
  }): Promise<void>;
  close(): Promise<void>;
}

/** Names the caller; hashing a password for each of the many calls would be all that is measured. */
const CALLER = 'x-caller';

export async function authorizingEngine(authorization: 'on' | 'off' = 'on'): Promise<AuthorizingEngine> {
  const server = await engineServer('off', {
    authenticate: (context) => context.get(CALLER),
    authorization,
  });
  const { engine } = server.standalone;
  const calling =
    (userId: string): Caller =>
    async (method, at, body) => {
      const isForm = body instanceof FormData;
      const response = await fetch(server.url + at, {
        method,
        headers: {
          [CALLER]: userId,
          ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      let parsed: unknown = text;
      try {
        parsed = text === '' ? null : JSON.parse(text);
      } catch {
        // Not JSON: the text itself is the body.
      }
      return { status: response.status, body: parsed, text };
    };
  const as: AuthorizingEngine['as'] = async (userId, groups = []) => {
    if ((await engine.identity.countUsers({ id: userId })) === 0)
      await engine.identity.createUser({ id: userId, firstName: null, lastName: null, email: null }, null);
    for (const id of groups) {
      if ((await engine.identity.countGroups({ id })) === 0)
        await engine.identity.createGroup({ id, name: null, type: null });
      if ((await engine.identity.countGroups({ id, member: userId })) === 0)
        await engine.identity.addGroupMember(id, userId);
    }
    return calling(userId);
  };
  return {
    server,
    admin: await as('admin', [ADMIN_GROUP]),
    as,
    async grant({ type = 1, resourceId = '*', ...rest }) {
      await engine.authorizations.create(type, { ...rest, resourceId });
    },
    close: () => server.close(),
  };
}
