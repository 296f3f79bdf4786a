import { ADMIN_GROUP, ALL_PERMISSIONS, ANY_RESOURCE, AUTHORIZATION_TYPES, RESOURCES } from '@anliu/engine-protocol';
import type { ResourceName } from '@anliu/engine-protocol';
import type { Authorization, Change, Entity } from '@anliu/engine-kernel';
import type { Rows } from '../rows.js';

/** Whom something is granted to. */
export type Grantee = { readonly userId: string } | { readonly groupId: string };

/** What whoever has to do with a task may do with it. */
const TASK_PERMISSIONS = ['READ', 'UPDATE'] as const;

/**
 * The authorizations that come with things and go with them, as Camunda gives them by default. Every call belongs to the
 * transaction of the change it follows.
 */
export class Grants {
  readonly #rows: Rows;
  readonly #newId: () => string;

  constructor(rows: Rows, newId: () => string) {
    this.#rows = rows;
    this.#newId = newId;
  }

  /** Adds permissions to what the user or group has been granted on this resource. */
  give(to: Grantee, resource: ResourceName, resourceId: string, permissions: readonly string[]): void {
    const [column, holder] = 'userId' in to ? ['user_id', to.userId] : ['group_id', to.groupId];
    // A name that means everybody gets nothing by default.
    if (holder === ANY_RESOURCE) return;
    const resourceType = RESOURCES[resource];
    const [known] = this.#rows.where(
      'authorization',
      `type = ${AUTHORIZATION_TYPES.grant} AND resource_type = ? AND resource_id = ? AND ${column} = ?`,
      resourceType,
      resourceId,
      holder,
    );
    const had = (known?.permissions as string[] | null | undefined) ?? [];
    if (known && permissions.every((one) => had.includes(one))) return;
    const row: Authorization = known ?? {
      id: this.#newId(),
      type: AUTHORIZATION_TYPES.grant,
      userId: null,
      groupId: null,
      ...to,
      resourceType,
      resourceId,
      permissions: [],
      removalTime: null,
      rootProcessInstanceId: null,
    };
    this.#rows.put('authorization', { ...row, permissions: [...new Set([...had, ...permissions])] });
  }

  /** Removes what was said about a resource that is gone. */
  forget(resource: ResourceName, resourceId: string): void {
    for (const { id } of this.#rows.where(
      'authorization',
      'resource_type = ? AND resource_id = ?',
      RESOURCES[resource],
      resourceId,
    ))
      this.#rows.remove('authorization', id);
  }

  /** Follows what a command of the kernel changed: tasks and who has to do with them, instances that are gone. */
  follow(changes: readonly Change[]): void {
    for (const { kind, id, before, after } of changes) {
      if (kind === 'task')
        this.#followTask(id, before as Entity<'task'> | undefined, after as Entity<'task'> | undefined);
      else if (kind === 'identityLink') {
        const link = after as Entity<'identityLink'> | undefined;
        if (before || !link?.taskId) continue;
        if (link.userId !== null) this.give({ userId: link.userId }, 'Task', link.taskId, TASK_PERMISSIONS);
        if (link.groupId !== null) this.give({ groupId: link.groupId }, 'Task', link.taskId, TASK_PERMISSIONS);
      } else if (
        kind === 'execution' &&
        !after &&
        (before as Entity<'execution'> | undefined)?.processInstanceId === id
      )
        this.forget('ProcessInstance', id);
    }
  }

  #followTask(id: string, before: Entity<'task'> | undefined, after: Entity<'task'> | undefined): void {
    if (!after) {
      if (before) this.forget('Task', id);
      return;
    }
    for (const who of ['assignee', 'owner'] as const) {
      const userId = after[who];
      if (userId !== null && userId !== before?.[who]) this.give({ userId }, 'Task', id, TASK_PERMISSIONS);
    }
  }

  /** Lets the administrators' group do everything, where nobody has said otherwise about it. */
  giveAdministrators(): void {
    for (const [resource, type] of Object.entries(RESOURCES)) {
      const said = this.#rows.where(
        'authorization',
        'group_id = ? AND resource_type = ? AND resource_id = ?',
        ADMIN_GROUP,
        type,
        ANY_RESOURCE,
      );
      if (said.length === 0)
        this.give({ groupId: ADMIN_GROUP }, resource as ResourceName, ANY_RESOURCE, [ALL_PERMISSIONS]);
    }
  }
}
