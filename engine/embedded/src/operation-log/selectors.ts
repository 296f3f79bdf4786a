import type { JobDefinitionSelector, JobSelector } from '@anliu/engine-protocol';
import { commands } from '@anliu/engine-kernel';
import type { Context } from '@anliu/engine-kernel';
import type { Core } from '../runtime-core.js';
import { inDefinition, inInstance, inJob, inJobDefinition } from './contexts.js';
import type { OperationContext } from './operation.js';

type Definitional = { readonly processDefinitionId: string } | { readonly processDefinitionKey: string };

function ofDefinition({ definitions }: Pick<Core, 'definitions'>, selector: Definitional): OperationContext {
  if ('processDefinitionKey' in selector) return { processDefinitionKey: selector.processDefinitionKey };
  const definition = definitions.byId(selector.processDefinitionId);
  return definition ? inDefinition(definition.row) : {};
}

/** What the log says a selector of job definitions meant. */
export function definitionContextOf(
  core: Pick<Core, 'definitions' | 'rows'>,
  selector: JobDefinitionSelector,
): OperationContext {
  if (!('jobDefinitionId' in selector)) return ofDefinition(core, selector);
  const definition = core.rows.get('jobDefinition', selector.jobDefinitionId);
  return definition ? inJobDefinition(definition) : {};
}

/** What the log says a selector of jobs meant. */
export function selectorContextOf(
  ctx: Context,
  core: Pick<Core, 'definitions' | 'rows'>,
  selector: JobSelector,
): OperationContext {
  if ('jobId' in selector) return inJob(commands.requireJob(ctx, selector.jobId));
  if (!('processInstanceId' in selector)) return definitionContextOf(core, selector);
  const instance = ctx.instance(selector.processInstanceId);
  return instance ? inInstance(core.definitions, instance) : {};
}
