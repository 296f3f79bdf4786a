import type { AnliuModule, Platform } from '@anliu/kit';
import { fileRoutes } from './http/routes.js';
import { SWEEP_EVERY_MS } from './limits.js';
import { CASE_ACCESS, Files, FILES } from './service.js';
import { Blobs } from './store/blobs.js';
import { fileModel } from './store/model.js';

/** Uploads and downloads. */
export function createFilesModule(platform: Platform): AnliuModule {
  const blobs = new Blobs(platform.config.dataDir);
  const files = new Files(fileModel(platform.storage), blobs, () => platform.clock.now());
  platform.services.provide(FILES, files);
  const access = () => (platform.services.has(CASE_ACCESS) ? platform.services.use(CASE_ACCESS) : undefined);
  let sweeper: NodeJS.Timeout | undefined;
  /** One record says what a look removed; a look that removed nothing is none. */
  const sweep = async (): Promise<void> => {
    const detail = await files.sweep();
    if (detail.removed > 0)
      await platform.audit({ action: 'file.sweep', target: '', outcome: 'done', by: 'system', detail });
  };
  return {
    name: 'files',
    permissions: [],
    routes: fileRoutes(files, access),
    async start() {
      await blobs.clear();
      sweeper = setInterval(
        () =>
          void sweep().catch((error: unknown) =>
            platform.log.error('sweep of files failed', { reason: String(error) }),
          ),
        SWEEP_EVERY_MS,
      );
      sweeper.unref();
    },
    async stop() {
      clearInterval(sweeper);
    },
  };
}
