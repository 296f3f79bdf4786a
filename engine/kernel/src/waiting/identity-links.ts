import type { Context } from '../state/context.js';
import type { IdentityLink } from '../tables/entities.js';

type Who = Pick<IdentityLink, 'type' | 'userId' | 'groupId'>;

function log(ctx: Context, link: IdentityLink, operationType: 'add' | 'delete'): void {
  const task = link.taskId === null ? undefined : ctx.store.get('task', link.taskId);
  ctx.outbox.history.push({
    op: 'insert',
    kind: 'historicIdentityLinkLog',
    row: {
      id: ctx.newId(),
      time: ctx.now,
      type: link.type,
      userId: link.userId,
      groupId: link.groupId,
      taskId: link.taskId,
      processInstanceId: link.processInstanceId,
      processDefinitionId: task?.processDefinitionId ?? null,
      processDefinitionKey: task?.processDefinitionKey ?? null,
      operationType,
      assignerId: ctx.actor.userId,
      tenantId: link.tenantId,
    },
  });
}

/** Adds a link unless the same one is there. `logged` false: implied by the model or the end of the task. */
export function addIdentityLink(ctx: Context, taskId: string, who: Who, logged = true): void {
  const same = ctx.store
    .owned('identityLink', taskId)
    .some((link) => link.type === who.type && link.userId === who.userId && link.groupId === who.groupId);
  if (same) return;
  const task = ctx.store.get('task', taskId);
  const link: IdentityLink = {
    id: ctx.newId(),
    ...who,
    taskId,
    processInstanceId: task?.processInstanceId ?? null,
    processDefinitionId: null,
    tenantId: task?.tenantId ?? null,
  };
  ctx.store.put('identityLink', link);
  if (logged) log(ctx, link, 'add');
}

export function removeIdentityLink(ctx: Context, link: IdentityLink, logged = true): void {
  ctx.store.remove('identityLink', link.id);
  if (logged) log(ctx, link, 'delete');
}
