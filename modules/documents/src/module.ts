import { CASE_ACCESS, FILES } from '@anliu/files';
import type { AnliuModule, Platform } from '@anliu/kit';
import { documentRoutes, VOID_PERMISSION } from './http/routes.js';
import { DOCUMENT_SOURCE, Documents, DOCUMENTS } from './service.js';
import { documentModel } from './store/documents.js';
import { Numbers } from './store/numbers.js';
import { say } from './sentences.js';

/** Official documents: numbers, drafts, issue. Composed after files. */
export function createDocumentsModule(platform: Platform): AnliuModule {
  const { services, storage, clock } = platform;
  const files = services.use(FILES);
  const documents = new Documents(documentModel(storage), new Numbers(storage), files, () => clock.now());
  services.provide(DOCUMENTS, documents);
  return {
    name: 'documents',
    permissions: [{ id: VOID_PERMISSION, title: say.permissionVoid }],
    routes: documentRoutes({
      documents,
      files,
      source: () => services.use(DOCUMENT_SOURCE),
      access: () => (services.has(CASE_ACCESS) ? services.use(CASE_ACCESS) : undefined),
    }),
  };
}
