import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHost } from '../src/index.js';
import { runHost, send, type RunningHost } from './running-host.js';

const hasOpenssl = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('SKIPPED https with a certificate of its own: no openssl here');
    return false;
  }
})();

let folder: string;
/** A private key and a certificate that it signed itself, as an office makes them to begin with. */
function selfSigned(name: string): { key: string; cert: string } {
  const [key, cert] = [path.join(folder, `${name}.key.pem`), path.join(folder, `${name}.cert.pem`)];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      cert,
      ...subject,
    ],
    { stdio: 'ignore' },
  );
  return { key, cert };
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** Over the line as a browser that trusts this certificate and no other. */
const secured = (url: string, ca: Buffer, target: string, body?: unknown, headers: http.OutgoingHttpHeaders = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const request = https.request(
      new URL(target, url),
      {
        ca,
        agent: false,
        method: payload === undefined ? 'GET' : 'POST',
        headers: {
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(payload);
  });

describe.skipIf(!hasOpenssl)('--tls', () => {
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-tls-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  describe('with a key and its certificate', () => {
    let running: RunningHost;
    let ca: Buffer;
    beforeAll(async () => {
      const tls = selfSigned('own');
      ca = fs.readFileSync(tls.cert);
      running = await runHost({ tls });
    }, 120_000);
    afterAll(async () => {
      await running.host.stop();
      fs.rmSync(running.dataDir, { recursive: true, force: true });
    });

    it('speaks https: browsers are told to come back so, and the session is sent over nothing else', async () => {
      expect(running.url).toMatch(/^https:/);
      const credentials = { login: 'base1', password: running.password('base1') };
      const answer = await secured(running.url, ca, '/api/session', credentials);
      expect(answer.status).toBe(200);
      expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{7,}/);
      const cookie = answer.headers['set-cookie']?.[0] ?? '';
      expect(cookie).toMatch(/; secure/i);
      expect(cookie).toMatch(/; httponly/i);
      const own = await secured(running.url, ca, '/api/enterprises', undefined, { cookie: cookie.split(';')[0] });
      expect(own).toMatchObject({ status: 200, body: { total: 12 } });
    });

    it('a page of the same address over http is foreign, of https its own', async () => {
      const credentials = { login: 'base1', password: running.password('base1') };
      const from = (origin: string) => secured(running.url, ca, '/api/session', credentials, { origin });
      expect((await from(running.url)).status).toBe(200);
      expect((await from(running.url.replace('https:', 'http:'))).status).toBe(403);
    });

    it('does not speak http at that port', async () => {
      await expect(send(running.url.replace('https:', 'http:'), '/readyz')).rejects.toThrow();
    });
  });

  it('without it nothing is promised: no cookie that http could not send, no order to come back by https', async () => {
    const plain = await runHost();
    try {
      const credentials = { login: 'base1', password: plain.password('base1') };
      const answer = await plain.request('/api/session', { method: 'POST', body: credentials });
      expect(answer.headers['strict-transport-security']).toBeUndefined();
      expect(answer.headers['set-cookie']?.[0]).not.toMatch(/secure/i);
    } finally {
      await plain.host.stop();
      fs.rmSync(plain.dataDir, { recursive: true, force: true });
    }
  }, 120_000);

  describe('is refused at the start, before anything is opened, with the file, what is wrong, and what it must be', () => {
    const refused = async (tls: { key: string; cert: string }) => {
      const dataDir = path.join(folder, 'data');
      const silent = () => undefined;
      const host = createHost({
        port: 0,
        dataDir,
        tls,
        plugins: false,
        log: { info: silent, warn: silent, error: silent },
      });
      const error = await host.start().then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
      await host.stop();
      return error?.message ?? 'it started';
    };

    it('for a file that is not there', async () => {
      const { key } = selfSigned('one');
      const cert = path.join(folder, 'nowhere.pem');
      expect(await refused({ key, cert })).toBe(`--tls：无法读取证书 ${cert}：ENOENT`);
      expect(await refused({ key: cert, cert })).toBe(`--tls：无法读取私钥 ${cert}：ENOENT`);
    });

    it('for a certificate of another key', async () => {
      const [one, other] = [selfSigned('first'), selfSigned('second')];
      const message = await refused({ key: one.key, cert: other.cert });
      expect(message).toContain(`私钥 ${one.key} 与证书 ${other.cert} 不能使用`);
      expect(message).toContain('私钥与证书配对');
    });

    it('for what is no key, no certificate, or a key with a password', async () => {
      const { key, cert } = selfSigned('good');
      const [text, locked] = [path.join(folder, 'text.pem'), path.join(folder, 'locked.pem')];
      fs.writeFileSync(text, 'not a key');
      execFileSync('openssl', ['ec', '-in', key, '-out', locked, '-aes256', '-passout', 'pass:secret'], {
        stdio: 'ignore',
      });
      for (const pair of [
        { key: text, cert },
        { key, cert: text },
        { key: locked, cert },
      ]) {
        const message = await refused(pair);
        expect(message).toContain(pair.key);
        expect(message).toContain(pair.cert);
        expect(message).toContain('须为未加密的 PEM');
      }
    });
  });
});
