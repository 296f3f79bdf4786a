import { InvalidRequestError, NotFoundError } from '@anliu/engine-protocol';
import type { VariableData, VariableReadOptions, VariableValueDto } from '@anliu/engine-protocol';
import { EXECUTION, HISTORIC_VARIABLE, TASK, VARIABLE, decodeRow } from '@anliu/engine-kernel';
import type { Variable } from '@anliu/engine-kernel';
import { found } from '../context.js';
import type { ReadContext } from '../context.js';
import { toVariableData, toVariableValue } from '../mappers/variable.js';
import { all, rowById } from '../sql/select.js';

/** Where a read starts: an execution, or a task (its own variables come before those of its execution). */
export type VariableScope = { readonly executionId: string } | { readonly taskId: string };

const CHAIN = `WITH RECURSIVE chain(id, depth) AS (
  SELECT id, 0 FROM execution WHERE id = ?
  UNION ALL SELECT e.parent_id, chain.depth + 1 FROM execution e JOIN chain ON e.id = chain.id WHERE e.parent_id IS NOT NULL)`;

/** Variable rows visible from a scope by name; a nearer scope hides a farther one. Throws NotFoundError for an unknown scope. */
function visibleRows(context: ReadContext, scope: VariableScope, local: boolean): Map<string, Variable> {
  const { db } = context;
  const visible = new Map<string, Variable>();
  const add = (rows: Record<string, unknown>[]) => {
    for (const row of rows) {
      const name = String(row['name']);
      if (!visible.has(name)) visible.set(name, decodeRow(VARIABLE, row));
    }
  };
  let start: string | null;
  if ('taskId' in scope) {
    const task = found(rowById(db, TASK, scope.taskId), 'task', scope.taskId);
    add(all(db, 'SELECT * FROM variable WHERE task_id = ? ORDER BY id', [task.id]));
    start = local ? null : task.executionId;
  } else {
    start = found(rowById(db, EXECUTION, scope.executionId), 'execution', scope.executionId).id;
  }
  if (start !== null && local)
    add(all(db, 'SELECT * FROM variable WHERE execution_id = ? AND task_id IS NULL ORDER BY id', [start]));
  else if (start !== null)
    add(
      all(
        db,
        `${CHAIN} SELECT v.* FROM chain JOIN variable v ON v.execution_id = chain.id AND v.task_id IS NULL ORDER BY chain.depth, v.id`,
        [start],
      ),
    );
  return visible;
}

export function readVariables(
  context: ReadContext,
  scope: VariableScope,
  options: VariableReadOptions = {},
): Record<string, VariableValueDto> {
  const rows = [...visibleRows(context, scope, options.local ?? false).values()];
  return Object.fromEntries(
    rows.map((row) => [
      row.name,
      toVariableValue(row, { deserializeValues: options.deserializeValues ?? true, withBytes: true }),
    ]),
  );
}

const kindOf = (scope: VariableScope): string => ('taskId' in scope ? 'task' : 'execution');

function rowOf(context: ReadContext, scope: VariableScope, name: string, options: VariableReadOptions): Variable {
  const row = visibleRows(context, scope, options.local ?? false).get(name);
  if (row) return row;
  throw new NotFoundError(`${kindOf(scope)} variable with name ${name} does not exist`);
}

export function readVariable(
  context: ReadContext,
  scope: VariableScope,
  name: string,
  options: VariableReadOptions = {},
): VariableValueDto {
  return toVariableValue(rowOf(context, scope, name, options), {
    deserializeValues: options.deserializeValues ?? true,
    withBytes: true,
  });
}

export function readVariableData(
  context: ReadContext,
  scope: VariableScope,
  name: string,
  options: VariableReadOptions = {},
): VariableData {
  return dataOf(rowOf(context, scope, name, options));
}

/** The bytes of a variable row; throws InvalidRequestError when its type has none. */
export function dataOf(row: Parameters<typeof toVariableData>[0] & { readonly name: string }): VariableData {
  const data = toVariableData(row);
  if (data) return data;
  throw new InvalidRequestError(`Value of variable ${row.name} is not a binary value.`);
}

/** The variables an instance had, running or ended: those of the instance itself, as Camunda returns them after a command. */
export function instanceVariables(context: ReadContext, processInstanceId: string): Record<string, VariableValueDto> {
  if (rowById(context.db, EXECUTION, processInstanceId))
    return readVariables(context, { executionId: processInstanceId });
  const rows = all(
    context.db,
    'SELECT * FROM hi_variable WHERE process_instance_id = ? AND execution_id = ? ORDER BY id',
    [processInstanceId, processInstanceId],
  ).map((row) => decodeRow(HISTORIC_VARIABLE, row));
  return Object.fromEntries(rows.map((row) => [row.name, toVariableValue(row, { withBytes: true })]));
}
