import { randomUUID } from 'node:crypto';
import type { ImportPreview, ImportRow } from '@anliu/contract';
import { inSlices, type InPieces } from '@anliu/engine-cooperative';
import { conflict, notFound, type AuditEntry, type PersonPrincipal } from '@anliu/kit';
import type { OrganizationService } from '@anliu/organization';
import { checkRow, normalizeValues } from '../domain/check-row.js';
import { COLUMNS, type RowValues } from '../domain/columns.js';
import type { EnterpriseModels, StoredImport, StoredImportRow } from '../store/models.js';
import type { Registry } from '../store/registry.js';
import { KEEP_DAYS, SAMPLE_ROWS, SLICE_MS } from './limits.js';
import { readTable } from './read-table.js';
import { regionNames } from './region-names.js';
import { rowsOfTable, type FileRow } from './rows-of-table.js';

const DAY_MS = 86_400_000;

export interface ImportParts {
  readonly models: EnterpriseModels;
  readonly registry: Registry;
  readonly organization: OrganizationService;
  readonly now: () => Date;
  audit(entry: AuditEntry): Promise<void>;
}

/**
 * Imports from a file: looked at first, corrected row by row, then committed. Every row knows whether it is in the registry, and the
 * registry knows the row it came from, so a commit can be interrupted and repeated without anything being imported twice.
 */
export class Imports {
  readonly #parts: ImportParts;
  /** Imports being changed in this process; changes of one import follow one another. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(parts: ImportParts) {
    this.#parts = parts;
  }

  async upload(file: Buffer, fileName: string, by: PersonPrincipal): Promise<ImportPreview> {
    const { models, now } = this.#parts;
    const { organization } = by.acting;
    const batch: StoredImport = {
      _id: randomUUID(),
      fileName,
      by: by.person.id,
      organization: organization.id,
      region: organization.region,
      state: 'open',
      createdAt: now(),
    };
    const codeOf = regionNames(this.#parts.organization, batch.region);
    const rows = rowsOfTable(await readTable(file)).map(({ row, values }) => ({ row, values: codeOf(values) }));
    const checked = await this.#check(batch, rows);
    // The import itself comes last: without it its rows are nothing.
    await models.rows.insertMany(checked);
    await models.imports.create(batch);
    return preview(batch, checked);
  }

  async preview(id: string, by: PersonPrincipal): Promise<ImportPreview> {
    const batch = await this.#mine(id, by);
    return preview(batch, await this.#rows(id));
  }

  /** Replaces the values of a row that is not in the registry yet; rows it duplicated, or now duplicates, are looked at again. */
  correct(id: string, row: number, values: RowValues, by: PersonPrincipal): Promise<ImportPreview> {
    return this.#inTurn(id, async () => {
      const batch = await this.#mine(id, by);
      const rows = await this.#rows(id);
      const wanted = rows.find((candidate) => candidate.row === row);
      if (!wanted) throw notFound(`本次导入没有第 ${row} 行。`);
      if (wanted.state === 'committed') throw conflict('ROW_COMMITTED', `第 ${row} 行已导入，请到企业档案中修改。`);
      const codeOf = regionNames(this.#parts.organization, batch.region);
      const next = rows.map((candidate): FileRow =>
        candidate.row === row
          ? { row, values: codeOf(normalizeValues({ ...candidate.values, ...values })) }
          : { row: candidate.row, values: candidate.values },
      );
      const checked = await this.#check(batch, next, rows);
      for (const [index, after] of checked.entries()) {
        if (JSON.stringify(after) === JSON.stringify(rows[index])) continue;
        const { _id, ...fields } = after;
        await this.#parts.models.rows.updateOne({ _id: { $eq: _id } }, { $set: fields });
      }
      return preview(batch, checked);
    });
  }

  /** Brings every good row into the registry. Repeated or resumed, it goes on where it was. */
  commit(id: string, by: PersonPrincipal): Promise<ImportPreview> {
    return this.#inTurn(id, async () => {
      const batch = await this.#mine(id, by);
      await this.#run(batch);
      return preview(batch, await this.#rows(id));
    });
  }

  async rejected(id: string, by: PersonPrincipal): Promise<ImportRow[]> {
    return (await this.preview(id, by)).rejected;
  }

  /** After a restart: finishes commits that were cut off, forgets old imports. */
  async recover(): Promise<void> {
    const { models, now } = this.#parts;
    for (const batch of await models.imports.find({ state: 'committing' }).lean<StoredImport[]>()) {
      await this.#inTurn(batch._id, () => this.#run(batch));
    }
    const old = await models.imports
      .find({ createdAt: { $lt: new Date(now().getTime() - KEEP_DAYS * DAY_MS) } })
      .lean<StoredImport[]>();
    for (const batch of old) {
      await models.imports.deleteOne({ _id: { $eq: batch._id } });
      await models.rows.deleteMany({ import: { $eq: batch._id } });
    }
  }

  async #run(batch: StoredImport): Promise<void> {
    const { models, registry, now, audit } = this.#parts;
    await models.imports.updateOne({ _id: { $eq: batch._id } }, { $set: { state: 'committing' } });
    // Between preview and commit another import may have registered an enterprise elsewhere: look again.
    const before = await this.#rows(batch._id);
    const rows = await this.#check(
      batch,
      before.map(({ row, values }) => ({ row, values })),
      before,
    );
    let created = 0;
    let updated = 0;
    for (const row of rows) {
      if (row.state !== 'good') {
        if (row.state === 'bad')
          await models.rows.updateOne({ _id: { $eq: row._id } }, { $set: { state: 'bad', problems: row.problems } });
        continue;
      }
      const done = await registry.put(row.values, `import:${row._id}`, batch.by, now());
      if (done === 'created') created += 1;
      if (done === 'updated') updated += 1;
      await models.rows.updateOne({ _id: { $eq: row._id } }, { $set: { state: 'committed', problems: [] } });
    }
    if (created + updated > 0) {
      await audit({
        action: 'enterprise.import',
        target: batch._id,
        outcome: 'done',
        by: batch.by,
        detail: { fileName: batch.fileName, created, updated },
      });
    }
    await models.imports.updateOne({ _id: { $eq: batch._id } }, { $set: { state: 'open' } });
  }

  /** Checks all rows together. Rows that are in the registry already stay as they are. */
  async #check(
    batch: StoredImport,
    rows: readonly FileRow[],
    before: readonly StoredImportRow[] = [],
  ): Promise<StoredImportRow[]> {
    const { registry, organization } = this.#parts;
    const committed = new Map(before.filter((row) => row.state === 'committed').map((row) => [row.row, row]));
    const sameCode = new Map<string, number[]>();
    for (const { row, values } of rows) {
      if (!values.uscc) continue;
      const same = sameCode.get(values.uscc);
      if (same) same.push(row);
      else sameCode.set(values.uscc, [row]);
    }
    const registered = await registry.regionsOf([...sameCode.keys()]);
    const check = ({ row, values }: FileRow): StoredImportRow => {
      const done = committed.get(row);
      if (done) return done;
      const problems = checkRow(values, {
        regionExists: (code) => organization.region(code) !== undefined && code.length >= 6,
        regionAllowed: (code) => organization.isWithin(code, batch.region),
        rowsOfCode: sameCode.get(values.uscc ?? '') ?? [],
        row,
        registeredIn: registered.get(values.uscc ?? ''),
      });
      return {
        _id: `${batch._id}:${row}`,
        import: batch._id,
        row,
        values,
        problems,
        state: problems.length ? 'bad' : 'good',
        update: registered.has(values.uscc ?? ''),
      };
    };
    return inSlices(inPieces(rows, check), SLICE_MS);
  }

  async #mine(id: string, by: PersonPrincipal): Promise<StoredImport> {
    const batch = await this.#parts.models.imports.findById(id).lean<StoredImport>();
    if (!batch || batch.organization !== by.acting.organization.id) throw notFound('没有这次导入，或它属于其他机构。');
    return batch;
  }

  async #rows(id: string): Promise<StoredImportRow[]> {
    const stored = await this.#parts.models.rows
      .find({ import: { $eq: id } })
      .sort({ row: 1 })
      .lean<StoredImportRow[]>();
    return stored.map(({ _id, import: batch, row, values, problems, state, update }) => ({
      _id,
      import: batch,
      row,
      values,
      problems,
      state,
      update,
    }));
  }

  async #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(id) ?? Promise.resolve()).catch(() => undefined).then(work);
    this.#turns.set(id, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(id) === turn) this.#turns.delete(id);
    }
  }
}

function preview(batch: StoredImport, rows: readonly StoredImportRow[]): ImportPreview {
  const good = rows.filter((row) => row.state === 'good');
  const bad = rows.filter((row) => row.state === 'bad');
  const committed = rows.filter((row) => row.state === 'committed');
  return {
    id: batch._id,
    fileName: batch.fileName,
    state: committed.length > 0 && good.length === 0 ? 'committed' : 'preview',
    total: rows.length,
    good: good.length,
    bad: bad.length,
    committed: committed.length,
    updates: good.filter((row) => row.update).length,
    rejected: bad.map(view),
    sample: [...good, ...committed].slice(0, SAMPLE_ROWS).map(view),
    columns: COLUMNS.map(({ key, title, required }) => ({ key, title, required })),
  };
}

function* inPieces<T, R>(items: readonly T[], each: (item: T) => R): InPieces<R[]> {
  const results: R[] = [];
  for (const item of items) {
    results.push(each(item));
    yield;
  }
  return results;
}

const view = ({ row, values, problems, state, update }: StoredImportRow): ImportRow => ({
  row,
  values: values as Record<string, string>,
  problems,
  state,
  update,
});
