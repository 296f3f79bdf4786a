import type { Behaviour } from '../state/context.js';
import { runScript } from '../values/expressions.js';
import { leave } from '../flow/lifecycle.js';
import { createUserTask } from '../waiting/tasks.js';
import { setVariable } from '../values/variables.js';
import { perform } from './implementations.js';

/** The undefined task and the manual task. */
export const passThroughTask: Behaviour = { execute: (ctx, id) => leave(ctx, id) };

export const userTask: Behaviour<'userTask'> = {
  execute: (ctx, id, { node }) => createUserTask(ctx, id, node),
  signal: (ctx, id) => leave(ctx, id),
};

export const serviceLikeTask: Behaviour<'serviceTask' | 'sendTask' | 'businessRuleTask'> = {
  execute: (ctx, id, { node }) => perform(ctx, id, node.implementation),
  signal: (ctx, id) => leave(ctx, id),
};

export const scriptTask: Behaviour<'scriptTask'> = {
  execute(ctx, id, { node }) {
    const result = runScript(ctx, id, node.script);
    if (node.resultVariable !== undefined) setVariable(ctx, id, node.resultVariable, result);
    ctx.agenda.schedule(id, () => leave(ctx, id));
  },
};

/** Waits for its message, or without one for `signal execution`. */
export const receiveTask: Behaviour = {
  execute: () => undefined,
  signal: (ctx, id) => leave(ctx, id),
};
