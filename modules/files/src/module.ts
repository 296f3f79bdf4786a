import type { AnliuModule, Platform } from '@anliu/kit';
import { fileRoutes } from './http/routes.js';
import { CASE_ACCESS, Files, FILES } from './service.js';
import { Blobs } from './store/blobs.js';
import { fileModel } from './store/model.js';

/** Uploads and downloads. */
export function createFilesModule(platform: Platform): AnliuModule {
  const blobs = new Blobs(platform.config.dataDir);
  const files = new Files(fileModel(platform.storage), blobs, () => platform.clock.now());
  platform.services.provide(FILES, files);
  const access = () => (platform.services.has(CASE_ACCESS) ? platform.services.use(CASE_ACCESS) : undefined);
  return {
    name: 'files',
    permissions: [],
    routes: fileRoutes(files, access),
    start: () => blobs.clear(),
  };
}
