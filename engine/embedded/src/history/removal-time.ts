import type { Database } from 'better-sqlite3';
import { HISTORY_TABLES } from '@anliu/engine-kernel';
import type { HistoricProcessInstance } from '@anliu/engine-kernel';
import { prepare } from '../queries/index.js';
import type { Core } from '../runtime-core.js';

const DAY = 86_400_000;

/** Tables that tell of an instance and know when that may go. */
const tables = Object.values(HISTORY_TABLES).filter(
  ({ name, columns }) => name !== 'hi_process_instance' && 'removalTime' in columns && 'processInstanceId' in columns,
);

/** When the history of an instance may go by its definition's time to live; null: it may stay. */
export function calculatedRemovalTime(
  { rows, historySettings: { removalTimeStrategy } }: Pick<Core, 'rows' | 'historySettings'>,
  instance: HistoricProcessInstance,
): number | null {
  if (removalTimeStrategy === 'none') return null;
  const days = rows.get('processDefinition', instance.processDefinitionId)?.historyTimeToLive ?? null;
  const from = removalTimeStrategy === 'start' ? instance.startTime : instance.endTime;
  return days === null || from === null ? null : from + days * DAY;
}

/** Writes when the history of one instance, or of a whole hierarchy, may go. The caller holds the transaction. */
export function setRemovalTime(
  db: Database,
  which: { readonly processInstanceId: string } | { readonly rootProcessInstanceId: string },
  removalTime: number | null,
): void {
  const [condition, id] =
    'processInstanceId' in which
      ? ['id = ?', which.processInstanceId]
      : ['root_process_instance_id = ?', which.rootProcessInstanceId];
  prepare(db, `UPDATE hi_process_instance SET removal_time = ? WHERE ${condition}`).run(removalTime, id);
  for (const { name } of tables) {
    prepare(
      db,
      `UPDATE ${name} SET removal_time = ?
       WHERE process_instance_id IN (SELECT id FROM hi_process_instance WHERE ${condition})`,
    ).run(removalTime, id);
  }
}

/**
 * Gives instances their removal time when their history is written: with the strategy `start` the root instance when it
 * starts, and those it calls; in any case the whole hierarchy when the root instance ends.
 */
export const stampRemovalTimes =
  (core: Pick<Core, 'db' | 'rows' | 'historySettings'>) =>
  (started: readonly string[], ended: readonly string[]): void => {
    const { db, rows, historySettings } = core;
    if (historySettings.removalTimeStrategy === 'none') return;
    if (historySettings.removalTimeStrategy === 'start') {
      for (const id of started) {
        const instance = rows.get('historicProcessInstance', id);
        const root = instance && rows.get('historicProcessInstance', instance.rootProcessInstanceId);
        const time = root ? calculatedRemovalTime(core, root) : null;
        if (time !== null) setRemovalTime(db, { processInstanceId: id }, time);
      }
    }
    for (const id of ended) {
      const instance = rows.get('historicProcessInstance', id);
      if (!instance || instance.rootProcessInstanceId !== id) continue;
      const time = calculatedRemovalTime(core, instance);
      if (time !== null) setRemovalTime(db, { rootProcessInstanceId: id }, time);
    }
  };
