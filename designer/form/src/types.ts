import type { EnterpriseValue, FileRef, FormCode, FormData, FormError, PersonValue } from '@anliu/form-model';

export type FormLocale = 'zh-CN' | 'en';

/** What a form needs from outside; the application answers by HTTP. Each may be absent: the field then says so. */
export interface FormServices {
  /** Entries of a code table in force on a day. Asked once per table and day. */
  loadCodes?(codeId: string, onDate: string): Promise<readonly FormCode[]>;
  searchPeople?(query: { text: string; posts?: readonly string[] }): Promise<PersonValue[]>;
  searchEnterprises?(text: string): Promise<EnterpriseValue[]>;
  /** Regions for the picker, `parent` gives the tree. */
  loadRegions?(within?: string): Promise<readonly FormCode[]>;
  /** Sends one file; `onProgress` gets 0–1. Rejects with an error whose message is a sentence for the person. */
  upload?(file: File, options: { onProgress(fraction: number): void; signal: AbortSignal }): Promise<FileRef>;
  /** Addresses of stored files; defaults to those in the value. */
  fileUrl?(file: FileRef): string;
  thumbnailUrl?(file: FileRef): string;
}

/** An error the server found; `field` or `path` is the data path, e.g. `problems.0.due_date`. */
export interface ServerError {
  path?: string;
  field?: string;
  code?: string;
  message: string;
}

/** What a mounted `<AnliuForm>` offers through its ref. */
export interface AnliuFormHandle {
  /**
   * Decides everything as the server will, shows what is wrong and moves the focus to the summary. `outcome` is how the step is
   * to be finished, for rules that ask. Empty means it may be sent.
   */
  validate(outcome?: string): Promise<FormError[]>;
  /** What to send: only what this view may write. */
  submission(): FormData;
  /** Uploads are still running. */
  readonly uploading: boolean;
  /** Something was typed since the form was opened or last reset. */
  readonly dirty: boolean;
  /** Puts the focus on a field by data path. */
  focus(path: string): void;
}
