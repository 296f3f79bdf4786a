import type { HistoricDetailQuery } from '@anliu/engine-protocol';
import { HISTORIC_DETAIL } from '@anliu/engine-kernel';
import { clause, equals, isIn, notAfter, notBefore, toGlob, whenTrue } from '../sql/clause.js';
import type { FilterTable, Selection } from '../sql/select.js';
import { noCase, tenantFilters } from './tenant.js';
import { seenBy } from '../../authorization/readable.js';

const filters: FilterTable<HistoricDetailQuery> = {
  processInstanceId: equals('d.process_instance_id'),
  processInstanceIdIn: isIn('d.process_instance_id'),
  executionId: equals('d.execution_id'),
  activityInstanceId: equals('d.activity_instance_id'),
  caseInstanceId: noCase,
  caseExecutionId: noCase,
  variableInstanceId: equals('d.variable_instance_id'),
  variableTypeIn: (types) => isIn('d.variable_type')(types.map((type) => type.toLowerCase())),
  variableNameLike: (pattern) => clause('upper(d.name) GLOB ?', toGlob(pattern).toUpperCase()),
  taskId: equals('d.task_id'),
  formFields: () => clause(`d.type = 'formField'`),
  variableUpdates: () => clause(`d.type = 'variableUpdate'`),
  // Whoever asks for the details of a task means them.
  excludeTaskDetails: (_, { taskId }) => (taskId ? undefined : clause('d.task_id IS NULL')),
  ...tenantFilters('d'),
  userOperationId: equals('d.operation_id'),
  occurredBefore: notAfter('d.time'),
  occurredAfter: notBefore('d.time'),
  initial: whenTrue('d.initial = 1'),
};

export const HISTORIC_DETAILS: Selection<HistoricDetailQuery, string, typeof HISTORIC_DETAIL.columns> = {
  table: HISTORIC_DETAIL,
  from: 'hi_detail d',
  alias: 'd',
  readable: [
    seenBy(
      'READ_HISTORY',
      'ProcessDefinition',
      '(SELECT p.process_definition_key FROM hi_process_instance p WHERE p.id = d.process_instance_id)',
    ),
  ],
  filters,
  sorts: {
    processInstanceId: 'd.process_instance_id',
    variableName: 'd.name',
    formPropertyId: 'd.name',
    variableType: 'd.variable_type',
    variableRevision: 'd.revision',
    time: 'd.time',
    // Ids grow in the order of writing.
    occurrence: 'd.id',
    tenantId: 'd.tenant_id',
  },
};
