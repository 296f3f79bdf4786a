import type { ActivityInstanceDto } from '@anliu/engine-protocol';
import type { Story } from './with-engine.js';

const written = (node: ActivityInstanceDto): string => {
  const inside = [
    ...(node.childActivityInstances ?? []).map(written),
    ...(node.childTransitionInstances ?? []).map(({ activityId }) => `${activityId}*`),
  ].sort();
  const name = node.activityType === 'processDefinition' ? '' : node.activityId.replace('#multiInstanceBody', '#');
  return inside.length > 0 ? `${name}(${inside.join(' ')})` : name;
};

/** The activity-instance tree as text: `sub(task waiting*)`, a body as `task#(task)`. */
export const treeOf = async ({ engine }: Story, id: string): Promise<string> =>
  written(await engine.runtime.getActivityInstances(id));

/** Historic activity instances in order, canceled ones marked with a minus. */
export async function historyOf({ engine }: Story, processInstanceId: string): Promise<string[]> {
  const rows = await engine.history.listActivityInstances({
    processInstanceId,
    sorting: [{ sortBy: 'occurrence', sortOrder: 'asc' }],
  });
  return rows.map(({ activityId, canceled, endTime }) =>
    canceled ? `-${activityId}` : endTime === null ? `${activityId}…` : activityId,
  );
}

export const stateOf = async ({ engine }: Story, id: string): Promise<string> =>
  (await engine.history.getProcessInstance(id)).state;

/** How many executions a client finds at an activity: active ones only, as Camunda's query has it. */
export const executionsAt = async ({ engine }: Story, activityId: string): Promise<number> =>
  (await engine.runtime.listExecutions({ activityId })).length;

export async function started(
  { engine }: Story,
  variables: Readonly<Record<string, unknown>> = {},
  processDefinitionKey = 'p',
): Promise<string> {
  const typed = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }]));
  return (await engine.runtime.startProcessInstance({ processDefinitionKey, variables: typed })).id;
}

export const startInside = ({ engine }: Story, id: string, activityId: string): Promise<void> =>
  engine.runtime.modifyProcessInstance(id, { instructions: [{ type: 'startBeforeActivity', activityId }] });

let flows = 0;
export const flow = (from: string, to: string, condition?: string): string =>
  `<sequenceFlow id="f${++flows}" sourceRef="${from}" targetRef="${to}">${
    condition === undefined
      ? ''
      : `<conditionExpression xsi:type="tFormalExpression">\${${condition}}</conditionExpression>`
  }</sequenceFlow>`;

/** start → `x` → `after` (a user task) → end. */
export const around = (element: string): string =>
  `<startEvent id="s"/>${flow('s', 'x')}${element}${flow('x', 'after')}<userTask id="after"/>${flow('after', 'e')}<endEvent id="e"/>`;
