import { HISTORY_TABLES } from '@anliu/engine-kernel';
import type { HistoryKind, HistoryLevel } from '@anliu/engine-kernel';

const ACTIVITY: readonly HistoryKind[] = ['historicProcessInstance', 'historicActivityInstance', 'historicTask'];
// Of the details only form fields come at this level: the kernel writes changes of variables at `full` alone.
const AUDIT: readonly HistoryKind[] = [...ACTIVITY, 'historicVariable', 'historicDetail'];

/** What each of Camunda's history levels keeps. */
const KEPT: Readonly<Record<HistoryLevel, readonly HistoryKind[]>> = {
  none: [],
  activity: ACTIVITY,
  audit: AUDIT,
  full: Object.keys(HISTORY_TABLES) as HistoryKind[],
};

export const keptAt = (level: HistoryLevel): ReadonlySet<HistoryKind> => new Set(KEPT[level]);
