import { officeIso } from '@anliu/office-time';
import type { CaseDraft } from '../domain/case.js';
import { MAX_FINISHED_COMMANDS } from '../limits.js';
import { completionRecord, startRecord } from './audit-outbox.js';
import type { CaseContext } from './context.js';

/** The command is done or given up. */
export function drop(draft: CaseDraft, id: string): void {
  draft.pending = draft.pending.filter((command) => command.id !== id);
}

/** The engine runs the case: its start is no longer pending, and its audit record is written with that. */
export function started(context: Pick<CaseContext, 'audits'>, draft: CaseDraft, instanceId: string): void {
  const command = draft.pending.find((item) => item.kind === 'start');
  if (command?.kind !== 'start') return;
  draft.instanceId = instanceId;
  drop(draft, command.id);
  context.audits.add(draft, startRecord(draft, command));
}

/** The engine has completed the task: what was pending for it is kept as an answer for repeated requests, with its audit record. */
export function completed(context: Pick<CaseContext, 'audits'>, draft: CaseDraft, taskId: string, at: Date): void {
  const command = draft.pending.find((item) => item.kind === 'complete' && item.taskId === taskId);
  if (command?.kind !== 'complete') return;
  drop(draft, command.id);
  context.audits.add(draft, completionRecord(draft, command));
  const { key, request, outcome, message, by } = command;
  draft.finished.push({
    taskId,
    key,
    ...(request === undefined ? {} : { request }),
    outcome,
    message,
    by,
    at: officeIso(at),
  });
  draft.finished.splice(0, Math.max(0, draft.finished.length - MAX_FINISHED_COMMANDS));
}
