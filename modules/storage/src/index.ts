export { connect, databaseFile, explain, DATABASE_FILE, type Storage } from './storage.js';
export { isDuplicateKey, ERROR_CODE } from './errors.js';
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
