import type { Kind, Reads, WebappCall } from './calls/call.js';
import type { Client, Things } from './scenario.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/;

const KINDS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  'text?': (value) => value === null || typeof value === 'string',
  number: (value) => typeof value === 'number',
  'number?': (value) => value === null || typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  instant: (value) => typeof value === 'string' && INSTANT.test(value),
  'instant?': (value) => value === null || (typeof value === 'string' && INSTANT.test(value)),
  value: (value) => value !== undefined,
};

/** What of an answer is not as the web application reads it, with its place; nothing when all is. */
function unread(reads: Reads, value: unknown, at = 'answer'): string[] {
  if (typeof reads === 'string') return KINDS[reads](value) ? [] : [`${at} is ${JSON.stringify(value)}, not ${reads}`];
  if (Array.isArray(reads)) {
    if (!Array.isArray(value) || value.length === 0)
      return [`${at} is not a list of something: ${JSON.stringify(value)}`];
    const [each] = reads as readonly [Reads];
    return value.flatMap((item, index) => unread(each, item, `${at}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [`${at} is ${JSON.stringify(value)}, not an object`];
  return Object.entries(reads as Readonly<Record<string, Reads>>).flatMap(([name, inner]) =>
    unread(inner, (value as Record<string, unknown>)[name], `${at}.${name}`),
  );
}

/** Puts the ids of things where their names stand. */
const named = (text: string, things: Things): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => things[name] ?? whole);

function multipart(parts: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    const [kind, filename, content] = value.split(':');
    if (kind === 'file') form.set(name, new Blob([content ?? '']), filename);
    else form.set(name, value);
  }
  return form;
}

/** Makes one call as the web application does; answers what went wrong, nothing when it got what it reads. */
export async function made(
  client: Client,
  call: WebappCall,
  things: Things,
): Promise<{ problems: string[]; body: unknown }> {
  const [method = '', path = ''] = named(call.call, things).split(/ (.*)/s);
  const given = call.body === undefined ? undefined : (JSON.parse(named(JSON.stringify(call.body), things)) as unknown);
  const { status, body } = await client.call(method, path, call.parts ? multipart(call.parts) : given);
  if (status !== (call.status ?? 200)) return { problems: [`status ${status}: ${JSON.stringify(body)}`], body };
  if (call.keep !== undefined) things[call.keep] = (body as { id: string }).id;
  return { problems: call.reads === undefined ? [] : unread(call.reads, body), body };
}
