import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Behaviour } from '../state/context.js';
import { arrive, leave } from '../flow/lifecycle.js';
import { createToken } from '../state/tree.js';
import { adHocEmptied, startAdHoc } from './ad-hoc.js';

/** Embedded, event and transaction sub-processes start at their start event; an ad-hoc one at everything without a predecessor. */
export const subProcess: Behaviour<'subProcess'> = {
  execute(ctx, scopeId, element) {
    const { node } = element;
    if (node.variant === 'adHoc') {
      startAdHoc(ctx, scopeId, element);
      return;
    }
    const start =
      node.startEventId === undefined ? undefined : ctx.elementAt(ctx.execution(scopeId), node.startEventId);
    if (!start) throw new ProcessEngineError(`No initial activity found for subprocess ${element.id}`);
    const token = createToken(ctx, scopeId, { activityId: start.id });
    ctx.agenda.defer(token.id, () => arrive(ctx, token.id, start));
  },
  emptied(ctx, scopeId, element) {
    if (element.node.variant === 'adHoc') adHocEmptied(ctx, scopeId, element);
    else leave(ctx, scopeId);
  },
};
