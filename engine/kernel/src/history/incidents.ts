import type { Context } from '../state/context.js';
import type { Incident } from '../tables/entities.js';

export function incidentCreatedInHistory(ctx: Context, incident: Incident, rootProcessInstanceId: string | null): void {
  const { incidentTimestamp, ...shared } = incident;
  ctx.outbox.history.push({
    op: 'insert',
    kind: 'historicIncident',
    row: {
      ...shared,
      createTime: incidentTimestamp,
      endTime: null,
      rootProcessInstanceId,
      open: true,
      deleted: false,
      resolved: false,
    },
  });
}
