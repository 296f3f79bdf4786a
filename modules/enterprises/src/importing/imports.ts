import { randomUUID } from 'node:crypto';
import type { ImportLayout, ImportPreview, ImportRow } from '@anliu/contract';
import { afterOthers } from '@anliu/engine-cooperative';
import { conflict, notFound, type AuditEntry, type PersonPrincipal } from '@anliu/kit';
import type { OrganizationService } from '@anliu/organization';
import { plainRows } from '@anliu/storage';
import { normalizeValues } from '../domain/check-row.js';
import { columnByHeading, columnByKey, COLUMNS, type ColumnKey, type RowValues } from '../domain/columns.js';
import type { EnterpriseModels, StoredImport, StoredImportRow } from '../store/models.js';
import type { Registry } from '../store/registry.js';
import { checkRows, type RowToCheck } from './check-rows.js';
import { headingsOf, layoutOf, understood, type Mapping, type Meaning } from './layout.js';
import { KEEP_DAYS, ROWS_AT_ONCE, SAMPLE_ROWS } from './limits.js';
import { Mappings } from './mappings.js';
import { readSheets, tableOf } from './read-table.js';
import { regionNames } from './region-names.js';
import { rowsOfTable } from './rows-of-table.js';
import type { ReadSheet } from './workbook/read-workbook.js';

const DAY_MS = 86_400_000;

/** A value of a column that is wrong alike in many rows, and what it should be. */
export interface Alike {
  readonly column: ColumnKey;
  readonly from: string;
  readonly to: string;
}

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
  readonly #mappings: Mappings;
  /** Imports being changed in this process; changes of one import follow one another. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(parts: ImportParts) {
    this.#parts = parts;
    this.#mappings = new Mappings(parts.models, parts.now);
  }

  /** What to ask about a file that is not clear by itself. Nothing is kept of it. */
  async layout(file: Buffer, by: PersonPrincipal): Promise<ImportLayout> {
    const sheets = await readSheets(file);
    return layoutOf(sheets, await this.#mappings.ofSheets(by.acting.organization.id, sheets));
  }

  /** `meaning`: what the person says about sheet and columns; remembered for the next file with the same headings. */
  async upload(file: Buffer, fileName: string, by: PersonPrincipal, meaning: Meaning = {}): Promise<ImportPreview> {
    const { models, now } = this.#parts;
    const { organization } = by.acting;
    const sheets = await readSheets(file);
    const remembered = await this.#mappings.ofSheets(organization.id, sheets);
    const { sheet, columns, isRemembered } = understood(sheets, meaning, remembered);
    const fileRows = rowsOfTable(tableOf(sheet), columns);
    const mapping = this.#mappings.idOf(organization.id, sheet);
    const batch: StoredImport = {
      _id: randomUUID(),
      fileName,
      by: by.person.id,
      organization: organization.id,
      region: organization.region,
      state: 'open',
      createdAt: now(),
      ...(isRemembered ? { mapping, remembered: saidOf(sheet, columns) } : {}),
    };
    const codeOf = regionNames(this.#parts.organization, batch.region);
    const rows = fileRows.map(({ row, values }) => ({ row, values: codeOf(values) }));
    const checked = await checkRows(this.#parts, batch, rows);
    // The import itself comes last: without it its rows are nothing.
    for (let at = 0; at < checked.length; at += ROWS_AT_ONCE) {
      await plainRows(models.rows).insertMany(checked.slice(at, at + ROWS_AT_ONCE));
      await afterOthers();
    }
    await models.imports.create(batch);
    if (isRemembered) await this.#mappings.used(mapping);
    else if (meaning.columns) await this.#mappings.remember(organization.id, sheet, columns);
    return preview(batch, checked);
  }

  /** Forgets what the headings of this import's file were said to mean: the next one like it is asked about again. */
  async forgetMapping(id: string, by: PersonPrincipal): Promise<ImportPreview> {
    const batch = await this.#mine(id, by);
    if (batch.mapping !== undefined) await this.#mappings.forget(batch.mapping);
    await this.#parts.models.imports.updateOne({ _id: { $eq: id } }, { $unset: { mapping: 1, remembered: 1 } });
    return this.preview(id, by);
  }

  async preview(id: string, by: PersonPrincipal): Promise<ImportPreview> {
    const batch = await this.#mine(id, by);
    return preview(batch, await this.#rows(id));
  }

  /** Replaces the values of a row that is not in the registry yet; rows it duplicated, or now duplicates, are looked at again. */
  correct(id: string, row: number, values: RowValues, by: PersonPrincipal): Promise<ImportPreview> {
    return this.#change(id, by, (rows, codeOf) => {
      const wanted = openRow(rows, row);
      return rows.map((one) =>
        one === wanted ? { ...one, values: codeOf(normalizeValues({ ...one.values, ...values })) } : one,
      );
    });
  }

  /** Gives every bad row that has this value in a column where it is wrong another one. An empty value is one too. */
  correctAlike(id: string, { column, from, to }: Alike, by: PersonPrincipal): Promise<ImportPreview> {
    return this.#change(id, by, (rows, codeOf) => {
      const isAlike = (row: StoredImportRow): boolean =>
        row.state === 'bad' &&
        (row.values[column] ?? '') === from &&
        row.problems.some((problem) => problem.column === column);
      if (!rows.some(isAlike)) throw conflict('NOTHING_ALIKE', '没有这样的值了，可能已经改正，请核对后再试。');
      return rows.map((one) =>
        isAlike(one) ? { ...one, values: codeOf(normalizeValues({ ...one.values, [column]: to })) } : one,
      );
    });
  }

  /** Takes a row out of the import, or back in. A row it duplicated is looked at again. */
  drop(id: string, row: number, dropped: boolean, by: PersonPrincipal): Promise<ImportPreview> {
    return this.#change(id, by, (rows) => {
      const wanted = openRow(rows, row);
      return rows.map((one) => (one === wanted ? { ...one, state: dropped ? 'dropped' : 'good' } : one));
    });
  }

  /** Changes rows that are not in the registry yet, checks all of them again and keeps what is different now. */
  #change(
    id: string,
    by: PersonPrincipal,
    change: (rows: StoredImportRow[], codeOf: (values: RowValues) => RowValues) => readonly StoredImportRow[],
  ): Promise<ImportPreview> {
    return this.#inTurn(id, async () => {
      const batch = await this.#mine(id, by);
      const rows = await this.#rows(id);
      const changed = change(rows, regionNames(this.#parts.organization, batch.region));
      const checked = await checkRows(this.#parts, batch, changed.map(toCheck), rows);
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
    const rows = await checkRows(this.#parts, batch, before.map(toCheck), before);
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

/** A row that may still be changed. @throws AppError when there is none, or it is in the registry */
function openRow(rows: readonly StoredImportRow[], row: number): StoredImportRow {
  const wanted = rows.find((candidate) => candidate.row === row);
  if (!wanted) throw notFound(`本次导入没有第 ${row} 行。`);
  if (wanted.state === 'committed') throw conflict('ROW_COMMITTED', `第 ${row} 行已导入，请到企业档案中修改。`);
  return wanted;
}

const toCheck = ({ row, values, state }: StoredImportRow): RowToCheck => ({
  row,
  values,
  dropped: state === 'dropped',
});

/** The headings that do not speak for themselves, and what they were said to mean. */
const saidOf = (sheet: ReadSheet, columns: Mapping): NonNullable<StoredImport['remembered']> =>
  headingsOf(sheet).flatMap((heading, index) => {
    const key = columns[index] ?? null;
    return key === null || key === columnByHeading(heading)?.key
      ? []
      : [{ heading, title: columnByKey(key)?.title ?? key }];
  });

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
    dropped: rows.filter((row) => row.state === 'dropped').map(view),
    ...(batch.remembered?.length ? { remembered: batch.remembered } : {}),
    sample: [...good, ...committed].slice(0, SAMPLE_ROWS).map(view),
    columns: COLUMNS.map(({ key, title, required }) => ({ key, title, required })),
  };
}

const view = ({ row, values, problems, state, update }: StoredImportRow): ImportRow => ({
  row,
  values: values as Record<string, string>,
  problems,
  state,
  update,
});
