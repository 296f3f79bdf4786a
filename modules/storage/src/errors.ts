import mongoose from 'mongoose';

/** MongoDB's numbers for what a caller may want to tell apart. */
export const ERROR_CODE = {
  badValue: 2,
  typeMismatch: 14,
  pathNotViable: 28,
  conflictingUpdate: 40,
  immutableField: 66,
  indexNotFound: 27,
  indexConflict: 86,
  notSupported: 115,
  dollarPrefixed: 52,
  tooDeep: 15,
  tooLarge: 10334,
  duplicateKey: 11000,
} as const;

/** The error class that MongoDB's driver throws, so that callers need one kind of handling for both back ends. */
export function serverError(
  code: number,
  message: string,
  more: Record<string, unknown> = {},
): mongoose.mongo.MongoServerError {
  return new mongoose.mongo.MongoServerError({ message, errmsg: message, code, ...more });
}

export const notSupported = (what: string): mongoose.mongo.MongoServerError =>
  serverError(ERROR_CODE.notSupported, `${what} is not supported by the embedded SQLite storage`);

/** E11000 with the index, its key and the value that is already taken. */
export function duplicateKey(
  collection: string,
  index: string,
  keyPattern: Record<string, unknown>,
  keyValue: Record<string, unknown>,
): mongoose.mongo.MongoServerError {
  return serverError(
    ERROR_CODE.duplicateKey,
    `E11000 duplicate key error collection: ${collection} index: ${index} dup key: ${JSON.stringify(keyValue)}`,
    { keyPattern, keyValue },
  );
}

/** True for a unique violation of either back end. `field` asks for one of the fields of the violated index. */
export function isDuplicateKey(error: unknown, field?: string): boolean {
  if (!(error instanceof Error) || (error as { code?: unknown }).code !== ERROR_CODE.duplicateKey) return false;
  if (field === undefined) return true;
  const pattern = (error as { keyPattern?: Record<string, unknown> }).keyPattern;
  return pattern !== undefined && Object.hasOwn(pattern, field);
}

/** The database cannot be read: it was damaged, or it is no database. */
export class DatabaseCorruptError extends Error {
  readonly code = 'DATABASE_CORRUPT';
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(`the database ${file} is damaged: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'DatabaseCorruptError';
    this.file = file;
  }
}

/** True when SQLite found a page that cannot be. */
export const isCorrupt = (error: unknown): boolean =>
  /^SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown } | null)?.code));
