import type { AnyOf, Asked, Demand, Requirements } from '../requirement.js';
import { always, ifFound, right } from '../requirement.js';
import { definitionKeyOf } from '../instance.js';
import { every, list, variables } from './lists.js';

/** One of these on the task, or of those on its definition for all tasks of it. */
const onTask =
  (task: readonly string[], definition: readonly string[]): Demand =>
  async (asked: Asked): Promise<AnyOf[]> => {
    const id = asked.params['id'] ?? '';
    const found = await ifFound(() => asked.engine.tasks.get(id));
    if (!found) return [];
    const key = await definitionKeyOf(asked, found.processDefinitionId);
    const pairs = task.map((permission, index): AnyOf => [
      right(permission, 'Task', id),
      ...(key ? [right(definition[index] ?? permission, 'ProcessDefinition', key)] : []),
    ]);
    return [pairs.flat()];
  };

const READ = onTask(['READ'], ['READ_TASK']);
const WORK = onTask(['TASK_WORK', 'UPDATE'], ['TASK_WORK', 'UPDATE_TASK']);
const ASSIGN = onTask(['TASK_ASSIGN', 'UPDATE'], ['TASK_ASSIGN', 'UPDATE_TASK']);
const VARIABLES = onTask(['UPDATE_VARIABLE', 'UPDATE'], ['UPDATE_TASK_VARIABLE', 'UPDATE_TASK']);

/** Only tasks that belong to no process can be deleted; the others are refused for that. */
const DELETE: Demand = async ({ engine, params }) => {
  const id = params['id'] ?? '';
  const task = await ifFound(() => engine.tasks.get(id));
  return task && task.executionId === null ? [[right('DELETE', 'Task', id)]] : [];
};

export const TASK: Requirements = {
  ...list('/task'),
  'GET /task/:id': 'filtered',
  'POST /task/create': always('CREATE', 'Task'),
  'GET /task/report/candidate-group-count': always('READ', 'Task'),
  'DELETE /task/:id': DELETE,
  ...every(
    WORK,
    'POST /task/:id/claim',
    'POST /task/:id/complete',
    'POST /task/:id/submit-form',
    'POST /task/:id/resolve',
    'POST /task/:id/bpmnError',
    'POST /task/:id/bpmnEscalation',
    'POST /task/:id/comment/create',
    'PUT /task/:id/comment',
    'DELETE /task/:id/comment',
    'DELETE /task/:id/comment/:commentId',
    'POST /task/:id/attachment/create',
    'DELETE /task/:id/attachment/:attachmentId',
  ),
  ...every(
    ASSIGN,
    'PUT /task/:id',
    'POST /task/:id/assignee',
    'POST /task/:id/unclaim',
    'POST /task/:id/delegate',
    'POST /task/:id/identity-links',
    'POST /task/:id/identity-links/delete',
  ),
  ...every(
    READ,
    'GET /task/:id/form',
    'GET /task/:id/form-variables',
    'GET /task/:id/rendered-form',
    'GET /task/:id/deployed-form',
    'GET /task/:id/identity-links',
    'GET /task/:id/comment',
    'GET /task/:id/comment/:commentId',
    'GET /task/:id/attachment',
    'GET /task/:id/attachment/:attachmentId',
    'GET /task/:id/attachment/:attachmentId/data',
  ),
  ...variables('/task/:id/variables', READ, VARIABLES),
  ...variables('/task/:id/localVariables', READ, VARIABLES),
};
