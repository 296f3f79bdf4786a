export { createFilesModule } from './module.js';
export { CASE_ACCESS, FILES, type CaseAccess, type FileHolder, type Files, type UploadKind } from './service.js';
export * from './limits.js';
