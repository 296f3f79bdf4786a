// The longest the event loop of an engine server is blocked by hostile input. Every line: what was sent, how it ended, the
// longest block while it was handled. The floor is what the idle server shows on this machine.
import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as models from './hostile-models.mjs';

const QUIET_MS = 300;
const { bpmn, chain, process: processOf, repeated, times, over, task, userTask } = models;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Server {
  static async start() {
    const server = new Server();
    server.dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-hostile-'));
    server.child = fork(fileURLToPath(new URL('./hostile-server.mjs', import.meta.url)), [server.dataDir]);
    server.url = (await server.#answer()).url;
    return server;
  }

  #answer() {
    return new Promise((resolve) => this.child.once('message', resolve));
  }

  async ask(message) {
    const answer = this.#answer();
    this.child.send(message);
    return answer;
  }

  async call(method, at, body) {
    const isForm = body instanceof FormData;
    const response = await fetch(this.url + at, {
      method,
      ...(body === undefined ? {} : { body: isForm || typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(isForm ? {} : { headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    let message = '';
    try {
      message = JSON.parse(text)?.message ?? '';
    } catch {
      // Not JSON: there is no message.
    }
    return { status: response.status, message: String(message), text };
  }

  deploy(inside, before) {
    const form = new FormData();
    form.set('deployment-name', 'hostile');
    form.set(
      'p.bpmn',
      new Blob([before === undefined && inside.startsWith('<?xml') ? inside : bpmn(inside, before)]),
      'p.bpmn',
    );
    return this.call('POST', '/deployment/create', form);
  }

  start(key, variables = {}) {
    return this.call('POST', `/process-definition/key/${key}/start`, { variables });
  }

  async close() {
    this.child.send('close');
    await new Promise((resolve) => this.child.once('exit', resolve));
    fs.rmSync(this.dataDir, { recursive: true, force: true });
  }
}

const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const json = (value) => ({ value: JSON.stringify(value), type: 'Json' });

/** Name, preparation that is not measured, and what is measured. */
const CASES = [
  ['idle', null, async () => ({ status: 200, message: '' })],
  ['deploy: nesting 20,000 deep', null, (s) => s.deploy(models.nested(20_000))],
  ['deploy: nesting 90 deep', null, (s) => s.deploy(processOf('deep', models.nested(90)))],
  ['deploy: entity expansion', null, (s) => s.deploy(chain('e', [task]), models.EXPANSION)],
  [
    'deploy: 5,000 elements',
    null,
    (s) =>
      s.deploy(
        chain(
          'wide',
          many(2_500, () => task),
        ),
      ),
  ],
  [
    'deploy: 10,000 elements',
    null,
    (s) =>
      s.deploy(
        chain(
          'wider',
          many(5_000, () => userTask),
        ),
      ),
  ],
  [
    'deploy: 5 MB of text',
    null,
    (s) =>
      s.deploy(
        chain(
          'fat',
          many(75, () => (id) => `<task id="${id}" name="${'x'.repeat(60_000)}"/>`),
        ),
      ),
  ],
  ['start: through 5,000 elements', null, (s) => s.start('wide')],
  ['start: endless loop', (s) => s.deploy(models.LOOP), (s) => s.start('endless')],
  ['start: cyclic call activities', (s) => s.deploy(models.CYCLE), (s) => s.start('cycle')],
  ...[100, 500, 1_000, 10_000, 100_000].flatMap((n) =>
    [false, true].flatMap((sequential) => {
      const kind = sequential ? 'sequential' : 'parallel';
      return ['userTask', 'task'].map((element) => [
        `start: ${kind} multi-instance of ${n} ${element}s`,
        (s) => s.deploy(chain('mi', [repeated(element, '', times(n, sequential))])),
        (s) => s.start('mi'),
      ]);
    }),
  ),
  ...[1_000, 100_000].map((n) => [
    `start: sequential over ${n} items`,
    (s) => s.deploy(chain('over', [repeated('task', '', over(true))])),
    (s) => s.start('over', { items: json(many(n, (i) => ({ i, text: 'some text of an item' }))) }),
  ]),
  [
    'start: deeply nested JUEL',
    (s) => s.deploy(chain('juel', [models.conditionTask('${' + '('.repeat(190) + '1' + ')'.repeat(190) + '}')])),
    (s) => s.start('juel'),
  ],
  [
    'deploy: JUEL nested 4,000 deep',
    null,
    (s) => s.deploy(chain('juel2', [models.conditionTask('${' + '('.repeat(4000) + '1' + ')'.repeat(4000) + '}')])),
  ],
  [
    'start: 14 MB variable',
    (s) => s.deploy(chain('plain', [userTask])),
    (s) => s.start('plain', { big: { value: 'x'.repeat(14_000_000), type: 'String' } }),
  ],
  [
    'start: 14 MB JSON variable',
    null,
    (s) => s.start('plain', { big: json(many(300_000, (i) => ({ index: i, text: 'some text of an item' }))) }),
  ],
  ['read: variables of that instance', null, (s) => s.call('GET', '/variable-instance?variableName=big')],
  [
    'post: JSON nested 200,000 deep',
    null,
    (s) =>
      s.call(
        'POST',
        '/process-definition/key/plain/start',
        `{"variables":{"v":{"value":${'['.repeat(200_000)}${']'.repeat(200_000)}}}}`,
      ),
  ],
  [
    'post: JSON text of 200,000 lists in a variable',
    null,
    (s) => s.start('plain', { v: { value: '['.repeat(200_000) + ']'.repeat(200_000), type: 'Json' } }),
  ],
  [
    'list: 20,000 tasks at once',
    async (s) => {
      for (let i = 0; i < 200; i++) await Promise.all(many(100, () => s.start('plain')));
    },
    (s) => s.call('GET', '/task'),
  ],
  ['list: 20,000 historic activities', null, (s) => s.call('GET', '/history/activity-instance')],
  ['query: like with 50,000 wildcards', null, (s) => s.call('POST', '/task', { nameLike: '%a'.repeat(50_000) })],
  [
    'query: like with 20 wildcards',
    null,
    (s) =>
      s.call('POST', '/process-instance', {
        variables: [{ name: 'big', operator: 'like', value: '%x'.repeat(20) + 'y' }],
      }),
  ],
  [
    'query: 10,000 ids',
    null,
    (s) => s.call('POST', '/process-instance', { processInstanceIds: many(10_000, (i) => `id-${i}`) }),
  ],
  [
    'suspend: 20,000 instances',
    null,
    (s) =>
      s.call('PUT', '/process-definition/suspended', {
        processDefinitionKey: 'plain',
        suspended: true,
        includeProcessInstances: true,
      }),
  ],
  [
    'delete: deployment with 20,000 instances',
    null,
    async (s) => {
      const found = JSON.parse((await s.call('GET', '/process-definition?key=plain')).text);
      return s.call('DELETE', `/deployment/${found[0].deploymentId}?cascade=true`);
    },
  ],
];

export async function benchHostile(only = '') {
  console.log('\nLongest block of the event loop under hostile input (milliseconds)');
  const server = await Server.start();
  try {
    for (const [name, prepare, act] of CASES) {
      if (only !== '' && name !== 'idle' && !new RegExp(only).test(name)) continue;
      await prepare?.(server);
      await sleep(QUIET_MS);
      await server.ask('reset');
      const from = performance.now();
      const { status, message } = await act(server).catch((error) => ({
        status: 0,
        message: String(error.cause ?? error),
      }));
      const took = performance.now() - from;
      await sleep(QUIET_MS);
      const { max } = await server.ask('read');
      console.log(
        `${max.toFixed(0).padStart(7)}  ${name}: ${status} in ${took.toFixed(0)} ms ${message.slice(0, 110).replaceAll('\n', ' ')}`,
      );
    }
  } finally {
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchHostile(process.argv[2]);
