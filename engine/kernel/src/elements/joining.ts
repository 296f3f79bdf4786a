import type { Context } from '../state/context.js';
import type { Execution } from '../tables/entities.js';
import type { Element } from '../state/graph.js';
import { endActivity } from '../flow/lifecycle.js';
import { removeToken, tokensOf } from '../state/tree.js';

/** The tokens that have arrived at a joining gateway, in order of creation. */
export const waitingAt = (ctx: Context, scopeId: string, element: Element): Execution[] =>
  tokensOf(ctx, scopeId).filter((token) => token.state === 'joining' && token.activityId === element.id);

/** Ends the other tokens at a join; the one that arrived last goes on. */
export function join(ctx: Context, tokenId: string, joined: readonly Execution[]): void {
  for (const other of joined) {
    if (other.id === tokenId) continue;
    endActivity(ctx, other.id, false);
    removeToken(ctx, ctx.execution(other.id));
  }
}
