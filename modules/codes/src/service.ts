import type { CodeItem } from '@anliu/contract';
import { serviceToken } from '@anliu/kit';
import type { CodeTable } from './domain/table.js';

export interface CodesService {
  /** Entries of a table in force on a day (`YYYY-MM-DD`), from memory; `undefined` when there is no such table. */
  codes(codeId: string, onDate: string): readonly CodeItem[] | undefined;
  /** The words for a stored code; the code itself when nothing is known of it. */
  nameOf(codeId: string, code: string, onDate: string): string;
  /** Installs tables, replacing those of the same id. `origin` is `<pack>@<version>`. */
  install(tables: readonly CodeTable[], origin: string): Promise<void>;
  list(): readonly { id: string; title: string; items: number }[];
}

export const CODES = serviceToken<CodesService>('codes');
