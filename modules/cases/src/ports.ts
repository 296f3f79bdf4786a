import type { DocumentView, FileView } from '@anliu/contract';

/** What cases need of documents. */
export interface DocumentsPort {
  /** The next number of a pattern; the same `key` gets the same number for ever. */
  allocateNumber(input: { pattern: string; key: string; region: string; at: Date }): Promise<string>;
  /** Documents of a case, oldest first. */
  list(caseId: string): Promise<DocumentView[]>;
}

/** What cases need of files. */
export interface FilesPort {
  /**
   * From now on the files belong to the case: whoever may read it may read them. With `person` only files this person uploaded or that
   * are on the case already. Repeating is harmless. @throws AppError 409
   */
  attach(ids: readonly string[], caseId: string, person?: string): Promise<void>;
  /** Views in the order of `ids`; unknown ones are left out. */
  views(ids: readonly string[]): Promise<FileView[]>;
}
