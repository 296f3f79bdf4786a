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

/** `POST /api/enterprises/imports` (multipart, field `file`) → preview; nothing is stored in the registry yet. */
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
  /** First good rows, to look at. */
  sample: ImportRow[];
  columns: { key: string; title: string; required: boolean }[];
}

export interface ImportRow {
  row: number;
  values: Record<string, string>;
  problems: { column: string; title: string; code: string; message: string }[];
  state: 'good' | 'bad' | 'committed';
  /** The enterprise is already registered; the row is an update. */
  update?: boolean;
}
