import { BadUserRequestError, NotFoundError, UnsupportedError } from '@anliu/engine-protocol';
import type { DeleteDeploymentOptions, RepositoryService } from '@anliu/engine-protocol';
import { commands } from '@anliu/engine-kernel';
import type { ProcessDefinition } from '@anliu/engine-kernel';
import { currentUser } from '../authentication.js';
import { deployDecisions, parseDecisionResources, removeDecisions } from '../decisions/deploy.js';
import { deploy, parseResources, removeDefinition, requireDeployment } from '../deploy.js';
import { deleteHistoryOf } from '../history-removal.js';
import type { Core } from '../runtime-core.js';
import { refuseExecutionDate } from './execution-date.js';
import { inDefinition } from '../operation-log/contexts.js';
import { suspension } from '../operation-log/instances.js';
import { changed, given } from '../operation-log/operation.js';
import { deploymentCreated, onDefinition, onDeployment } from '../operation-log/repository.js';
import { definitionContextOf } from '../operation-log/selectors.js';
import {
  toDecisionDefinitionDto,
  toDecisionRequirementsDefinitionDto,
  toDeploymentDto,
  toProcessDefinitionDto,
} from '../queries/index.js';

/** Ends the running instances of definitions that are about to go; called instances go with their callers. */
async function removeInstances(
  core: Core,
  definitions: readonly ProcessDefinition[],
  options: DeleteDeploymentOptions,
): Promise<void> {
  const running = (): { id: string }[] =>
    definitions.flatMap((row) =>
      core.rows.where('execution', "kind = 'instance' AND process_definition_id = ? ORDER BY id", row.id),
    );
  if (!options.cascade) {
    if (running().length === 0) return;
    throw new BadUserRequestError(
      'Cannot delete: there are running process instances; use cascade to delete them as well',
    );
  }
  await core.processor.executeAfterWrites((ctx) => {
    for (const { id } of running()) {
      if (!ctx.instance(id)) continue;
      commands.removeInstance(ctx, id, {
        reason: 'deployment deleted',
        skipCustomListeners: options.skipCustomListeners,
        skipIoMappings: options.skipIoMappings,
      });
    }
  });
}

/** The definitions of a kind that a deployment brought, by id; null when it brought none. */
const byId = <Row extends { readonly id: string }, Dto>(
  rows: readonly Row[],
  show: (row: Row) => Dto,
): Record<string, Dto> | null =>
  rows.length === 0 ? null : Object.fromEntries(rows.map((row) => [row.id, show(row)]));

export function repositoryService(core: Core): RepositoryService {
  const { processor, deployer, rows, definitions, decisions, newId, grants } = core;
  const remove = (rowsToRemove: readonly ProcessDefinition[], cascade: boolean): void => {
    for (const row of [...rowsToRemove].sort((a, b) => b.version - a.version)) {
      removeDefinition(deployer, row);
      if (cascade) deleteHistoryOf(core.db, row.id);
    }
  };
  return {
    ...core.reads.repository,

    async createDeployment(input) {
      if (input.activationTime)
        throw new UnsupportedError(
          'deployment-activation-time is not supported: deploy, and activate the definitions when it is time',
        );
      const userId = currentUser();
      const parsed = await parseResources(input, core.historySettings.enforceTimeToLive);
      const parsedDecisions = parseDecisionResources(input);
      try {
        const {
          deployment,
          definitions: deployed,
          ...dmn
        } = await processor.executeSql((log) => {
          const done = deploy(deployer, input, parsed);
          log(() => deploymentCreated(done.deployment, input));
          if (userId !== null) grants?.give({ userId }, 'Deployment', done.deployment.id, ['READ', 'DELETE']);
          const isNew = ({ resourceName }: { readonly resourceName: string }) => done.resources.has(resourceName);
          return {
            ...done,
            ...deployDecisions({ rows, decisions, newId }, done.deployment, parsedDecisions.filter(isNew)),
          };
        });
        return {
          ...toDeploymentDto(deployment),
          deployedProcessDefinitions: byId(deployed, toProcessDefinitionDto),
          deployedDecisionDefinitions: byId(dmn.decisions, toDecisionDefinitionDto),
          deployedDecisionRequirementsDefinitions: byId(dmn.requirements, toDecisionRequirementsDefinitionDto),
        };
      } catch (error) {
        definitions.forget();
        throw error;
      }
    },
    async deleteDeployment(id, options = {}) {
      const inDeployment = (): ProcessDefinition[] => rows.where('processDefinition', 'deployment_id = ?', id);
      requireDeployment(rows, id);
      await removeInstances(core, inDeployment(), options);
      await processor.executeSql((log) => {
        const tenantId = rows.get('deployment', id)?.tenantId ?? null;
        log(() => onDeployment('Delete', { id, tenantId }, given({ cascade: options.cascade ?? false })));
        remove(inDeployment(), options.cascade ?? false);
        removeDecisions({ rows, decisions }, id, options.cascade ?? false);
        for (const resource of rows.where('resource', 'deployment_id = ?', id)) rows.remove('resource', resource.id);
        rows.remove('deployment', id);
        grants?.forget('Deployment', id);
      });
    },
    async deleteProcessDefinition(id, options = {}) {
      const row = rows.get('processDefinition', id);
      if (!row) throw new NotFoundError(`No process definition found with id '${id}'`);
      await removeInstances(core, [row], options);
      await processor.executeSql((log) => {
        log(() => onDefinition('Delete', [changed('cascade', false, options.cascade ?? false)], inDefinition(row)));
        remove([row], options.cascade ?? false);
      });
    },
    async setProcessDefinitionSuspended(selector, input) {
      refuseExecutionDate(input.executionDate);
      const { suspended } = input;
      const changedIds = await processor.executeSql((log) => {
        log(() =>
          onDefinition(
            suspended ? 'SuspendProcessDefinition' : 'ActivateProcessDefinition',
            given({
              suspensionState: suspension(suspended),
              includeProcessInstances: input.includeProcessInstances ?? false,
            }),
            definitionContextOf(core, selector),
          ),
        );
        const found =
          'processDefinitionId' in selector
            ? rows.where('processDefinition', 'id = ?', selector.processDefinitionId)
            : rows
                .where('processDefinition', 'key = ?', selector.processDefinitionKey)
                .filter((row) => selector.tenantId === undefined || row.tenantId === selector.tenantId);
        if (found.length === 0) throw new NotFoundError('No matching process definition');
        for (const row of found) {
          rows.put('processDefinition', { ...row, suspended });
          for (const one of rows.where('jobDefinition', 'process_definition_id = ?', row.id))
            rows.put('jobDefinition', { ...one, suspended });
          for (const job of rows.where('job', 'process_instance_id IS NULL AND process_definition_id = ?', row.id)) {
            rows.put('job', { ...job, suspended });
          }
        }
        definitions.forget();
        return found.map(({ id }) => id);
      });
      await processor.executeAfterWrites((ctx) => {
        for (const definitionId of changedIds) {
          if (input.includeProcessInstances) {
            for (const { id } of rows.where(
              'execution',
              "kind = 'instance' AND process_definition_id = ?",
              definitionId,
            )) {
              commands.suspendInstance(ctx, id, suspended);
            }
          } else {
            for (const { id } of rows.where(
              'job',
              'process_definition_id = ? AND process_instance_id IS NOT NULL',
              definitionId,
            )) {
              commands.setJobSuspended(ctx, id, suspended);
            }
          }
        }
      });
    },
    setProcessDefinitionHistoryTimeToLive: (id, days) =>
      processor.executeSql((log) => {
        const row = rows.get('processDefinition', id);
        if (!row) throw new NotFoundError(`No process definition found with id '${id}'`);
        const change = changed('historyTimeToLive', row.historyTimeToLive, days);
        log(() => onDefinition('UpdateHistoryTimeToLive', [change], inDefinition(row)));
        rows.put('processDefinition', { ...row, historyTimeToLive: days });
        definitions.forget(id);
      }),
  };
}
