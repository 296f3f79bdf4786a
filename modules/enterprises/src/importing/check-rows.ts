import { inSlices, type InPieces } from '@anliu/engine-cooperative';
import type { OrganizationService } from '@anliu/organization';
import { checkRow } from '../domain/check-row.js';
import type { StoredImport, StoredImportRow } from '../store/models.js';
import type { Registry } from '../store/registry.js';
import { SLICE_MS } from './limits.js';
import type { FileRow } from './rows-of-table.js';

/** A row to be checked; one that was dropped takes no part. */
export interface RowToCheck extends FileRow {
  readonly dropped?: boolean;
}

/** Checks all rows together. Rows that are in the registry already stay as they are; dropped ones count for nothing. */
export async function checkRows(
  { registry, organization }: { readonly registry: Registry; readonly organization: OrganizationService },
  batch: StoredImport,
  rows: readonly RowToCheck[],
  before: readonly StoredImportRow[] = [],
): Promise<StoredImportRow[]> {
  const committed = new Map(before.filter((row) => row.state === 'committed').map((row) => [row.row, row]));
  const sameCode = new Map<string, number[]>();
  for (const { row, values, dropped } of rows) {
    if (!values.uscc || dropped) continue;
    const same = sameCode.get(values.uscc);
    if (same) same.push(row);
    else sameCode.set(values.uscc, [row]);
  }
  const registered = await registry.regionsOf([...sameCode.keys()]);
  const check = ({ row, values, dropped }: RowToCheck): StoredImportRow => {
    const done = committed.get(row);
    if (done) return done;
    const problems = dropped
      ? []
      : checkRow(values, {
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
      state: dropped ? 'dropped' : problems.length ? 'bad' : 'good',
      update: registered.has(values.uscc ?? ''),
    };
  };
  return inSlices(inPieces(rows, check), SLICE_MS);
}

function* inPieces<T, R>(items: readonly T[], each: (item: T) => R): InPieces<R[]> {
  const results: R[] = [];
  for (const item of items) {
    results.push(each(item));
    yield;
  }
  return results;
}
