import type { CalendarService } from '@anliu/calendar';
import type { CaseRecord, Cases, Write } from '@anliu/cases';
import type { Clock, Logger } from '@anliu/kit';
import type { OrganizationService } from '@anliu/organization';
import { dropObsoleteIndexes, isDuplicateKey, plainRows, tally, type Storage } from '@anliu/storage';
import type { InboxTask, TaskDraft } from '../domain/inbox-task.js';
import type { CaseFacts, CaseRow, DeskRow } from '../domain/worklist.js';
import { clockIdOfStep, stepClock } from '../domain/step-clock.js';
import { REBUILD_BATCH } from '../limits.js';
import type { TaskModels } from '../store/models.js';
import { Counts } from './counts.js';
import { Order } from './order.js';
import { rowsOf, type RowFacts } from './rows.js';

/** The form of the rows; a larger number makes them anew at the next start. */
export const WORKLIST_FORM = 1;
const FORM_ID = 'worklist';

/** What rows are made of. */
export interface WorklistSources {
  readonly cases: Cases;
  readonly organization: OrganizationService;
  readonly calendar: CalendarService;
  readonly clock: Clock;
  readonly log: Logger;
  readonly models: TaskModels;
}

/**
 * The one projection that inbox, lists, counts and notices read: a row per person and task, a row per case with its most urgent unmet duty. The
 * rows of a case are always made anew as a whole from the case and its tasks, so doing it again changes nothing and a crash in between is
 * mended by doing it again: the engine's events come again from their cursor, and at start every open case whose revision is another than
 * its row's is taken once more.
 */
export class Worklist {
  readonly counts = new Counts();
  readonly #sources: WorklistSources;
  readonly #storage: Storage;
  readonly #order: Order;

  constructor(sources: WorklistSources, storage: Storage) {
    this.#sources = sources;
    this.#storage = storage;
    this.#order = new Order(sources.models.caseRows);
  }

  /** Before anything reads or writes rows. */
  async open(): Promise<void> {
    const { models } = this.#sources;
    await dropObsoleteIndexes(models.tasks, models.drafts, models.notices);
    const stored = await models.form.findById(FORM_ID).lean<{ form: number } | null>();
    if (stored?.form !== WORKLIST_FORM) await this.#rebuild();
    await this.#readCounts();
    await this.#takeOpenCases();
  }

  async #rebuild(): Promise<void> {
    const { cases, models, log } = this.#sources;
    log.info('worklist is made anew', { form: WORKLIST_FORM });
    await models.form.deleteOne({ _id: FORM_ID });
    await Promise.all([models.desk.deleteMany({}), models.caseRows.deleteMany({})]);
    await this.#noteDrafts();
    let after: string | undefined;
    for (;;) {
      const page = await cases.all(after, REBUILD_BATCH);
      const tasks = await models.tasks.find({ caseId: { $in: page.map((record) => record._id) } }).lean<InboxTask[]>();
      const rows = await Promise.all(
        page.map(async (record) => {
          const own = tasks.filter((task) => task.caseId === record._id);
          for (const task of own) await this.#addUnit(task);
          const { row, desk } = rowsOf(record, own, this.#factsOf(record));
          return { row: { ...row, _id: await this.#order.next(record.createdAt), rev: record.rev }, desk };
        }),
      );
      if (rows.length > 0) await plainRows(models.caseRows).insertMany(rows.map(({ row }) => row));
      const desk = rows.flatMap((item) => item.desk);
      if (desk.length > 0) await plainRows(models.desk).insertMany(desk);
      after = page.at(-1)?.no;
      if (page.length < REBUILD_BATCH) break;
    }
    await models.form.replaceOne({ _id: FORM_ID }, { form: WORKLIST_FORM }, { upsert: true });
  }

  /** Drafts that were kept before tasks knew of them. */
  async #noteDrafts(): Promise<void> {
    const { models } = this.#sources;
    const byTask = new Map<string, { person: string; savedAt: string }[]>();
    for (const { taskId, person, savedAt } of await models.drafts.find({}, { data: 0 }).lean<TaskDraft[]>())
      byTask.set(taskId, [...(byTask.get(taskId) ?? []), { person, savedAt }]);
    for (const [taskId, drafts] of byTask) await models.tasks.updateOne({ _id: taskId }, { $set: { drafts } });
  }

  /** Tasks that were given before units were noted. */
  async #addUnit(task: InboxTask): Promise<void> {
    if (task.state !== 'open' || task.unit) return;
    const holder = task.assignee?.id ?? task.people[0];
    const unit = holder === undefined ? undefined : await this.#sources.organization.organizationOf(holder);
    if (unit) task.unit = unit;
  }

  async #readCounts(): Promise<void> {
    const { models } = this.#sources;
    this.counts.clear();
    for (const { values, count } of await tally(this.#storage, models.desk, ['view', 'owner', 'kind'])) {
      const [view, owner, kind] = values as [DeskRow['view'], string, string];
      this.counts.addDesk({ view, owner, kind }, count);
    }
    const paths = ['closed', 'kind', 'state', 'grade', 'region', 'organization', 'uscc'];
    for (const { values, count } of await tally(this.#storage, models.caseRows, paths, 'audience')) {
      const [closed, kind, state, grade, region, organization, uscc, audience] = values;
      const facts = {
        closed: Boolean(closed),
        kind,
        state,
        ...(grade === null ? {} : { grade }),
        region,
        organization,
        ...(uscc === null ? {} : { uscc }),
      } as CaseFacts;
      this.counts.addCase(String(audience), facts, count);
    }
  }

  /** Open cases that were written without their rows: a crash came between. */
  async #takeOpenCases(): Promise<void> {
    const { cases, models } = this.#sources;
    const known = new Map(
      (await models.caseRows.find({}, { caseId: 1, rev: 1 }).lean<Pick<CaseRow, 'caseId' | 'rev'>[]>()).map((row) => [
        row.caseId,
        row.rev,
      ]),
    );
    for (const { id, rev } of await cases.openRevisions()) if (known.get(id) !== rev) await this.refresh(id);
  }

  /** Makes the rows of a case anew after something other than an engine event changed it or its tasks. */
  async refresh(caseId: string): Promise<void> {
    await this.#sources.cases.project(caseId, async (record) => {
      const tasks = await this.#sources.models.tasks.find({ caseId }).lean<InboxTask[]>();
      return this.writesFor(record, tasks);
    });
  }

  /** What has to be written for the rows to be those of the case and its tasks. `record.rev` is read when it is written. */
  async writesFor(record: CaseRecord, tasks: readonly InboxTask[]): Promise<Write[]> {
    const { models } = this.#sources;
    const [known, stored] = await Promise.all([
      models.caseRows.findOne({ caseId: record._id }).lean<CaseRow | null>(),
      models.desk.find({ caseId: record._id }).lean<DeskRow[]>(),
    ]);
    const { row, desk } = rowsOf(record, tasks, this.#factsOf(record));
    const _id = known?._id ?? (await this.#order.next(record.createdAt));
    const writes: Write[] = [];
    if (
      !known ||
      known.rev !== record.rev ||
      JSON.stringify({ ...known, _id: 0, rev: 0 }) !== JSON.stringify({ _id: 0, ...row, rev: 0 })
    )
      writes.push(() => this.#writeCaseRow(known ?? undefined, { _id, ...row, rev: record.rev }));
    const before = new Map(stored.map((item) => [item._id, item]));
    const changed = desk.filter((item) => JSON.stringify(before.get(item._id)) !== JSON.stringify(item));
    const wanted = new Set(desk.map((item) => item._id));
    const gone = stored.filter((item) => !wanted.has(item._id));
    if (changed.length + gone.length > 0) writes.push(() => this.#writeDesk(before, changed, gone));
    return writes;
  }

  async #writeCaseRow(known: CaseRow | undefined, row: CaseRow): Promise<void> {
    const { caseRows } = this.#sources.models;
    try {
      await plainRows(caseRows).replaceOne({ _id: row._id }, row, { upsert: true });
    } catch (error) {
      // Written before a crash of MongoDB's side of things under another number: the next refresh finds it.
      if (!isDuplicateKey(error, 'caseId')) throw error;
      return;
    }
    this.counts.replaceCase(known, row);
  }

  async #writeDesk(
    before: ReadonlyMap<string, DeskRow>,
    changed: readonly DeskRow[],
    gone: readonly DeskRow[],
  ): Promise<void> {
    await plainRows(this.#sources.models.desk).bulkWrite(
      [
        ...changed.map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })),
        ...gone.map((row) => ({ deleteOne: { filter: { _id: row._id } } })),
      ],
      { ordered: false },
    );
    for (const row of gone) this.counts.addDesk(row, -1);
    for (const row of changed) if (!before.has(row._id)) this.counts.addDesk(row, 1);
  }

  #factsOf(record: CaseRecord): RowFacts {
    const { cases, calendar, clock, organization } = this.#sources;
    const { version, process } = cases.processOf(record);
    const town = organization.regionPath(record.region).at(-1);
    return {
      now: clock.now(),
      calendar: calendar.calendarOf(record.region),
      town: town && { code: town.code, name: town.name },
      stepClock: (task) => {
        const node = process.nodes[task.definitionKey];
        return node && stepClock(version, node, record, task.createdAt);
      },
      clockOnStep: (task) => clockIdOfStep(process.nodes[task.definitionKey]),
    };
  }
}
