import { Access } from '@anliu/access';
import { CASES } from '@anliu/cases';
import { CODES } from '@anliu/codes';
import { Proposals, type AnliuModule, type Platform } from '@anliu/kit';
import { Organization } from '@anliu/organization';
import { PACKS } from '@anliu/packs';
import { TASKS } from '@anliu/tasks';
import type { OperationsContext } from './app/context.js';
import { correctionKind } from './app/correct.js';
import { moveKind } from './app/move.js';
import { tokenKind } from './app/tokens.js';
import { operationsRoutes } from './http/routes.js';
import { INSTALLATION } from './installation.js';
import { PERMISSIONS } from './permissions.js';

/** 运行 as a module of the host; composed after tasks. */
export function createOperationsModule(platform: Platform): AnliuModule {
  const { clock, engine, log, services } = platform;
  const context: OperationsContext = {
    engine,
    clock,
    log,
    cases: services.use(CASES),
    tasks: services.use(TASKS),
    packs: services.use(PACKS),
    codes: services.use(CODES),
    organization: services.use(Organization),
    installation: services.use(INSTALLATION),
  };
  const proposals = services.use(Proposals);
  proposals.define(moveKind(context));
  proposals.define(correctionKind(context));
  proposals.define(tokenKind(context.installation));
  return {
    name: 'operations',
    permissions: PERMISSIONS,
    routes: operationsRoutes(platform, context, services.use(Access)),
  };
}
