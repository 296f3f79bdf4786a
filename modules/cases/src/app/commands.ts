import { EngineError, NotFoundError, typedValues, type ProcessEngine } from '@anliu/engine-protocol';
import { AppError, diskProblem } from '@anliu/kit';
import type { CaseRecord, PendingCommand } from '../domain/case.js';
import { dueOf } from '../domain/clocks.js';
import { UNCHANGED } from '../store/case-store.js';
import { calendarOf, processOf, type CaseContext } from './context.js';
import { completed, drop, started } from './pending.js';
import { say } from '../sentences.js';

/** The engine refused a completion that was written already; the case is as it was before. */
export class CompletionRefusedError extends Error {
  readonly taskId: string;
  constructor(taskId: string, cause: unknown) {
    super(`the engine refused to complete task ${taskId}`, { cause });
    this.name = 'CompletionRefusedError';
    this.taskId = taskId;
  }
}

/**
 * Tells the engine what it has not been told yet, in order. Every command may be repeated: a start is recognised by the business key, a
 * completion by the task, a clock by its value. What fails for another reason than a refusal stays and is finished later.
 * @throws CompletionRefusedError, AppError (start refused)
 */
export async function runPending(context: CaseContext, record: CaseRecord): Promise<CaseRecord> {
  if (record.pending.length === 0) return record;
  // One after the other per case: whoever comes second finds the commands done.
  return context.commands.run(record._id, async () => {
    let current = await context.store.get(record._id);
    for (const command of current.pending) current = await attempt(context, current, command);
    await context.audits.deliver(current);
    return current;
  });
}

async function attempt(context: CaseContext, record: CaseRecord, command: PendingCommand): Promise<CaseRecord> {
  try {
    return await run(context, record, command);
  } catch (error) {
    if (!EngineError.isInstance(error)) {
      // Written, but not known to the engine yet: lists show it as it is now.
      context.changed(record);
      throw error;
    }
    if (command.kind === 'complete') {
      await undo(context, record, command);
      throw new CompletionRefusedError(command.taskId, error);
    }
    if (command.kind === 'start') {
      context.log.error('the engine refused a start', { case: record.no, reason: error.message });
      await context.store.remove(record._id);
      // A full disk is behind some of these and is answered as such; the rest is the definition's mistake, not the server's.
      if (diskProblem(error)) throw error;
      throw new AppError(422, 'START_REFUSED', say.startRefused, { cause: error });
    }
    throw error;
  }
}

async function run(context: CaseContext, record: CaseRecord, command: PendingCommand): Promise<CaseRecord> {
  const { engine, store } = context;
  switch (command.kind) {
    case 'start': {
      const instanceId = (await instanceOf(engine, record.no)) ?? (await start(engine, record, command.variables));
      return done(context, record, command.id, (draft) => started(context, draft, instanceId));
    }
    case 'complete': {
      if (await isOpen(engine, command.taskId)) {
        await engine.tasks.complete(command.taskId, { variables: typedValues(command.variables) });
      } else if (!(await wasCompleted(engine, command.taskId))) {
        throw new NotFoundError(`task ${command.taskId} was removed`);
      }
      return done(context, record, command.id, (draft) =>
        completed(context, draft, command.taskId, context.clock.now()),
      );
    }
    case 'move-clock': {
      await moveTimers(context, record, command.clock);
      return store.change(record._id, (draft) => drop(draft, command.id));
    }
  }
}

/**
 * The engine has done what it was told. Its events say so as well, and taking them over writes it together with all that follows; only when
 * they do not come (they are not read yet, or the engine did it before a crash and they were read) it is written by itself.
 */
async function done(
  { pump, store }: CaseContext,
  record: CaseRecord,
  command: string,
  apply: (draft: CaseRecord) => void,
): Promise<CaseRecord> {
  await pump.drained();
  const now = await store.get(record._id);
  return now.pending.some(({ id }) => id === command) ? store.change(record._id, apply) : now;
}

async function start(engine: ProcessEngine, record: CaseRecord, variables: Record<string, unknown>): Promise<string> {
  const instance = await engine.runtime.startProcessInstance({
    processDefinitionId: record.definitionId,
    businessKey: record.no,
    variables: typedValues(variables),
  });
  return instance.id;
}

/** The instance that was started for a case number, running or over. */
async function instanceOf(engine: ProcessEngine, no: string): Promise<string | undefined> {
  const [found] = await engine.history.listProcessInstances({ processInstanceBusinessKey: no, maxResults: 1 });
  return found?.id;
}

async function isOpen(engine: ProcessEngine, taskId: string): Promise<boolean> {
  return (await engine.tasks.count({ taskId })) > 0;
}

async function wasCompleted(engine: ProcessEngine, taskId: string): Promise<boolean> {
  const [task] = await engine.history.listTasks({ taskId });
  return task?.deleteReason === 'completed';
}

/** Gives the timers of a clock its due date: the variable later timers read, and the jobs that wait already. */
async function moveTimers(context: CaseContext, record: CaseRecord, clockId: string): Promise<void> {
  const clock = record.clocks.find((item) => item.id === clockId);
  if (!clock || record.instanceId === undefined || record.closed) return;
  const due = dueOf(clock, context.clock.now(), calendarOf(context, record.region));
  try {
    await context.engine.runtime.setVariable(record.instanceId, `${clockId}_due`, { type: 'String', value: due });
  } catch (error) {
    if (NotFoundError.isInstance(error) || (EngineError.isInstance(error) && error.status < 501)) {
      // The instance ended meanwhile; there is no timer left to move.
      if ((await context.engine.runtime.countProcessInstances({ processInstanceIds: [record.instanceId] })) === 0)
        return;
    }
    throw error;
  }
  const timers = Object.values(processOf(context, record).process.nodes).filter(
    (node) => node.properties['anliu.clock'] === clockId && node.timer,
  );
  for (const timer of timers) {
    for (const job of await context.engine.jobs.list({ processInstanceId: record.instanceId, activityId: timer.id })) {
      await context.engine.jobs.setDueDate(job.id, due);
    }
  }
}

/** Takes a completion back that the engine refused; data that somebody changed since stays. */
async function undo(
  context: CaseContext,
  record: CaseRecord,
  command: Extract<PendingCommand, { kind: 'complete' }>,
): Promise<void> {
  await context.store.change(record._id, (draft) => {
    if (!draft.pending.some((item) => item.id === command.id)) return UNCHANGED;
    drop(draft, command.id);
    draft.timeline = draft.timeline.filter((item) => item.taskId !== command.taskId);
    draft.performances = draft.performances.filter((item) => item.taskId !== command.taskId);
    if (draft.version === command.version) {
      draft.data = command.undo.data;
      draft.clocks = command.undo.clocks;
      draft.title = command.undo.title;
      draft.version += 1;
    }
    return undefined;
  });
}

/** Finishes what a crash (`everywhere`: at start) or a failure left over. */
export async function recoverPending(context: CaseContext, everywhere: boolean): Promise<number> {
  const left = await context.store.waiting(everywhere);
  for (const record of left) {
    try {
      context.changed(await runPending(context, record));
    } catch (error) {
      context.log.warn('a pending command could not be finished', { case: record.no, reason: String(error) });
    }
  }
  return left.length;
}
