import { Proposals, type AnliuModule, type Platform } from '@anliu/kit';
import { templatesFolder } from '@anliu/regions';
import { packRoutes } from './http/routes.js';
import { installVersion } from './install.js';
import { PACK_PERMISSIONS } from './permissions.js';
import { publishKind } from './publish-kind.js';
import { PACKS, Packs } from './service.js';

/** Packs as a module of the host; `templates` is the folder of pack folders (default: the installation's). */
export function createPacksModule(platform: Platform, options: { templates?: string } = {}): AnliuModule {
  const packs = new Packs(platform);
  platform.services.provide(PACKS, packs);
  packs.onActivated((version) => installVersion(platform.services, version));
  if (platform.services.has(Proposals)) platform.services.use(Proposals).define(publishKind(packs));
  return {
    name: 'packs',
    permissions: PACK_PERMISSIONS,
    routes: packRoutes(packs, platform),
    start: () => packs.start(options.templates ?? templatesFolder()),
  };
}
