import type { Activity, Block, Process } from './blocks.js';
import { withEngine } from '../with-engine.js';
import { generateProcess } from './generate.js';
import { PathFailure, runSeed } from './run.js';

/** Processes with one thing less: a block of a sequence, a boundary event, an event sub-process, a flag. */
export function* smallerProcesses(process: Process): Generator<Process> {
  for (let i = 0; i < process.handlers.length; i++) {
    yield { ...process, handlers: process.handlers.filter((_, index) => index !== i) };
  }
  for (const body of smaller(process.body)) yield { ...process, body };
  for (const [i, handler] of process.handlers.entries()) {
    for (const body of smaller(handler.body))
      yield { ...process, handlers: replaced(process.handlers, i, { ...handler, body }) };
  }
}

const replaced = <T>(items: readonly T[], index: number, item: T): T[] =>
  items.map((one, position) => (position === index ? item : one));

function* smaller(block: Block): Generator<Block> {
  switch (block.kind) {
    case 'sequence':
      if (block.blocks.length > 1) {
        for (let i = 0; i < block.blocks.length; i++)
          yield { ...block, blocks: block.blocks.filter((_, index) => index !== i) };
      }
      for (const [i, inner] of block.blocks.entries())
        for (const less of smaller(inner)) yield { ...block, blocks: replaced(block.blocks, i, less) };
      return;
    case 'exclusive':
    case 'parallel':
    case 'inclusive':
    case 'eventGateway':
      if (block.kind !== 'eventGateway') yield* block.branches;
      for (const [i, inner] of block.branches.entries())
        for (const less of smaller(inner)) yield { ...block, branches: replaced(block.branches, i, less) };
      return;
    case 'loop':
      yield block.body;
      for (const body of smaller(block.body)) yield { ...block, body };
      return;
    case 'activity':
      yield* smallerActivity(block);
      return;
    case 'throw':
  }
}

function* smallerActivity(activity: Activity): Generator<Activity> {
  const { what, boundaries } = activity;
  if (activity.multi) yield { ...activity, multi: undefined };
  if (activity.asyncBefore) yield { ...activity, asyncBefore: false };
  if (activity.asyncAfter) yield { ...activity, asyncAfter: false };
  if (activity.compensation) yield { ...activity, compensation: undefined };
  for (const [i, boundary] of boundaries.entries()) {
    yield { ...activity, boundaries: boundaries.filter((_, index) => index !== i) };
    for (const handler of smaller(boundary.handler))
      yield { ...activity, boundaries: replaced(boundaries, i, { ...boundary, handler }) };
  }
  if (what.is === 'call') {
    for (const process of smallerProcesses(what.process)) yield { ...activity, what: { ...what, process } };
  }
  if (what.is === 'subProcess') {
    for (const one of smallerProcesses({ key: '', body: what.body, handlers: what.handlers }))
      yield { ...activity, what: { ...what, body: one.body, handlers: one.handlers } };
  }
}

const fails = async (seed: number, process: Process, paths: number): Promise<PathFailure | undefined> => {
  let failure: PathFailure | undefined;
  await withEngine([], async (story) => {
    story.engine.core.db.pragma('synchronous = OFF');
    try {
      await runSeed(story, seed, paths, process);
    } catch (error) {
      if (error instanceof PathFailure) failure = error;
      else throw error;
    }
  });
  return failure;
};

/** The first line of a failure without its ids: what is meant by "the same failure". */
const kindOf = (failure: PathFailure): string =>
  failure.cause instanceof Error
    ? (failure.cause.message.split('\n')[0] ?? '').replace(/[0-9a-f-]{20,}|\d+/g, '#')
    : '';

/** Attempts before what is found is good enough. */
const MAX_ATTEMPTS = 400;

/** Drops blocks of a failing process as long as it fails the same way. Undefined when the seed does not fail. */
export async function shrink(
  seed: number,
  paths: number,
): Promise<{ process: Process; failure: PathFailure } | undefined> {
  let process = generateProcess(seed);
  let failure = await fails(seed, process, paths);
  if (!failure) return undefined;
  const kind = kindOf(failure);
  let attempts = 0;
  for (let found = true; found;) {
    found = false;
    for (const candidate of smallerProcesses(process)) {
      if (++attempts > MAX_ATTEMPTS) return { process, failure };
      const again = await fails(seed, candidate, paths);
      if (!again || kindOf(again) !== kind) continue;
      process = candidate;
      failure = again;
      found = true;
      break;
    }
  }
  return { process, failure };
}
