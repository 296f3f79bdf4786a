import type { AnyOf, Asked, Demand } from './requirement.js';
import { ifFound, right, textIn, textsIn } from './requirement.js';

/** Permissions on an instance, and on its definition for all instances; one of them suffices. */
export interface InstancePermissions {
  readonly instance: readonly string[];
  readonly definition: readonly string[];
}

export const READ: InstancePermissions = { instance: ['READ'], definition: ['READ_INSTANCE'] };
export const UPDATE: InstancePermissions = { instance: ['UPDATE'], definition: ['UPDATE_INSTANCE'] };
export const DELETE: InstancePermissions = { instance: ['DELETE'], definition: ['DELETE_INSTANCE'] };
export const SUSPEND: InstancePermissions = {
  instance: ['SUSPEND', 'UPDATE'],
  definition: ['SUSPEND_INSTANCE', 'UPDATE_INSTANCE'],
};
export const UPDATE_VARIABLE: InstancePermissions = {
  instance: ['UPDATE_VARIABLE', 'UPDATE'],
  definition: ['UPDATE_INSTANCE_VARIABLE', 'UPDATE_INSTANCE'],
};
export const RETRY_JOB: InstancePermissions = {
  instance: ['RETRY_JOB', 'UPDATE'],
  definition: ['RETRY_JOB', 'UPDATE_INSTANCE'],
};

/** One of the permissions on this instance of a definition; without an id on any instance. */
export const onInstance = (
  instanceId: string | null,
  definitionKey: string | null | undefined,
  { instance, definition }: InstancePermissions,
): AnyOf => [
  ...instance.map((permission) => right(permission, 'ProcessInstance', instanceId)),
  ...(definitionKey ? definition.map((permission) => right(permission, 'ProcessDefinition', definitionKey)) : []),
];

const keyOf = async ({ engine }: Asked, definitionId: string | null | undefined): Promise<string | undefined> =>
  definitionId ? (await ifFound(() => engine.repository.getProcessDefinition(definitionId)))?.key : undefined;

/** The key of a definition; undefined when there is none. */
export const definitionKeyOf = keyOf;

/** The permissions on the instance of this id, or of the execution of this id. */
export async function onInstanceOf(
  asked: Asked,
  executionId: string,
  permissions: InstancePermissions,
): Promise<AnyOf[]> {
  const execution = await ifFound(() => asked.engine.runtime.getExecution(executionId));
  const instanceId = execution?.processInstanceId;
  if (!instanceId) return [];
  const instance = await ifFound(() => asked.engine.runtime.getProcessInstance(instanceId));
  return [onInstance(instanceId, await keyOf(asked, instance?.definitionId), permissions)];
}

/** The permissions on the instance a path parameter names, by its own id or that of one of its executions. */
export const onParameterInstance =
  (permissions: InstancePermissions, name = 'id'): Demand =>
  (asked) =>
    onInstanceOf(asked, asked.params[name] ?? '', permissions);

/** The permissions on what the body selects: instances by id, or all of a definition. Nothing selected demands them on any instance. */
export const onSelectedInstances =
  (permissions: InstancePermissions): Demand =>
  async (asked) => {
    const body = await asked.body();
    const ids = [...textsIn(body, 'processInstanceIds'), ...[textIn(body, 'processInstanceId') ?? []].flat()];
    if (ids.length > 0) return (await Promise.all(ids.map((id) => onInstanceOf(asked, id, permissions)))).flat();
    const key = textIn(body, 'processDefinitionKey') ?? (await keyOf(asked, textIn(body, 'processDefinitionId')));
    return [onInstance(null, key, permissions)];
  };
