import type { ProposalView } from './proposal.js';

/** One row of a table of people, as text. A person with several posts has several rows. */
export interface PersonRowValues {
  name: string;
  login: string;
  unit: string;
  post: string;
  phone: string;
  certificate: string;
  from: string;
  until: string;
}

export interface PeopleRow {
  /** As a spreadsheet shows it. */
  row: number;
  values: PersonRowValues;
  /** Sentences; empty when the row can be imported. */
  problems: string[];
}

/** `POST /api/accounts/import/file` and `/check`. */
export interface PeopleImport {
  rows: PeopleRow[];
  /** Units that are made along. */
  newUnits: string[];
}

/** `POST /api/accounts/import`: passwords are shown this once; the posts wait for a second administrator. */
export interface PeopleImported {
  created: { name: string; login: string; password: string }[];
  refused: PeopleRow[];
  proposal: ProposalView;
}
