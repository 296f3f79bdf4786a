import type { Database } from 'better-sqlite3';
import { HISTORY_TABLES } from '@anliu/engine-kernel';

/** What users did is kept: the log of operations goes with its removal time only, as in Camunda. */
const tables = Object.values(HISTORY_TABLES).filter(({ name }) => name !== 'hi_operation');

/** Removes the history of everything a definition ever ran. The caller holds the transaction. */
export function deleteHistoryOf(db: Database, processDefinitionId: string): void {
  for (const { name, columns } of tables) {
    if ('processDefinitionId' in columns && name !== 'hi_process_instance')
      db.prepare(`DELETE FROM ${name} WHERE process_definition_id = ?`).run(processDefinitionId);
    else if ('processInstanceId' in columns)
      db.prepare(
        `DELETE FROM ${name} WHERE process_instance_id IN (SELECT id FROM hi_process_instance WHERE process_definition_id = ?)`,
      ).run(processDefinitionId);
  }
  db.prepare('DELETE FROM hi_process_instance WHERE process_definition_id = ?').run(processDefinitionId);
}

/** Removes the history of one finished instance. The caller holds the transaction. */
export function deleteHistoryOfInstance(db: Database, processInstanceId: string): void {
  for (const { name, columns } of tables) {
    const column = 'processInstanceId' in columns ? 'process_instance_id' : 'id';
    db.prepare(`DELETE FROM ${name} WHERE ${column} = ?`).run(processInstanceId);
  }
}
