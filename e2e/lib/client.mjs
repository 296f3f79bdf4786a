// A person at a browser, without the browser: session cookie, CSRF token, idempotency keys.
import { randomUUID } from 'node:crypto';

/** An answer other than 2xx, with the server's sentence. */
export class RefusedError extends Error {
  constructor(status, body, what) {
    super(`${what}: ${status} ${body?.error?.message ?? JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
    this.code = body?.error?.code;
  }
}

const TIMEOUT_MS = 20_000;

export class Client {
  #cookie = '';
  #csrf = '';

  constructor(url, login, password) {
    this.url = url;
    this.login = login;
    this.password = password;
  }

  async signIn() {
    await this.request('POST', '/api/session', { login: this.login, password: this.password });
    const session = await this.request('GET', '/api/session');
    this.#csrf = session.csrf;
    this.session = session;
    return this;
  }

  /** @throws RefusedError for anything but 2xx; network failures pass through as they are */
  async request(method, path, body, headers = {}) {
    const multipart = body instanceof FormData;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
        ...(method === 'GET' ? {} : { 'x-csrf-token': this.#csrf, origin: this.url }),
        ...(body === undefined || multipart ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: multipart ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const set = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (set.length) this.#cookie = set.join('; ');
    const text = await response.text();
    const answer = text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
    if (!response.ok) throw new RefusedError(response.status, answer, `${method} ${path}`);
    return answer;
  }

  get = (path) => this.request('GET', path);
  post = (path, body, key = randomUUID()) => this.request('POST', path, body ?? {}, { 'idempotency-key': key });

  async upload(bytes, name, type = 'image/jpeg') {
    const form = new FormData();
    form.set('file', new Blob([bytes], { type }), name);
    const { files } = await this.request('POST', '/api/files', form);
    return files[0];
  }
}
