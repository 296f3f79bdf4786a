import { BadUserRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { BatchService, InstancesModificationInput, ChosenInstances } from '@anliu/engine-protocol';
import { commands } from '@anliu/engine-kernel';
import { inInstance } from '../operation-log/contexts.js';
import { modificationLogged, onInstances } from '../operation-log/instances.js';
import { onExternalTasks, onJobs } from '../operation-log/jobs.js';
import { given, logOperation } from '../operation-log/operation.js';
import type { UserOperation } from '../operation-log/operation.js';
import { toBatchDto } from '../queries/index.js';
import type { Core } from '../runtime-core.js';
import { instant } from '../runtime-core.js';
import { createBatch } from './create.js';
import type { NewBatch } from './create.js';
import type { ModificationConfiguration } from './operations/instances.js';
import { externalTasksOf, instancesOf, jobsOf, jobsOfInstances } from './selection.js';
import { checkItems } from './settings.js';

type Starts = Omit<
  BatchService,
  | 'list'
  | 'count'
  | 'get'
  | 'listStatistics'
  | 'countStatistics'
  | 'setSuspended'
  | 'delete'
  | 'listHistoric'
  | 'countHistoric'
  | 'getHistoric'
  | 'deleteHistoric'
  | 'deleteHistoricProcessInstances'
  | 'setRemovalTime'
  | 'restartProcessInstances'
  | 'restartProcessInstancesNow'
>;

const nothingSelected = (selection: ChosenInstances): boolean =>
  !selection.processInstanceIds && !selection.processInstanceQuery && !selection.historicProcessInstanceQuery;

function requireSelection(selection: ChosenInstances): void {
  if (nothingSelected(selection)) throw new BadUserRequestError('No process instances found.');
}

/** Milliseconds or null; absent stays absent. */
const dueDateOf = (text: string | null | undefined): { dueDate?: number | null } =>
  text === undefined ? {} : { dueDate: instant(text) };

function checkRetries(retries: number): void {
  if (retries < 0) throw new BadUserRequestError(`Retries count is not greater than or equal to 0: ${retries}`);
}

function modificationOf(core: Core, input: InstancesModificationInput): ModificationConfiguration {
  if (input.instructions.length === 0)
    throw new BadUserRequestError('Modification instructions cannot be empty: instructions is empty');
  if (!core.rows.get('processDefinition', input.processDefinitionId)) {
    throw new NotFoundError(`no deployed process definition found with id '${input.processDefinitionId}'`);
  }
  return {
    processDefinitionId: input.processDefinitionId,
    instructions: input.instructions,
    skipCustomListeners: input.skipCustomListeners ?? false,
    skipIoMappings: input.skipIoMappings ?? false,
  };
}

const logged =
  (operationType: string, values: Readonly<Record<string, unknown>> = {}) =>
  (nrOfInstances: number): UserOperation =>
    onInstances(operationType, { changes: given({ nrOfInstances, async: true, ...values }) });

const jobRetries = (retries: number) => (nrOfInstances: number) =>
  onJobs('SetJobRetries', given({ nrOfInstances, async: true, retries }));

const externalTaskRetries = (retries: number, async: boolean) => (nrOfInstances: number) =>
  onExternalTasks('SetExternalTaskRetries', given({ nrOfInstances, async, retries }));

/** The operations that start a batch: what they work on is looked up now, the work is done by jobs. */
export function batchStarts(core: Core): Starts {
  const start = async (batch: Omit<NewBatch, 'createUserId'>, creator: { userId?: string | null } = {}) =>
    toBatchDto(await createBatch(core, { ...batch, createUserId: creator.userId }));
  const instances = (selection: ChosenInstances, itemsAre = 'processInstanceIds') => ({
    items: instancesOf(core, selection),
    itemsAre,
  });
  return {
    deleteProcessInstances: async (input, creator) =>
      start(
        {
          type: 'instance-deletion',
          ...instances(input),
          configuration: {
            deleteReason: input.deleteReason ?? null,
            skipCustomListeners: input.skipCustomListeners ?? false,
            skipIoMappings: input.skipIoMappings ?? false,
            skipSubprocesses: input.skipSubprocesses ?? false,
          },
          operation: logged('Delete', { deleteReason: input.deleteReason ?? null }),
        },
        creator,
      ),
    suspendProcessInstances: async (input, creator) =>
      start(
        {
          type: 'instance-update-suspension-state',
          ...instances(input, 'No process instance ids given: process Instance Ids'),
          configuration: { suspended: input.suspended },
          operation: logged(input.suspended ? 'SuspendJob' : 'ActivateJob'),
        },
        creator,
      ),
    setVariables: async (input, creator) => {
      if (Object.keys(input.variables).length === 0) throw new BadUserRequestError('variables is empty');
      requireSelection(input);
      const selection = input.historicProcessInstanceQuery
        ? { ...input, historicProcessInstanceQuery: { ...input.historicProcessInstanceQuery, unfinished: true } }
        : input;
      const { variables } = input;
      const operation = logged('SetVariables', { nrOfVariables: Object.keys(variables).length });
      return start(
        { type: 'set-variables', ...instances(selection), configuration: { variables }, operation },
        creator,
      );
    },
    correlateMessage: async (input, creator) => {
      requireSelection(input);
      return start(
        {
          type: 'correlate-message',
          ...instances(input, 'Process instance ids cannot be empty: process instance ids'),
          configuration: { messageName: input.messageName ?? null, variables: input.variables },
          operation: logged('CorrelateMessage', {
            messageName: input.messageName ?? null,
            nrOfVariables: Object.keys(input.variables ?? {}).length,
          }),
        },
        creator,
      );
    },
    modifyProcessInstance: async (id, input, creator) => {
      const instance = core.rows.get('execution', id);
      if (instance?.kind !== 'instance')
        throw new BadUserRequestError(
          `Process instance '${id}' cannot be modified. The process instance does not exist`,
        );
      const { processDefinitionId, tenantId } = instance;
      const configuration = modificationOf(core, { ...input, processDefinitionId });
      const context = inInstance(core.definitions, instance);
      const operation = () => onInstances('ModifyProcessInstance', { annotation: input.annotation, context });
      return start(
        {
          type: 'instance-modification',
          items: [id],
          itemsAre: 'processInstanceIds',
          configuration,
          tenantId,
          operation,
        },
        creator,
      );
    },
    modifyProcessInstances: async (input, creator) =>
      start(
        {
          type: 'instance-modification',
          configuration: modificationOf(core, input),
          ...instances(input, 'Process instance ids cannot be empty: Process instance ids'),
          tenantId: core.rows.get('processDefinition', input.processDefinitionId)?.tenantId,
          operation: modificationLogged(core, input, true),
        },
        creator,
      ),
    setJobRetries: async (input, creator) => {
      checkRetries(input.retries);
      const configuration = { retries: input.retries, ...dueDateOf(input.dueDate) };
      const operation = jobRetries(input.retries);
      const items = jobsOf(core, input);
      return start({ type: 'set-job-retries', items, itemsAre: 'jobIds', configuration, operation }, creator);
    },
    setJobRetriesByProcess: async (input, creator) => {
      checkRetries(input.retries);
      const configuration = { retries: input.retries, ...dueDateOf(input.dueDate) };
      const items = jobsOfInstances(core, input);
      const operation = jobRetries(input.retries);
      return start({ type: 'set-job-retries', items, itemsAre: 'jobIds', configuration, operation }, creator);
    },
    setExternalTaskRetries: async (input, creator) => {
      checkRetries(input.retries);
      return start(
        {
          type: 'set-external-task-retries',
          items: externalTasksOf(core, input),
          itemsAre: 'externalTaskIds',
          configuration: { retries: input.retries },
          operation: externalTaskRetries(input.retries, true),
        },
        creator,
      );
    },

    setExternalTaskRetriesNow: async (input) => {
      const items = externalTasksOf(core, input);
      checkItems(items, 'externalTaskIds', core.batchSettings);
      await core.processor.execute((ctx) => {
        logOperation(ctx, () => externalTaskRetries(input.retries, false)(items.length));
        commands.setExternalTaskRetries(ctx, items, input.retries);
      });
    },
  };
}
