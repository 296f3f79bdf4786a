import { BadUserRequestError } from '@anliu/engine-protocol';
import type { ProcessEngine, TaskQuery } from '@anliu/engine-protocol';
import type { Route } from '../http/route.js';
import { shownTask } from '../http/shown.js';
import type { QueryFields } from '../query/fields.js';
import { listRoutes } from '../query/list-routes.js';
import { TASK_EXPRESSIONS, storedTaskFields } from '../query/task.js';
import { listedTaskDto } from '../schema/index.js';

/** A query of a request with the fields that say how to show what it finds. */
interface ShownTaskQuery extends TaskQuery {
  readonly withCommentAttachmentInfo?: boolean | null;
  readonly withTaskVariablesInReturn?: boolean | null;
  readonly withTaskLocalVariablesInReturn?: boolean | null;
}

/** Only stored queries may contain expressions: a request that could run any would run code of the caller. */
function withoutExpressions(query: TaskQuery): void {
  const fields = query as Readonly<Record<string, unknown>>;
  if (TASK_EXPRESSIONS.some((name) => fields[name] !== undefined && fields[name] !== null))
    throw new BadUserRequestError('Expressions are forbidden in adhoc queries; save the query as a filter');
  for (const one of query.orQueries ?? []) withoutExpressions(one);
}

function parted(query: ShownTaskQuery) {
  const { withCommentAttachmentInfo, withTaskVariablesInReturn, withTaskLocalVariablesInReturn, ...taskQuery } = query;
  withoutExpressions(taskQuery);
  return { taskQuery, withCommentAttachmentInfo, withTaskVariablesInReturn, withTaskLocalVariablesInReturn };
}

export function taskListRoutes({ tasks }: ProcessEngine): Route[] {
  const list = async (query: ShownTaskQuery) => {
    const { taskQuery, ...by } = parted(query);
    const rows = await tasks.list(taskQuery);
    const local = !by.withTaskVariablesInReturn;
    return Promise.all(
      rows.map(async (row) => ({
        ...shownTask(row),
        ...(by.withTaskVariablesInReturn || by.withTaskLocalVariablesInReturn
          ? { variables: await tasks.getVariables(row.id, { local }) }
          : {}),
        ...(by.withCommentAttachmentInfo
          ? {
              comment: (await tasks.listComments(row.id)).length > 0,
              attachment: (await tasks.listAttachments(row.id)).length > 0,
            }
          : {}),
      })),
    );
  };
  return listRoutes<ShownTaskQuery>('/task', {
    fields: storedTaskFields as unknown as QueryFields<ShownTaskQuery>,
    list,
    count: (query) => tasks.count(parted(query).taskQuery),
    row: listedTaskDto,
  });
}
