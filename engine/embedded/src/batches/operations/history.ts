import { deleteHistoryOfInstance } from '../../history-removal.js';
import { calculatedRemovalTime, setRemovalTime } from '../../history/removal-time.js';
import type { BatchOperation } from '../operation.js';

/** Instances whose history is gone already, or that run, are passed over. */
export const historyDeletion: BatchOperation<Record<string, never>> = {
  each: (_ctx, id, _configuration, { db, rows }) => {
    const instance = rows.get('historicProcessInstance', id);
    if (instance && instance.endTime !== null) deleteHistoryOfInstance(db, id);
  },
};

export interface RemovalTimeConfiguration {
  /** `absolute` and `cleared` set `removalTime`, `calculated` computes it from the definition's time to live. */
  readonly mode: 'absolute' | 'cleared' | 'calculated';
  /** Milliseconds since 1970. */
  readonly removalTime: number | null;
  /** Every instance of the root instance's hierarchy. */
  readonly hierarchical: boolean;
}

export const removalTime: BatchOperation<RemovalTimeConfiguration> = {
  each: (_ctx, id, { mode, removalTime: given, hierarchical }, core) => {
    const instance = core.rows.get('historicProcessInstance', id);
    if (!instance) return;
    const top = hierarchical ? core.rows.get('historicProcessInstance', instance.rootProcessInstanceId) : instance;
    if (!top) return;
    const time = mode === 'calculated' ? calculatedRemovalTime(core, top) : given;
    const which = hierarchical ? { rootProcessInstanceId: top.id } : { processInstanceId: top.id };
    setRemovalTime(core.db, which, time);
  },
};
