// People of a scenario as HTTP clients: they log in, keep their session and answer like a browser would.
import fs from 'node:fs';
import { randomUUID } from 'node:crypto';

/** Login → password from `<data>/demo-passwords.txt`. */
export function readPasswords(file) {
  const rows = fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'));
  return new Map(rows.map((line) => line.trim().split(/\s+/)).map(([login, password]) => [login, password]));
}

export class Person {
  constructor(url, login, password) {
    this.url = url;
    this.login = login;
    this.password = password;
  }

  async #enter() {
    const response = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: this.login, password: this.password }),
    });
    const body = await response.json();
    if (!response.ok) throw new Error(`${this.login} cannot log in: ${body.error?.message ?? response.status}`);
    this.cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    this.info = body;
    return this;
  }

  async me() {
    if (!this.info) await this.#enter();
    return this.info;
  }

  /** One request; a session that ran out is entered anew. → { status, body } */
  async request(method, path, body, { key, form } = {}) {
    await this.me();
    for (let attempt = 0; ; attempt += 1) {
      const response = await fetch(`${this.url}${path}`, {
        method,
        headers: {
          cookie: this.cookie,
          ...(method === 'GET' ? {} : { 'x-csrf-token': this.info.csrf }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key ? { 'idempotency-key': key } : {}),
        },
        ...(form ? { body: form() } : body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.status === 401 && attempt === 0) {
        await this.#enter();
        continue;
      }
      if (response.headers.get('content-type')?.includes('application/pdf')) {
        return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
      }
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined };
    }
  }

  /** Like `request`, but anything other than 2xx is an error of the scenario. */
  async get(path) {
    const { status, body } = await this.request('GET', path);
    if (status >= 300) throw new Error(`GET ${path} as ${this.login}: ${status} ${body?.error?.message ?? ''}`);
    return body;
  }

  post(path, body, key = randomUUID()) {
    return this.request('POST', path, body, { key });
  }
}
