import { dayOf, officeIso } from '@anliu/office-time';
import { ERROR, type OutcomeView } from '@anliu/contract';
import {
  conflict,
  fingerprint,
  formInvalid,
  invalid,
  keyReused,
  type FieldRefusal,
  type PersonPrincipal,
} from '@anliu/kit';
import { parseClockStart, parseIds, parseOutcomes } from '@anliu/conventions';
import { together, type Sentence } from '@anliu/sentences';
import { feelText, parameterOn, type NodeMeta } from '@anliu/packs';
import { isBlank, withoutInvisible } from '@anliu/text';
import { randomUUID } from 'node:crypto';
import type { CaseClock, CaseRecord } from '../domain/case.js';
import { dueVariables, earliestDue, newClock, withClock } from '../domain/clocks.js';
import { expressionScope, personFacts } from '../domain/scope.js';
import { MAX_OPINION_LENGTH } from '../limits.js';
import { filesIn, lookUpIn, peopleIn } from './canonical.js';
import { runPending } from './commands.js';
import {
  calendarOf,
  documentNumbers,
  entry,
  formContextOf,
  paramNow,
  parentOf,
  pinOf,
  processOf,
  type CaseContext,
} from './context.js';
import { isOtherRequest } from './open-case.js';
import { deriveHeader, engineVariables, formsOf } from './derive.js';
import { say } from '../sentences.js';

export interface CompleteRequest {
  readonly caseId: string;
  readonly taskId: string;
  readonly step: string;
  readonly taskCreatedAt: string;
  readonly outcome: string;
  readonly opinion?: string | undefined;
  readonly data: Record<string, unknown>;
  readonly caseVersion: number;
  readonly key: string;
}

export interface Completion {
  readonly record: CaseRecord;
  readonly message: string;
}

/**
 * Finishes a step: checked completely, then data, clocks, timeline and the command for the engine in one document write, then the
 * engine. A second request for the same task by the same person and key gets the same answer. Refusals change nothing.
 * @throws AppError 400 (outcome, opinion, field not writable), 409 SAME_OFFICER or CASE_STALE, 422 with every wrong field;
 *   or IDEMPOTENCY_KEY_REUSED when the key was used for another content; CompletionRefusedError when the engine no longer has the task
 */
export async function completeStep(
  context: CaseContext,
  request: CompleteRequest,
  principal: PersonPrincipal,
): Promise<Completion> {
  const record = await context.store.get(request.caseId);
  const repeated = await answerOfRepeat(context, record, request, principal);
  if (repeated) return repeated;
  const { version, process } = processOf(context, record);
  const node = process.nodes[request.step];
  if (!node) throw new Error(`process ${process.key} has no step ${request.step}`);

  checkSeparation(process.nodes, record, node, principal);
  const outcome = outcomeOf(node, request.outcome);
  const opinion = opinionOf(outcome, request.opinion);
  if (record.version !== request.caseVersion) throw stale(record);

  const now = context.clock.now();
  const parent = await parentOf(context, record);
  const param = paramNow(context, version);
  const formContext = formContextOf(context, version, { principal, record, parent, outcome: outcome.key });
  const formKey = node.formKey ?? '';
  const accepted = await context.forms.validateSubmission(
    formKey,
    request.data,
    record.data,
    formContext,
    lookUpIn(context),
    pinOf(version),
  );
  const { data, definition } = accepted;
  const errors: FieldRefusal[] = [];
  const documents = await documentNumbers(context, record);
  errors.push(...(await runChecks()));
  if (errors.length > 0) throw formInvalid(together(errors.map((error) => error.message)), errors);

  const { id, name, certificate } = principal.person;
  const { organization, title } = principal.acting;
  const by = {
    id,
    name,
    title: `${organization.name} · ${title}`,
    ...(certificate === undefined ? {} : { certificate }),
  };
  const task = { outcome: outcome.key, ...(opinion === undefined ? {} : { opinion }), by };
  const calendar = calendarOf(context, record.region);
  const scope = expressionScope({ record, data, documents, parent, param, task, person: personFacts(principal) });
  const started = startedClocks();
  const message =
    feelText(node.properties['anliu.done'], scope, now) ??
    say.completed({ step: node.name, outcome: outcome.label }).toString();
  const variables = {
    outcome: outcome.key,
    ...engineVariables(node.properties['anliu.variables'], scope, now),
    ...dueVariables(started, now, calendar),
  };
  const duration = now.getTime() - Date.parse(request.taskCreatedAt);

  await context.files.attach(filesIn([definition], data), record._id, id);
  const written = await context.store.change(record._id, (draft) => {
    if (draft.version !== request.caseVersion) throw stale(draft);
    const { data: oldData, clocks, title: oldTitle } = draft;
    draft.data = data;
    draft.version += 1;
    Object.assign(draft, deriveHeader(process, scope, now));
    for (const clock of started) draft.clocks = withClock(draft.clocks, clock);
    const due = earliestDue(draft, now, calendar);
    if (due === undefined) delete draft.due;
    else draft.due = due;
    draft.timeline.push(
      {
        ...entry(now, 'step', node.name || node.id, {
          by,
          outcomeLabel: outcome.label,
          ...(opinion === undefined ? {} : { opinion }),
          ...(Number.isFinite(duration) && duration >= 0 ? { duration } : {}),
        }),
        taskId: request.taskId,
        step: node.id,
      },
      ...started.map((clock) => ({
        ...entry(now, 'clock', say.clockStarted({ clock: clock.name }).toString()),
        taskId: request.taskId,
      })),
    );
    draft.performances.push({ step: node.id, taskId: request.taskId, person: by, at: officeIso(now) });
    draft.participants = [...new Set([...draft.participants, id, ...peopleIn(formsOf(version, process), data)])];
    draft.pending.push({
      kind: 'complete',
      id: randomUUID(),
      taskId: request.taskId,
      step: node.id,
      key: request.key,
      request: requestOf(request),
      variables,
      message,
      outcome: outcome.key,
      by,
      post: principal.acting.post,
      undo: { data: oldData, clocks, title: oldTitle },
      version: draft.version,
    });
  });
  return { record: await runPending(context, written), message };

  async function runChecks(): Promise<FieldRefusal[]> {
    const names = parseIds(node?.properties['anliu.check']);
    if (names.length === 0) return [];
    return context.checks.run(names, version.manifest.checks, {
      record,
      parent,
      data,
      step: request.step,
      outcome: outcome.key,
      principal,
      now,
      param,
      documents,
    });
  }

  function startedClocks(): CaseClock[] {
    return parseClockStart(node?.properties['anliu.clock.start'] ?? '').flatMap((rule) => {
      const clock = newClock(rule, parameterOn(version, rule.parameter, dayOf(now)), data, now);
      return clock ? [clock] : [];
    });
  }
}

const requestOf = ({ outcome, opinion, data }: CompleteRequest): string => fingerprint([outcome, opinion, data]);

/** The same person sent this completion before: the answer is the same, and what a crash left over is finished first. */
async function answerOfRepeat(
  context: CaseContext,
  record: CaseRecord,
  request: CompleteRequest,
  principal: PersonPrincipal,
): Promise<Completion | undefined> {
  const isMine = (command: { taskId?: string; key?: string; by?: { id: string } }): boolean =>
    command.taskId === request.taskId && command.key === request.key && command.by?.id === principal.person.id;
  const finished = record.finished.find(isMine);
  const sent = requestOf(request);
  if (finished && isOtherRequest(finished.request, sent)) throw keyReused();
  if (finished) {
    await context.audits.deliver(record);
    return { record, message: finished.message };
  }
  const pending = record.pending.find((command) => command.kind === 'complete' && isMine(command));
  if (pending?.kind !== 'complete') return undefined;
  if (isOtherRequest(pending.request, sent)) throw keyReused();
  return { record: await runPending(context, record), message: pending.message };
}

const stale = (record: CaseRecord) =>
  conflict(ERROR.stale, say.stale, {
    version: record.version,
  });

/** @throws AppError 409 when the person did one of the steps that must be done by somebody else */
function checkSeparation(
  nodes: Readonly<Record<string, NodeMeta>>,
  record: CaseRecord,
  node: NodeMeta,
  principal: PersonPrincipal,
): void {
  const reason = separationReason(nodes, record, node, principal.person.id);
  if (reason !== undefined) throw conflict(ERROR.sameOfficer, reason);
}

/** Why this person may not do a step because of one they did before, or undefined. Only the last performance of a step counts. */
export function separationReason(
  nodes: Readonly<Record<string, NodeMeta>>,
  record: CaseRecord,
  node: NodeMeta,
  personId: string,
): Sentence | undefined {
  for (const step of parseIds(node.properties['anliu.separate'])) {
    const last = record.performances.findLast((performance) => performance.step === step);
    if (last?.person.id !== personId) continue;
    const name = step === 'start' ? say.start : (nodes[step]?.name ?? step);
    return say.separate({ done: name, step: node.name || node.id });
  }
  return undefined;
}

/** @throws AppError 400 for an outcome the step does not have */
function outcomeOf(node: NodeMeta, key: string): OutcomeView {
  const outcomes = parseOutcomes(node.properties['anliu.outcomes'] ?? '');
  const outcome = outcomes.find((item) => item.key === key);
  if (outcome) return outcome;
  const known = outcomes.map((item) => `“${item.label}”`);
  throw invalid(say.outcomeUnknown({ step: node.name || node.id, outcome: key, known }), [
    { path: 'outcome', code: 'OUTCOME_UNKNOWN', message: say.outcomes({ known }) },
  ]);
}

/** @throws AppError 422 when an opinion is required and missing, 400 when it is too long */
function opinionOf(outcome: OutcomeView, opinion: string | undefined): string | undefined {
  const text = opinion?.trim() ?? '';
  if (text.length > MAX_OPINION_LENGTH)
    throw invalid(say.opinionTooLong({ max: MAX_OPINION_LENGTH, actual: text.length }));
  if (isBlank(text) && outcome.opinion === 'required') {
    const message = say.opinionMissing({ outcome: outcome.label });
    throw formInvalid(message, [{ path: 'opinion', code: 'REQUIRED', message }]);
  }
  return isBlank(text) ? undefined : withoutInvisible(text);
}
