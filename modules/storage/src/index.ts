export {
  connect,
  databaseFile,
  dropObsoleteIndexes,
  explain,
  DATABASE_FILE,
  plainRows,
  tally,
  type PlainRows,
  type Storage,
  type Tallied,
} from './storage.js';
export { DatabaseCorruptError, isDuplicateKey, ERROR_CODE } from './errors.js';
export {
  assertPlainData,
  isForbiddenKey,
  literal,
  safeFilter,
  UnsafeDataError,
  type Condition,
  type Scalar,
} from './safe-filter.js';
export * from './limits.js';
export type { DatabaseSnapshot } from './sqlite/snapshot.js';
