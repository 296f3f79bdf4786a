import type { AnliuModule, Platform } from '@anliu/kit';

export type ModuleFactory = (platform: Platform) => AnliuModule;

/** Modules in the order in which they are created and started; each may use the services of those before it. */
const MODULES = [
  ['@anliu/organization', 'createOrganizationModule'],
  ['@anliu/access', 'createAccessModule'],
  ['@anliu/calendar', 'createCalendarModule'],
  ['@anliu/codes', 'createCodesModule'],
  ['@anliu/files', 'createFilesModule'],
  ['@anliu/documents', 'createDocumentsModule'],
  ['@anliu/forms', 'createFormsModule'],
  ['@anliu/packs', 'createPacksModule'],
  ['@anliu/enterprises', 'createEnterprisesModule'],
  ['@anliu/cases', 'createCasesModule'],
  ['@anliu/tasks', 'createTasksModule'],
  ['@anliu/hazard', 'createHazardModule'],
] as const;

/** The factories of every module of the product. `missing` is told about a package that offers none. */
export async function productModules(missing: (name: string) => void): Promise<ModuleFactory[]> {
  const factories: ModuleFactory[] = [];
  for (const [name, factory] of MODULES) {
    const loaded = (await import(name)) as Record<string, unknown>;
    const create = loaded[factory];
    if (typeof create === 'function') factories.push(create as ModuleFactory);
    else missing(name);
  }
  return factories;
}
