import type { Variable } from '@anliu/engine-kernel';
import type { ReadContext } from '../context.js';
import { all } from '../sql/select.js';

const PRESENT = `SELECT kept.id AS id,
    CASE WHEN (SELECT count(*) FROM execution t WHERE t.owner_id = around.id AND t.kind = 'token') = 1
      THEN (SELECT t.activity_instance_id FROM execution t WHERE t.owner_id = around.id AND t.kind = 'token')
      ELSE around.activity_instance_id END AS at
  FROM json_each(?) wanted
  JOIN execution kept ON kept.id = wanted.value AND kept.is_event_scope = 1
  JOIN execution around ON around.id = kept.parent_id`;

/**
 * Variables kept for compensation belong to an activity that is over. Camunda shows them at the activity the scope around
 * it is at now: its only token's, else the scope's own.
 */
export function withPresentActivity({ db }: ReadContext, variables: readonly Variable[]): readonly Variable[] {
  const owners = [...new Set(variables.map(({ executionId }) => executionId))];
  if (owners.length === 0) return variables;
  const present = new Map(all(db, PRESENT, [JSON.stringify(owners)]).map((row) => [row['id'], row['at']]));
  if (present.size === 0) return variables;
  return variables.map((variable) =>
    present.has(variable.executionId)
      ? { ...variable, activityInstanceId: (present.get(variable.executionId) ?? null) as string | null }
      : variable,
  );
}
