// What one scenario file knows while it runs: its server, its people, its cases and what they uploaded.
import fs from 'node:fs';
import path from 'node:path';
import { Person } from './client.mjs';
import { png } from './values.mjs';

export class World {
  constructor({ url, workerToken, passwords, folder, people }) {
    this.url = url;
    this.workerToken = workerToken;
    this.folder = folder;
    this.passwords = passwords;
    this.logins = people;
    this.people = new Map();
    this.cases = new Map();
    /** `case/step` → the task last seen for it, so that a scenario can come back to a step that is over. */
    this.tasks = new Map();
    this.photos = new Map();
    this.codes = new Map();
  }

  as(name) {
    const known = this.people.get(name);
    if (known) return known;
    const login = this.logins[name] ?? name;
    const password = this.passwords.get(login);
    if (!password) throw new Error(`no demonstration login ${login} (person ${name})`);
    const person = new Person(this.url, login, password);
    this.people.set(name, person);
    return person;
  }

  anybody() {
    return this.as(Object.keys(this.logins)[0]);
  }

  caseOf(alias) {
    const found = this.cases.get(alias);
    if (!found) throw new Error(`no case is called ${alias} yet`);
    return found;
  }

  async clock(body) {
    if (!this.workerToken) throw new Error('this server’s clock cannot be moved');
    const response = await fetch(`${this.url}/api/test/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.workerToken}` },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`moving the clock: ${answer.error?.message ?? response.status}`);
    return new Date(answer.now);
  }

  async now() {
    return this.workerToken ? this.clock({}) : new Date();
  }

  async person(name) {
    const { person } = await this.as(name).me();
    return { id: person.id, name: person.name, ...(person.certificate ? { certificate: person.certificate } : {}) };
  }

  async enterprise(text) {
    for (const name of Object.keys(this.logins)) {
      const { status, body } = await this.as(name).request('GET', `/api/enterprises?q=${encodeURIComponent(text)}`);
      if (status === 200 && body.items?.[0]) return { uscc: body.items[0].uscc, name: body.items[0].name };
    }
    throw new Error(`no enterprise found by “${text}”`);
  }

  /** One upload per person and label. */
  async photo(label) {
    const key = `${this.current}:${label}`;
    const known = this.photos.get(key);
    if (known) return known;
    const { status, body } = await this.upload(this.as(this.current), `png:64x48`, `${label}.png`, label);
    if (status >= 300) throw new Error(`uploading photo ${label}: ${body?.error?.message ?? status}`);
    const { id, name, type, size } = body.files[0];
    const ref = { id, name, type, size };
    this.photos.set(key, ref);
    return ref;
  }

  upload(person, what, name, label = what) {
    const { bytes, fileName } = this.#file(what, label);
    const form = () => {
      const data = new FormData();
      data.append('file', new Blob([bytes]), name ?? fileName);
      return data;
    };
    return person.request('POST', '/api/files?kind=photo', undefined, { form });
  }

  #file(what, label) {
    const [, width, height] = /^(?:png|jpeg):(\d+)x(\d+)$/.exec(what) ?? [];
    if (width) return { bytes: png(Number(width), Number(height), label), fileName: 'photo.png' };
    const [, size, fileName] = /^bytes:(\d+):(.+)$/.exec(what) ?? [];
    if (size) {
      const bytes = Buffer.alloc(Number(size));
      bytes.set([0xff, 0xd8, 0xff, 0xe0]);
      return { bytes, fileName };
    }
    return { bytes: fs.readFileSync(path.join(this.folder, what)), fileName: path.basename(what) };
  }

  /** Task id of a step for a person: on their desk, else open on the case, else the one last seen. */
  async task(person, target) {
    const [alias, step] = target.split('/');
    const { id } = this.caseOf(alias);
    for (const view of ['todo', 'claimable']) {
      const { status, body } = await person.request('GET', `/api/tasks?view=${view}&size=100`);
      const item = status === 200 && body.items.find((row) => row.case.id === id && row.step === step);
      if (item) return this.#seen(target, item.id, view === 'claimable');
    }
    const { status, body } = await person.request('GET', `/api/cases/${id}`);
    const open = status === 200 && body.open.find((row) => row.step === step);
    if (open) return this.#seen(target, open.taskId, false);
    const last = this.tasks.get(target);
    return last ? { id: last, claimable: false, isOld: true } : undefined;
  }

  #seen(target, id, claimable) {
    this.tasks.set(target, id);
    return { id, claimable };
  }

  /** Remembers every open step of a case, whoever looks. */
  remember(alias, detail) {
    for (const step of detail.open ?? []) this.tasks.set(`${alias}/${step.step}`, step.taskId);
  }
}
