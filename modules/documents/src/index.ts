export { createDocumentsModule } from './module.js';
export {
  DOCUMENTS,
  DOCUMENT_SOURCE,
  type DocumentKind,
  type DocumentRequest,
  type Documents,
  type DocumentSource,
  type PreparedDocument,
} from './service.js';
export { parseTemplate, TemplateError, type Template } from './domain/template.js';
export { merge, type MergeInput } from './domain/merge.js';
export * from './limits.js';
