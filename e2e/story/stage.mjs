// The stage: one fresh server whose clock can be moved, one browser, and people who each have their own window.
import fs from 'node:fs';
import path from 'node:path';
import { launch } from '../lib/browser.mjs';
import { passwordsOf, Server } from '../lib/server.mjs';
import { Person } from './person.mjs';

/** A Tuesday morning; working days around it are known. */
const STORY_BEGINS = '2026-11-24T09:00:00+08:00';

export class Stage {
  #people = new Map();

  static async open({ screens }) {
    fs.rmSync(screens, { recursive: true, force: true });
    fs.mkdirSync(screens, { recursive: true });
    const stage = new Stage();
    stage.screens = screens;
    stage.server = await Server.start({ args: ['--virtual-clock'] });
    stage.passwords = passwordsOf(stage.server.dataDir);
    stage.browser = await launch();
    await stage.clock({ now: STORY_BEGINS });
    return stage;
  }

  get url() {
    return this.server.url;
  }

  /** Moves the server's time; resolves when what became due has been done. */
  async clock(move) {
    const { workerToken } = JSON.parse(fs.readFileSync(path.join(this.server.dataDir, 'config.json'), 'utf8'));
    const answer = await fetch(`${this.url}/api/test/clock`, {
      method: 'POST',
      headers: { authorization: `Bearer ${workerToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(move),
    });
    if (!answer.ok) throw new Error(`the clock did not move: ${answer.status} ${await answer.text()}`);
    this.now = new Date((await answer.json()).now);
  }

  /** yyyy-MM-dd in the county, some days from the story's now. */
  day(offset = 0) {
    return new Date(this.now.getTime() + 8 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);
  }

  /** yyyy-MM-dd HH:mm in the county, some hours from the story's now. */
  moment(hours = 0) {
    return new Date(this.now.getTime() + (8 + hours) * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
  }

  /** The person at their own browser, logged in through the login page. */
  async as(login) {
    const known = this.#people.get(login);
    if (known) return known;
    const person = await Person.arrive(this, login);
    this.#people.set(login, person);
    await person.login();
    return person;
  }

  people() {
    return [...this.#people.values()];
  }

  /** Everybody goes home: new windows and new log-ins from here on. What their consoles said is kept. */
  async everybodyLeaves() {
    for (const [login, person] of this.#people) {
      this.gone = [...(this.gone ?? []), person];
      await person.context.close();
      this.#people.delete(login);
    }
  }

  everyone() {
    return [...(this.gone ?? []), ...this.people()];
  }

  async close() {
    await this.browser?.close();
    await this.server?.dispose();
  }
}
