import type { Asked, Demand, Requirements } from '../requirement.js';
import { both, right, textIn } from '../requirement.js';
import {
  DELETE,
  READ,
  SUSPEND,
  UPDATE,
  UPDATE_VARIABLE,
  definitionKeyOf,
  onInstance,
  onParameterInstance,
  onSelectedInstances,
} from '../instance.js';
import { every, list, variables } from './lists.js';

const read = onParameterInstance(READ);
const update = onParameterInstance(UPDATE);

/** Cancelling may end the instance: whoever does it must be allowed to delete it too. */
const modify: Demand = async (asked) => {
  const { instructions } = await asked.body();
  const cancels =
    Array.isArray(instructions) && instructions.some((one) => (one as { type?: unknown }).type === 'cancel');
  return cancels ? both(update, onParameterInstance(DELETE))(asked) : update(asked);
};

const plansDefinitions = (plan: Readonly<Record<string, unknown>>) =>
  [textIn(plan, 'sourceProcessDefinitionId'), textIn(plan, 'targetProcessDefinitionId')] as const;
const onPlan =
  (permission: string, planOf: (body: Readonly<Record<string, unknown>>) => unknown): Demand =>
  async (asked) => {
    const plan = planOf(await asked.body());
    if (typeof plan !== 'object' || plan === null) return [];
    const keys = await Promise.all(
      plansDefinitions(plan as Record<string, unknown>).map((id) => definitionKeyOf(asked, id)),
    );
    return keys.flatMap((key) => (key === undefined ? [] : [[right(permission, 'ProcessDefinition', key)]]));
  };
const wholeBody = (body: Readonly<Record<string, unknown>>): unknown => body;

/** Many instances of a definition: rights on all of them, unless they are named. */
const modifyMany: Demand = async (asked: Asked) => {
  const body = await asked.body();
  if (Array.isArray(body['processInstanceIds'])) return onSelectedInstances(UPDATE)(asked);
  return [onInstance(null, await definitionKeyOf(asked, textIn(body, 'processDefinitionId')), UPDATE)];
};

export const PROCESS_INSTANCE: Requirements = {
  ...list('/process-instance'),
  ...list('/execution'),
  ...list('/variable-instance'),
  ...list('/event-subscription'),
  ...every(
    'filtered',
    'GET /process-instance/:id',
    'GET /execution/:id',
    'GET /variable-instance/:id',
    'GET /variable-instance/:id/data',
  ),
  ...every(
    read,
    'GET /process-instance/:id/activity-instances',
    'GET /process-instance/:id/comment',
    'GET /execution/:id/messageSubscriptions/:messageName',
  ),
  ...every(
    update,
    'PUT /process-instance/:id/comment',
    'DELETE /process-instance/:id/comment',
    'DELETE /process-instance/:id/comment/:commentId',
    'POST /execution/:id/create-incident',
    'POST /execution/:id/signal',
    'POST /execution/:id/messageSubscriptions/:messageName/trigger',
  ),
  'DELETE /process-instance/:id': onParameterInstance(DELETE),
  'PUT /process-instance/:id/suspended': onParameterInstance(SUSPEND),
  'PUT /process-instance/suspended': onSelectedInstances(SUSPEND),
  'POST /process-instance/:id/modification': modify,
  'POST /modification/execute': modifyMany,
  ...variables('/process-instance/:id/variables', read, onParameterInstance(UPDATE_VARIABLE)),
  ...variables('/execution/:id/localVariables', read, onParameterInstance(UPDATE_VARIABLE)),
  ...every('by the engine', 'POST /message', 'POST /signal', 'POST /condition'),
  ...every(onPlan('READ', wholeBody), 'POST /migration/generate', 'POST /migration/validate'),
  'POST /migration/execute': onPlan('MIGRATE_INSTANCE', (body) => body['migrationPlan']),
};
