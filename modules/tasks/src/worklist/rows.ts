import type { ClockRecord, WorkCalendar } from '@anliu/calendar';
import { officeIso } from '@anliu/office-time';
import { dueOf as dueOfClock, runningClocks, type CaseRecord } from '@anliu/cases';
import type { OrganizationRef } from '@anliu/contract';
import { termsOf, normalized } from '../domain/terms.js';
import type { InboxTask } from '../domain/inbox-task.js';
import type { CaseFacts, CaseRow, DeskRow, DeskTask, DeskView, Duty } from '../domain/worklist.js';
import { MAX_SEARCHED_NAMES, NEVER_DUE } from '../limits.js';
import { audiencesOf, deskAudience } from './audience.js';

/** What the rows of a case are made of, besides the case and its tasks. */
export interface RowFacts {
  readonly now: Date;
  readonly calendar: WorkCalendar;
  readonly town: { code: string; name: string } | undefined;
  /** Limit of a step of its own. */
  stepClock(task: InboxTask): ClockRecord | undefined;
  /** Case clock shown on a step. */
  clockOnStep(task: InboxTask): string | undefined;
}

/** All rows of one case, made anew from the case and its tasks: the same input gives the same rows. */
export function rowsOf(
  record: CaseRecord,
  tasks: readonly InboxTask[],
  facts: RowFacts,
): { row: Omit<CaseRow, '_id' | 'rev'>; desk: DeskRow[] } {
  const open = tasks.filter((task) => task.state === 'open').sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const dueOf = (clock: ClockRecord): string => dueText(clock, facts);
  const clocks = record.closed ? [] : runningClocks(record);
  const shown = new Map(open.map((task) => [task._id, urgent(clockCandidates(task), dueOf)]));
  const duty = record.closed ? undefined : dutyOf();
  const desk = [...tasks.flatMap(deskRowsOf)];
  const caseFacts = factsOf(record);
  const audience = audiencesOf(record);
  if (duty?.due !== undefined)
    for (const owner of audience) {
      desk.push({
        _id: `duty|${owner}|${record._id}`,
        owner,
        view: 'duty',
        at: duty.due,
        caseId: record._id,
        kind: record.kind,
        facts: caseFacts,
      });
    }
  const texts = [
    record.no,
    record.title,
    record.kindTitle,
    ...(record.enterprise ? [record.enterprise.name, record.enterprise.uscc] : []),
  ];
  const names = namesOf(record, open);
  const ended = record.clocks
    .filter((clock) => clock.endedAt !== undefined)
    .sort((a, b) => ((a.endedAt ?? '') < (b.endedAt ?? '') ? 1 : -1))[0];
  const clock = duty?.clock ?? ended;
  return {
    row: {
      caseId: record._id,
      no: record.no,
      kindTitle: record.kindTitle,
      title: record.title,
      ...(record.enterprise ? { enterprise: record.enterprise } : {}),
      office: record.organization,
      ...(facts.town ? { town: facts.town } : {}),
      createdAt: record.createdAt,
      ...(record.closedAt === undefined ? {} : { closedAt: record.closedAt }),
      ...caseFacts,
      audience: [
        ...new Set([
          ...audience,
          ...desk.flatMap((row) => (row.view === 'duty' ? [] : [deskAudience(row.view, row.owner)])),
        ]),
      ],
      terms: termsOf(texts, names),
      text: [...texts, ...names].map(normalized).join('\n'),
      ...(duty ? { duty } : {}),
      ...(clock ? { clock } : {}),
    },
    desk,
  };

  function clockCandidates(task: InboxTask): ClockRecord[] {
    const own = facts.stepClock(task);
    const named = facts.clockOnStep(task);
    return [...(own ? [own] : []), ...clocks.filter((clock) => clock.id === named)];
  }

  function dutyOf(): Duty | undefined {
    const steps = open.map((task): Duty => {
      const clock = facts.stepClock(task);
      return {
        name: task.name,
        ...(clock ? { due: dueOf(clock), clock } : {}),
        state: 'running',
        since: task.createdAt,
        ...holderOf(task),
      };
    });
    const others = clocks.map((clock): Duty => {
      const task = open.find((item) => facts.clockOnStep(item) === clock.id) ?? open[0];
      return {
        name: clock.name,
        due: dueOf(clock),
        clock,
        state: clock.stops.some((stop) => stop.to === undefined) ? 'stopped' : 'running',
        since: officeIso(clock.startedAt),
        ...(task ? holderOf(task) : { holder: [] }),
      };
    });
    return [...steps, ...others].reduce<Duty | undefined>(
      (first, next) => (first && (first.due ?? NEVER_DUE) <= (next.due ?? NEVER_DUE) ? first : next),
      undefined,
    );
  }

  function deskRowsOf(task: InboxTask): DeskRow[] {
    const clock = shown.get(task._id);
    const at = clock ? dueOf(clock) : NEVER_DUE;
    const row = (view: DeskView, owner: string, when: string, unread: boolean, draftAt?: string): DeskRow => ({
      _id: `${view}|${owner}|${task._id}`,
      owner,
      view,
      at: when,
      caseId: record._id,
      kind: record.kind,
      task: {
        ...taskOf(task),
        claimable: task.state === 'open' && !task.assignee && task.people.includes(owner),
        ...(clock ? { clock } : {}),
        unread,
        ...(draftAt === undefined ? {} : { draftAt }),
      },
    });
    if (task.state === 'completed')
      return task.endedBy ? [row('done', task.endedBy.id, task.endedAt ?? '', false)] : [];
    if (task.state !== 'open') return [];
    const draftOf = (person: string): string | undefined =>
      task.drafts?.find((draft) => draft.person === person)?.savedAt;
    const unreadBy = (person: string): boolean => !task.readBy.includes(person);
    const holders = task.assignee ? [task.assignee.id] : task.people;
    const starter = record.parent ? undefined : record.startedBy?.id;
    return [
      ...holders.map((person) =>
        row(task.assignee ? 'todo' : 'claimable', person, at, unreadBy(person), draftOf(person)),
      ),
      ...(starter === undefined ? [] : [row('started', starter, at, unreadBy(starter), draftOf(starter))]),
      ...(task.drafts ?? [])
        .filter((draft) => task.people.includes(draft.person))
        .map((draft) => row('drafts', draft.person, at, unreadBy(draft.person), draft.savedAt)),
    ];
  }
}

const holderOf = (task: InboxTask): Pick<Duty, 'holder' | 'unit'> => ({
  holder: task.assignee ? [task.assignee] : task.candidates,
  ...(task.unit ? { unit: task.unit } : {}),
});

const taskOf = (task: InboxTask): Omit<DeskTask, 'unread' | 'claimable'> => ({
  id: task._id,
  name: task.name,
  definitionKey: task.definitionKey,
  ...(task.assignee ? { assignee: task.assignee } : {}),
  ...(task.sender ? { sender: task.sender } : {}),
  createdAt: task.createdAt,
  ...(task.endedAt === undefined ? {} : { endedAt: task.endedAt }),
  ...(task.outcome === undefined ? {} : { outcome: task.outcome }),
});

const factsOf = (record: CaseRecord): CaseFacts => ({
  closed: record.closed,
  kind: record.kind,
  state: record.state,
  ...(record.grade ? { grade: record.grade } : {}),
  region: record.region,
  organization: (record.organization satisfies OrganizationRef).id,
  ...(record.enterprise ? { uscc: record.enterprise.uscc } : {}),
});

/** Who started, who did something and who has it now. */
const namesOf = (record: CaseRecord, open: readonly InboxTask[]): string[] =>
  [
    ...new Set([
      ...(record.startedBy ? [record.startedBy.name] : []),
      ...open.flatMap((task) => (task.assignee ? [task.assignee] : task.candidates).map((person) => person.name)),
      ...record.performances.map((performance) => performance.person.name),
    ]),
  ].slice(0, MAX_SEARCHED_NAMES);

const dueText = (clock: ClockRecord, { now, calendar }: RowFacts): string => dueOfClock(clock, now, calendar);

function urgent(clocks: readonly ClockRecord[], dueOf: (clock: ClockRecord) => string): ClockRecord | undefined {
  return clocks.reduce<ClockRecord | undefined>(
    (first, next) => (first && dueOf(first) <= dueOf(next) ? first : next),
    undefined,
  );
}
