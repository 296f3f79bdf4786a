import { compareTimes, officeIso } from '@anliu/office-time';
import { ClockError, clockView, endClock, extendClock, resumeClock, stopClock } from '@anliu/calendar';
import type { ClockView } from '@anliu/contract';
import { conflict } from '@anliu/kit';
import { randomUUID } from 'node:crypto';
import type { CaseClock, CaseDraft, CaseRecord } from '../domain/case.js';
import { earliestDue, movedClocks, withClock } from '../domain/clocks.js';
import { runPending } from './commands.js';
import { calendarOf, entry, type CaseContext } from './context.js';
import { say } from '../sentences.js';

export type ClockCommand =
  | { kind: 'stop'; reason: string }
  | { kind: 'resume' }
  | { kind: 'extend'; by: { amount: number } | { dueDate: string }; reason: string }
  | { kind: 'end' };

const SAID = {
  stop: say.clockStopped,
  resume: say.clockResumed,
  extend: say.clockExtended,
  end: say.clockEnded,
} as const;

/**
 * Stops, resumes, extends or ends a clock of a case; the engine's timers follow.
 * @throws AppError 409 with the reason when the clock does not allow it
 */
export async function commandClock(
  context: CaseContext,
  caseId: string,
  clockId: string,
  command: ClockCommand,
): Promise<CaseRecord> {
  const now = context.clock.now();
  const record = await context.store.change(caseId, (draft) => {
    const clock = draft.clocks.find((item) => item.id === clockId);
    if (!clock) throw conflict('CLOCK_MISSING', say.clockMissing);
    const changed = apply(clock, draft.region);
    setClock(context, draft, changed, now);
    draft.timeline.push(
      entry(
        now,
        'clock',
        SAID[command.kind]({ clock: clock.name }).toString(),
        'reason' in command ? { detail: command.reason } : {},
      ),
    );
    if (command.kind !== 'end') pushMove(draft, clockId);
  });
  const done = await runPending(context, record);
  context.changed(done);
  return done;

  function apply(clock: CaseClock, region: string): CaseClock {
    const calendar = calendarOf(context, region);
    try {
      switch (command.kind) {
        case 'stop':
          return { ...clock, ...stopClock(clock, now, command.reason) };
        case 'resume':
          return { ...clock, ...resumeClock(clock, now) };
        case 'extend':
          return { ...clock, ...extendClock(clock, command.by, now, command.reason, calendar) };
        case 'end':
          return { ...clock, ...endClock(clock, now) };
      }
    } catch (error) {
      if (error instanceof ClockError) throw conflict(error.code, error.message);
      throw error;
    }
  }
}

function setClock(context: CaseContext, draft: CaseDraft, clock: CaseClock, now: Date): void {
  draft.clocks = withClock(draft.clocks, clock);
  refreshDue(context, draft, now);
}

export function refreshDue(context: CaseContext, draft: CaseDraft, now: Date): void {
  const due = earliestDue(draft, now, calendarOf(context, draft.region));
  if (due === undefined) delete draft.due;
  else draft.due = due;
}

const pushMove = (draft: CaseDraft, clock: string): void => {
  draft.pending.push({ kind: 'move-clock', id: randomUUID(), clock });
};

/** Writes changed fields into a draft; running clocks that read one of them move, and their timers with them. */
export function writeData(context: CaseContext, draft: CaseDraft, changes: Record<string, unknown>, now: Date): void {
  const before = draft.data;
  draft.data = { ...before, ...changes };
  draft.version += 1;
  for (const clock of movedClocks(draft.clocks, before, draft.data)) {
    draft.clocks = withClock(draft.clocks, clock);
    draft.timeline.push(
      entry(now, 'clock', say.clockMoved({ clock: clock.name, day: clock.dueDate ?? '' }).toString()),
    );
    pushMove(draft, clock.id);
  }
  refreshDue(context, draft, now);
}

/** Ends clocks at an instant; ones that were started later stay. */
export function endClocks(draft: CaseDraft, ids: readonly string[], at: string): boolean {
  let changed = false;
  draft.clocks = draft.clocks.map((clock) => {
    if (!ids.includes(clock.id) || clock.endedAt !== undefined || compareTimes(officeIso(at), clock.startedAt) < 0)
      return clock;
    changed = true;
    return { ...clock, ...endClock(clock, at) };
  });
  return changed;
}

export const clockViews = (context: CaseContext, record: CaseRecord): ClockView[] =>
  record.clocks.map((clock) => clockView(clock, context.clock.now(), calendarOf(context, record.region)));
