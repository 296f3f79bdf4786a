import type { Database } from 'better-sqlite3';
import type { FetchAndLockInput, FetchTopic } from '@anliu/engine-protocol';
import { allowedTo, byInstance, seenBy } from './authorization/readable.js';
import { clause, joinClauses } from './queries/sql/clause.js';
import type { Clause } from './queries/sql/clause.js';
import { variablesExist } from './queries/sql/variable-condition.js';

interface Found {
  readonly id: string;
  readonly topic: FetchTopic;
}

const marks = (list: readonly unknown[]): string => list.map(() => '?').join(', ');

/** The filters of one topic as SQL. */
function conditionsOf(topic: FetchTopic): { sql: string; parameters: unknown[] } {
  const sql = ['topic_name = ?'];
  const parameters: unknown[] = [topic.topicName];
  const equals = (column: string, value: string | null | undefined): void => {
    if (value === undefined || value === null) return;
    sql.push(`${column} = ?`);
    parameters.push(value);
  };
  const among = (column: string, values: readonly string[] | null | undefined): void => {
    if (!values || values.length === 0) return;
    sql.push(`${column} IN (${marks(values)})`);
    parameters.push(...values);
  };
  equals('business_key', topic.businessKey);
  equals('process_definition_id', topic.processDefinitionId);
  equals('process_definition_key', topic.processDefinitionKey);
  equals('process_definition_version_tag', topic.processDefinitionVersionTag);
  among('process_definition_id', topic.processDefinitionIdIn);
  among('process_definition_key', topic.processDefinitionKeyIn);
  among('tenant_id', topic.tenantIdIn);
  if (topic.withoutTenantId) sql.push('tenant_id IS NULL');
  const variables = Object.entries(topic.processVariables ?? {});
  if (variables.length > 0) {
    // Several variables are alternatives, as in Camunda.
    const found = variablesExist(
      'v.execution_id = external_task.process_instance_id AND v.task_id IS NULL',
      variables.map(([name, value]) => ({ name, operator: 'eq', value })),
      {},
      'OR',
    );
    if (found) {
      sql.push(`(${found.sql})`);
      parameters.push(...found.params);
    }
  }
  return { sql: `(${sql.join(' AND ')})`, parameters };
}

/** Instances a user may both see and change. */
function workable(db: Database, userId: string): Clause {
  const seen = allowedTo(db, userId, byInstance('external_task'));
  const changed = allowedTo(db, userId, [
    seenBy('UPDATE', 'ProcessInstance', 'external_task.process_instance_id'),
    seenBy('UPDATE_INSTANCE', 'ProcessDefinition', 'external_task.process_definition_key'),
  ]);
  return joinClauses([seen, changed], 'AND');
}

/** Tasks a worker may lock now, in the order it gets them: priority, then creation. */
export function fetchable(
  db: Database,
  input: FetchAndLockInput,
  limit: number,
  now: number,
  /** Whose rights bind the fetch; null: nobody's. */
  userId: string | null,
): Found[] {
  const direction = input.sorting?.[0]?.sortOrder === 'desc' ? 'DESC' : 'ASC';
  const order = [
    ...(input.usePriority === false ? [] : ['priority DESC']),
    `create_time ${direction}`,
    `id ${direction}`,
  ].join(', ');
  const allowed = userId === null ? clause('1') : workable(db, userId);
  const parts = input.topics.map(conditionsOf);
  const rows = db
    .prepare(
      `SELECT id, topic_name, ${parts.map(({ sql }, index) => `(${sql}) AS t${index}`).join(', ')} FROM external_task
       WHERE suspended = 0 AND (retries IS NULL OR retries > 0) AND (lock_expiration_time IS NULL OR lock_expiration_time <= ?)
         AND (${allowed.sql}) AND (${parts.map(({ sql }) => sql).join(' OR ')})
       ORDER BY ${order} LIMIT ?`,
    )
    .all(
      ...parts.flatMap(({ parameters }) => parameters),
      now,
      ...allowed.params,
      ...parts.flatMap(({ parameters }) => parameters),
      limit,
    ) as Record<string, unknown>[];
  return rows.map((row) => {
    const index = input.topics.findIndex((_, i) => row[`t${i}`] === 1);
    return { id: String(row['id']), topic: input.topics[index] as FetchTopic };
  });
}
