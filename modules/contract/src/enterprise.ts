/** One row of 一企一档 as lists and pickers show it. */
export interface EnterpriseSummary {
  uscc: string;
  name: string;
  region: string;
  regionName: string;
  sector?: string;
  scale?: string;
  address?: string;
  principal?: string;
  principalPhone?: string;
  status: string;
}

export interface EnterpriseDetail extends EnterpriseSummary {
  version: number;
  legalRepresentative?: string;
  industry?: string;
  safetyHead?: string;
  safetyHeadPhone?: string;
  staffTotal?: number;
  updatedAt: string;
}

/**
 * `POST /api/enterprises/imports/layout` (multipart, field `file`): what the person is asked when a file is not clear by itself
 * (`IMPORT_UNCLEAR`). Nothing is kept.
 */
export interface ImportLayout {
  sheets: {
    /** Empty for a CSV. */
    name: string;
    hidden: boolean;
    /** Rows with content below the heading. */
    rows: number;
    /** The row the heading stands in, counting from 1. */
    heading: number;
    /** `key`: what the column is taken for; null when it is not known. */
    columns: { heading: string; key: string | null; example: string }[];
  }[];
  fields: { key: string; title: string; required: boolean }[];
}

/**
 * `POST /api/enterprises/imports` (multipart, field `file`) → preview; nothing is stored in the registry yet. `?sheet=` says which
 * sheet is meant, `?columns=` what its columns are (keys in their order, joined by commas, empty for one that is left out); that is
 * remembered for the office's next file with the same headings.
 */
export interface ImportPreview {
  id: string;
  fileName: string;
  state: 'preview' | 'committed';
  total: number;
  good: number;
  bad: number;
  committed: number;
  /** Good rows whose enterprise is already registered: committing them updates it. */
  updates?: number;
  /** Bad rows with every reason; `row` is the row in the file as a spreadsheet shows it (header = 1). */
  rejected: ImportRow[];
  /** Rows that were taken out and are not imported. */
  dropped: ImportRow[];
  /** Headings that mean what was said for an earlier file with the same ones; absent when they speak for themselves. */
  remembered?: { heading: string; title: string }[];
  /** First good rows, to look at. */
  sample: ImportRow[];
  columns: { key: string; title: string; required: boolean }[];
}

export interface ImportRow {
  row: number;
  values: Record<string, string>;
  problems: { column: string; title: string; code: string; message: string }[];
  state: 'good' | 'bad' | 'committed' | 'dropped';
  /** The enterprise is already registered; the row is an update. */
  update?: boolean;
}
