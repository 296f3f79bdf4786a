import { createAccessModule } from '@anliu/access';
import { createCalendarModule } from '@anliu/calendar';
import { createCasesModule } from '@anliu/cases';
import { createChecksModule } from '@anliu/checks';
import { createCodesModule } from '@anliu/codes';
import { createDocumentsModule } from '@anliu/documents';
import { createEnterprisesModule } from '@anliu/enterprises';
import { createFilesModule } from '@anliu/files';
import { createFormsModule } from '@anliu/forms';
import type { AnliuModule, Platform } from '@anliu/kit';
import { createOrganizationModule } from '@anliu/organization';
import { createOperationsModule } from '@anliu/operations';
import { createPacksModule } from '@anliu/packs';
import { createTasksModule } from '@anliu/tasks';

export type ModuleFactory = (platform: Platform) => AnliuModule;

/** The modules of the product in the order in which they are created and started; each may use the services of those before it. */
export const PRODUCT_MODULES: readonly ModuleFactory[] = [
  createOrganizationModule,
  (platform) => createAccessModule(platform),
  createCalendarModule,
  createCodesModule,
  createFilesModule,
  createDocumentsModule,
  createFormsModule,
  createPacksModule,
  createEnterprisesModule,
  createCasesModule,
  createTasksModule,
  createChecksModule,
  createOperationsModule,
];
