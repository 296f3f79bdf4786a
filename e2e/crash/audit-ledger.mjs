// What the audit trail says was done, beside what the engine says was done.
const PAGE = 200;

export class AuditLedger {
  #seen = 0;
  /** `action target` → how many records. */
  #records = new Map();
  /** Case number → how many records of its start. */
  #starts = new Map();

  constructor({ server, auditor, token }) {
    this.server = server;
    this.auditor = auditor;
    this.token = token;
  }

  get steps() {
    return [...this.#records.keys()].filter((entry) => entry.startsWith('task.complete ')).length;
  }

  has(entry) {
    return this.#records.has(entry);
  }

  /** Completed user tasks and their records, one to one. */
  async differences() {
    await this.#read();
    const problems = [];
    const done = new Set();
    for (const task of await this.#engine('/history/task?taskDeleteReason=completed')) {
      done.add(task.id);
      const count = this.#records.get(`task.complete ${task.id}`) ?? 0;
      if (count !== 1) problems.push(`${task.name} (${task.id}) was applied and has ${count} audit records`);
    }
    for (const entry of this.#records.keys()) {
      const [action, id] = entry.split(' ');
      if (action === 'task.complete' && !done.has(id)) problems.push(`${entry} is recorded but was not applied`);
    }
    return problems;
  }

  /** Process instances and the records of their starts, one to one. */
  async differencesOfStarts() {
    await this.#read();
    const instances = await this.#engine('/history/process-instance');
    const problems = instances
      .map(({ businessKey }) => [businessKey, this.#starts.get(businessKey) ?? 0])
      .filter(([, count]) => count !== 1)
      .map(([no, count]) => `case ${no} was started and has ${count} audit records`);
    const numbers = new Set(instances.map(({ businessKey }) => businessKey));
    for (const no of this.#starts.keys())
      if (!numbers.has(no)) problems.push(`the start of ${no} is recorded but was not applied`);
    return problems;
  }

  /** Takes over what is new in the trail. */
  async #read() {
    const fresh = [];
    for (let before; ;) {
      const { items } = await this.auditor.get(`/api/audit?size=${PAGE}${before ? `&before=${before}` : ''}`);
      fresh.push(...items.filter(({ seq }) => seq > this.#seen));
      before = items.at(-1)?.seq;
      if (before === undefined || before <= this.#seen + 1) break;
    }
    for (const { seq, action, target, detail } of fresh) {
      this.#seen = Math.max(this.#seen, seq);
      const entry = `${action} ${target}`;
      this.#records.set(entry, (this.#records.get(entry) ?? 0) + 1);
      if (action === 'case.start') this.#starts.set(detail.no, (this.#starts.get(detail.no) ?? 0) + 1);
    }
  }

  async #engine(path) {
    const answer = await fetch(`${this.server.url}/engine-rest${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!answer.ok) throw new Error(`GET /engine-rest${path}: ${answer.status}`);
    return answer.json();
  }
}
