import type { Context } from 'koa';
import { AuthenticationError } from '@anliu/engine-protocol';
import type { IdentityService } from '@anliu/engine-protocol';

const CHALLENGE = 'Basic realm="default"';
/** Answered without a name: which engines there are. */
const OPEN = /\/engine\/?$/;

/** Name and password of an `Authorization: Basic …`; undefined when there is none, or it is none. */
export function credentialsOf(header: string): { readonly userId: string; readonly password: string } | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const at = text.indexOf(':');
  return at < 1 ? undefined : { userId: text.slice(0, at), password: text.slice(at + 1) };
}

/** Who calls, by HTTP basic authentication against the engine's own users. @throws AuthenticationError for everybody else */
export const basicAuthentication =
  (identity: IdentityService) =>
  async (context: Context): Promise<string | null> => {
    if (OPEN.test(context.path)) return null;
    const credentials = credentialsOf(context.get('Authorization'));
    if (credentials && (await identity.checkPassword(credentials.userId, credentials.password)))
      return credentials.userId;
    context.set('WWW-Authenticate', CHALLENGE);
    throw new AuthenticationError('Name and password of a user of this engine are required');
  };
