import { officeIso, dayOf } from '@anliu/office-time';
import type { OrganizationRef, PersonRef } from '@anliu/contract';
import type { FormData } from '@anliu/form-model';
import { keyReused } from '@anliu/kit';
import { parseClockStart } from '@anliu/conventions';
import { parameterOn, startOf, type ProcessInPack } from '@anliu/packs';
import { randomUUID } from 'node:crypto';
import type { CaseClock, CaseRecord } from '../domain/case.js';
import { dueVariables, earliestDue, newClock } from '../domain/clocks.js';
import { expressionScope } from '../domain/scope.js';
import { filesIn, peopleIn } from './canonical.js';
import { runPending } from './commands.js';
import { calendarOf, entry, paramNow, type CaseContext } from './context.js';
import { deriveHeader, engineVariables, formsOf } from './derive.js';
import { say } from '../sentences.js';

export interface OpenInput {
  readonly process: ProcessInPack;
  readonly data: FormData;
  readonly startKey: string;
  /** Fingerprint of the request, when a person starts it. */
  readonly startRequest?: string;
  readonly organization: OrganizationRef;
  readonly startedBy: PersonRef | undefined;
  readonly parent: CaseRecord | undefined;
  /** Region when the case has no enterprise. */
  readonly region: string;
  /** Files must have been uploaded by this person; absent when the platform opens the case. */
  readonly filesOf?: string;
  readonly person?: Record<string, unknown>;
  /** Post in which a person opens it; absent when the platform does. */
  readonly post?: string;
}

/**
 * Opens a case and starts its process. The case, its clocks and the command for the engine are one document write; from then on the
 * start is finished even after a crash. The same start key gives the same case.
 * @throws AppError 422 when the key was used to start a case with another content
 */
export async function openCase(
  context: CaseContext,
  input: OpenInput,
): Promise<{ record: CaseRecord; isNew: boolean }> {
  const existing = await context.store.byStartKey(input.startKey);
  if (existing && isOtherRequest(existing.startRequest, input.startRequest)) throw keyReused();
  if (existing) return { record: await runPending(context, existing), isNew: false };
  const draft = await draftCase(context, input);
  const files = filesIn(formsOf(input.process.version, input.process.process), input.data);
  await context.files.attach(files, draft._id, input.filesOf);
  const { record, isNew } = await context.store.insert(draft);
  if (!isNew && isOtherRequest(record.startRequest, input.startRequest)) throw keyReused();
  return { record: await runPending(context, record), isNew };
}

/** What came before knew no fingerprints: then a repeat is a repeat. */
export const isOtherRequest = (stored: string | undefined, sent: string | undefined): boolean =>
  stored !== undefined && sent !== undefined && stored !== sent;

async function draftCase(context: CaseContext, input: OpenInput): Promise<CaseRecord> {
  const { process, version, definitionId } = input.process;
  const now = context.clock.now();
  const param = paramNow(context, version);
  const scope = expressionScope({ data: input.data, parent: input.parent, param, person: input.person });
  const header = deriveHeader(process, scope, now);
  const region =
    (header.enterprise && (await context.enterprises?.regionOf(header.enterprise.uscc))) ??
    input.parent?.region ??
    input.region;
  const id = randomUUID();
  const start = startOf(process);
  const rules = parseClockStart(start?.properties['anliu.clock.start'] ?? '');
  const clocks = rules.flatMap((rule): CaseClock[] => {
    const clock = newClock(rule, parameterOn(version, rule.parameter, dayOf(now)), input.data, now);
    return clock ? [clock] : [];
  });
  const pattern = version.manifest.numbering[process.properties['anliu.number'] ?? ''] ?? '{region}{yyyyMMdd}{seq:4}';
  const no = await context.documents.allocateNumber({
    pattern,
    key: `case:${input.startKey}`,
    region: context.organization.regionPath(region).findLast((item) => item.code.length === 6)?.code ?? region,
    at: now,
  });
  const record: CaseRecord = {
    _id: id,
    no,
    kind: process.properties['anliu.kind'] ?? process.key,
    kindTitle: process.properties['anliu.kindTitle'] ?? process.name,
    process: process.key,
    definitionId,
    packVersion: version.ref,
    ...header,
    state: start?.properties['anliu.state'] ?? '',
    closed: false,
    createdAt: officeIso(now),
    region,
    regionPath: context.organization.regionPath(region).map((item) => item.code),
    organization: input.organization,
    ...(input.startedBy ? { startedBy: input.startedBy } : {}),
    version: 1,
    rev: 1,
    seq: 0,
    data: input.data,
    clocks,
    timeline: [
      entry(now, 'start', start?.name || process.name, input.startedBy ? { by: input.startedBy } : {}),
      ...clocks.map((clock) => entry(now, 'clock', say.clockStarted({ clock: clock.name }).toString())),
    ],
    pending: [],
    finished: [],
    participants: [
      ...new Set([
        ...(input.startedBy ? [input.startedBy.id] : []),
        ...peopleIn(formsOf(version, process), input.data),
      ]),
    ],
    performances: input.startedBy ? [{ step: 'start', person: input.startedBy, at: officeIso(now) }] : [],
    applied: [],
    ...(input.parent ? { parent: { id: input.parent._id, no: input.parent.no } } : {}),
    startKey: input.startKey,
    ...(input.startRequest === undefined ? {} : { startRequest: input.startRequest }),
  };
  const calendar = calendarOf(context, region);
  const due = earliestDue(record, now, calendar);
  if (due !== undefined) record.due = due;
  const fullScope = expressionScope({ record, parent: input.parent, param, person: input.person });
  record.pending.push({
    kind: 'start',
    id: randomUUID(),
    ...(input.post === undefined || !input.startedBy ? {} : { by: input.startedBy.id, post: input.post }),
    variables: {
      case_id: id,
      case_no: no,
      ...engineVariables(process.properties['anliu.variables'], fullScope, now),
      ...engineVariables(start?.properties['anliu.variables'], fullScope, now),
      ...dueVariables(clocks, now, calendar),
    },
  });
  return record;
}
