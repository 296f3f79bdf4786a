/** One field that was refused. `path` is the data path in the submitted form, e.g. `problems.0.due_date`. */
export interface FieldError {
  path: string;
  code: string;
  message: string;
}

/**
 * The body of every answer that is not 2xx: `{ error: ErrorBody }`.
 * `message` is a Chinese sentence that says what, where and what to do; `incident` is the number of a logged failure (5xx only).
 */
export interface ErrorBody {
  code: string;
  message: string;
  fields?: FieldError[];
  details?: Record<string, unknown>;
  incident?: string;
}

/** Stable codes the browser reacts to; every other code is only shown. */
export const ERROR = {
  unauthenticated: 'AUTH_REQUIRED',
  badCredentials: 'AUTH_BAD_CREDENTIALS',
  codeRequired: 'AUTH_CODE_REQUIRED',
  lockedOut: 'AUTH_LOCKED_OUT',
  forbidden: 'FORBIDDEN',
  notFound: 'NOT_FOUND',
  invalid: 'INVALID',
  formInvalid: 'FORM_INVALID',
  fieldNotWritable: 'FIELD_NOT_WRITABLE',
  stale: 'CASE_STALE',
  taskGone: 'TASK_GONE',
  taskTaken: 'TASK_TAKEN',
  sameOfficer: 'SAME_OFFICER',
  documentOrder: 'DOCUMENT_ORDER',
  /** The file can be read, but not which sheet or what its columns mean: `ImportLayout` shows what to ask. */
  importUnclear: 'IMPORT_UNCLEAR',
  fileTooLarge: 'FILE_TOO_LARGE',
  fileType: 'FILE_TYPE',
  /** No more bytes of files for this person today, for this case, or at all: `details.quota`. */
  uploadQuota: 'UPLOAD_QUOTA',
  tooMany: 'TOO_MANY_REQUESTS',
  csrf: 'CSRF',
  internal: 'INTERNAL',
} as const;
