import type { Call } from './client.js';
import { read } from './client.js';

interface Instance {
  readonly id: string;
  readonly definitionId: string;
  readonly suspended: boolean;
}
interface Activity {
  readonly id: string;
  readonly activityId: string;
  readonly activityType: string;
  readonly childActivityInstances: readonly Activity[];
  readonly childTransitionInstances: readonly { readonly activityId: string }[];
}
interface Task {
  readonly id: string;
  readonly executionId: string;
  readonly taskDefinitionKey: string;
  readonly assignee: string | null;
}
interface ExternalTask {
  readonly id: string;
  readonly executionId: string;
  readonly activityId: string;
  readonly topicName: string;
  readonly retries: number | null;
}
interface Job {
  readonly id: string;
  readonly jobDefinitionId: string;
  readonly retries: number;
  readonly suspended: boolean;
  readonly dueDate: string | null;
  readonly createTime: string;
}
interface JobDefinition {
  readonly activityId: string;
  readonly jobType: string;
}
interface Subscription {
  readonly eventType: string;
  readonly eventName: string | null;
  readonly activityId: string;
}
interface Variable {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
  readonly executionId: string;
  readonly activityInstanceId: string;
}
interface Incident {
  readonly activityId: string;
  readonly incidentType: string;
}

/** An open thing an action can name. */
export interface Open {
  readonly kind: 'task' | 'externalTask' | 'job';
  readonly id: string;
  readonly activity: string;
  readonly loop: number | undefined;
}

export interface State {
  readonly lines: readonly string[];
  readonly open: readonly Open[];
  /** Process instances by the key of their definition. */
  readonly instances: ReadonlyMap<string, readonly string[]>;
}

/** Everything that is open in the process instances of a deployment. */
export async function stateOf(call: Call, deploymentId: string): Promise<State> {
  const lines: string[] = [];
  const open: Open[] = [];
  const instances = new Map<string, string[]>();
  const definitions = await read<{ id: string; key: string }[]>(
    call,
    `/process-definition?deploymentId=${deploymentId}`,
  );
  const keys = new Map(definitions.map(({ id, key }) => [id, key]));
  for (const instance of await read<Instance[]>(call, `/process-instance?deploymentId=${deploymentId}`)) {
    const key = keys.get(instance.definitionId) ?? '';
    instances.set(key, [...(instances.get(key) ?? []), instance.id]);
    const told = await openIn(call, instance, key);
    lines.push(told.lines.join('\n'));
    open.push(...told.open);
  }
  return { lines: lines.sort().flatMap((text) => text.split('\n')), open, instances };
}

async function openIn(
  call: Call,
  { id, suspended }: Instance,
  key: string,
): Promise<{ lines: string[]; open: Open[] }> {
  const of = <T>(resource: string): Promise<T[]> => read<T[]>(call, `/${resource}?processInstanceId=${id}`);
  const tree = await read<Activity>(call, `/process-instance/${id}/activity-instances`);
  const places = new Map<string, string>([[id, key]]);
  const shape = treeOf(tree, places);
  const variables = await read<Variable[]>(
    call,
    `/variable-instance?processInstanceIdIn=${id}&deserializeValues=false`,
  );
  const loops = new Map(
    variables.filter(({ name }) => name === 'loopCounter').map((one) => [one.executionId, Number(one.value)]),
  );
  const open: Open[] = [];
  const found: string[] = [];
  for (const task of await of<Task>('task')) {
    const loop = loops.get(task.executionId);
    open.push({ kind: 'task', id: task.id, activity: task.taskDefinitionKey, loop });
    found.push(`task ${task.taskDefinitionKey}${at(loop)}${task.assignee === null ? '' : ` of ${task.assignee}`}`);
  }
  for (const task of await of<ExternalTask>('external-task')) {
    const loop = loops.get(task.executionId);
    open.push({ kind: 'externalTask', id: task.id, activity: task.activityId, loop });
    found.push(`external task ${task.activityId}${at(loop)} ${task.topicName}, retries ${task.retries ?? 'unset'}`);
  }
  for (const job of await of<Job>('job')) {
    const { activityId, jobType } = await read<JobDefinition>(call, `/job-definition/${job.jobDefinitionId}`);
    if (!job.suspended) open.push({ kind: 'job', id: job.id, activity: activityId, loop: undefined });
    const due = job.dueDate === null ? '' : `, due in ${minutesBetween(job.createTime, job.dueDate)} min`;
    found.push(`job ${activityId} ${jobType}, retries ${job.retries}${due}${job.suspended ? ', suspended' : ''}`);
  }
  for (const { eventType, eventName, activityId } of await of<Subscription>('event-subscription')) {
    found.push(`waits for ${eventType}${eventName === null ? '' : ` ${eventName}`} at ${activityId}`);
  }
  for (const { name, type, value, activityInstanceId } of variables) {
    const where = places.get(activityInstanceId) ?? 'elsewhere';
    if (name !== 'loopCounter') found.push(`variable ${name} of ${where}: ${type} ${plain(value)}`);
  }
  for (const { activityId, incidentType } of await of<Incident>('incident')) {
    found.push(`incident ${incidentType} at ${activityId}`);
  }
  return { lines: [`${shape}${suspended ? ' suspended' : ''}`, ...found.sort()], open };
}

const at = (loop: number | undefined): string => (loop === undefined ? '' : ` #${loop}`);
const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const minutesBetween = (from: string, to: string): number =>
  Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000);

/** `sub(work, >late)`: activity instances with what is inside, `>` before those in transition. Notes their places. */
function treeOf(activity: Activity, places: Map<string, string>): string {
  const name = places.get(activity.id) ?? activity.activityId;
  places.set(activity.id, name);
  const inside = [
    ...activity.childActivityInstances.map((child) => treeOf(child, places)),
    ...activity.childTransitionInstances.map(({ activityId }) => `>${activityId}`),
  ].sort();
  return inside.length === 0 ? name : `${name}(${inside.join(', ')})`;
}
