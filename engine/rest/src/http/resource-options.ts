import { json } from './answer.js';
import { options } from './route.js';
import type { Method, Route } from './route.js';
import { resourceOptionsDto } from '../schema/identity.js';

type Link = readonly [method: Exclude<Method, 'OPTIONS'>, rel: string, below?: string];

/** Which operations a resource offers; all of them, since the host decides who may do what. */
export const resourceOptions = (path: string, links: readonly Link[]): Route =>
  options(path, { summary: 'What can be done with this resource', answer: resourceOptionsDto }, async ({ raw }) => {
    const [at = ''] = (raw.url ?? '').split('?');
    const base = `http://${raw.headers.host ?? 'localhost'}${at}`;
    return json({ links: links.map(([method, rel, below = '']) => ({ method, href: base + below, rel })) });
  });

export const COLLECTION_LINKS: readonly Link[] = [
  ['GET', 'list'],
  ['GET', 'count', '/count'],
  ['POST', 'create', '/create'],
];
export const ENTITY_LINKS: readonly Link[] = [
  ['GET', 'self'],
  ['DELETE', 'delete'],
  ['PUT', 'update'],
];
export const MEMBERS_LINKS: readonly Link[] = [
  ['PUT', 'create', '/{memberId}'],
  ['DELETE', 'delete', '/{memberId}'],
];
