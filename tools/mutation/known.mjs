// What earlier runs found out. As long as nothing but specs changed, a mutant somebody noticed is noticed still, if the spec is
// as it was; one that survived has to be tried only against what is new. When code changed everything is tried again, and who
// noticed a mutant before is asked first.
import { createHash } from 'node:crypto';
import fs from 'node:fs';

export const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

export class Known {
  #file;
  #specs;
  #state;
  #run;
  #hints;

  /** @param key stands for everything but the specs; another one forgets all but who noticed what */
  constructor(file, key, specs) {
    this.#file = file;
    this.#specs = specs;
    const kept = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
    this.#state = kept?.key === key ? kept : { key, runs: [], mutants: {} };
    this.#hints = kept?.key === key ? {} : (kept?.mutants ?? {});
    this.#run = this.#state.runs.push(specs) - 1;
  }

  /** The answer that still holds: `{ status, killedBy }`; or the specs that have been tried in vain. */
  of(id) {
    const found = this.#state.mutants[id];
    if (found === undefined) return { tried: {} };
    if (found.status === 'survived') return { tried: this.#state.runs[found.run] };
    const spec = found.killedBy?.split(' > ')[0];
    return spec === undefined || this.#specs[spec] === this.#state.runs[found.run][spec]
      ? { answer: found }
      : { tried: {} };
  }

  /** The test that noticed this change before the code changed, as `file > name`. */
  hintOf(id) {
    return this.#hints[id]?.killedBy;
  }

  note(id, { status, killedBy }) {
    this.#state.mutants[id] = { status, killedBy, run: this.#run };
  }

  save() {
    fs.writeFileSync(this.#file, JSON.stringify(this.#state));
  }
}
