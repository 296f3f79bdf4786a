import { clockView, type ClockRecord } from '@anliu/calendar';
import type { CaseHeader, CasePage, ClockView, DutyView, TaskPage, TaskSummary, TaskViewId } from '@anliu/contract';
import type { PersonPrincipal } from '@anliu/kit';
import { officeIso } from '@anliu/office-time';
import type { TaskContext } from '../app/context.js';
import type { CaseFacts, CaseRow, DeskRow, DeskView, Duty } from '../domain/worklist.js';
import { MAX_COUNTED } from '../limits.js';
import { audiencesFor, deskAudience, isInScope } from './audience.js';
import {
  byOrder,
  deskFilter,
  dutyFilter,
  listIndex,
  NEWEST_FIRST,
  NEWEST_WORK_FIRST,
  searchFilter,
  URGENT_FIRST,
} from './queries.js';

export interface TaskQuery {
  readonly view: TaskViewId;
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly page: number;
  readonly size: number;
}

export interface CaseQuery {
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly closed?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  readonly uscc?: string | undefined;
  readonly grade?: CaseFacts['grade'];
  readonly page: number;
  readonly size: number;
}

const VIEWS: readonly TaskViewId[] = ['todo', 'claimable', 'done', 'started', 'cc', 'drafts'];
const withoutTerms = { terms: 0, text: 0, audience: 0 } as const;

/** One page of a desk: what is due first stands first, finished work newest first, results of a search newest case first. */
export async function listTasks(context: TaskContext, principal: PersonPrincipal, query: TaskQuery): Promise<TaskPage> {
  const person = principal.person.id;
  const { page, size, view } = query;
  const { counts: numbers } = context.worklist;
  const counts = Object.fromEntries(
    VIEWS.map((id): [TaskViewId, number] => [id, id === 'cc' ? 0 : numbers.desk(id, person)]),
  ) as Record<TaskViewId, number>;
  if (view === 'cc') return { items: [], total: 0, page, size, counts };
  const words = query.q === undefined ? undefined : searchFilter(query.q);
  const found = words
    ? await searchDesk(context, person, view, words, query)
    : { rows: await deskPage(context, person, view, query), total: numbers.desk(view, person, query.kind) };
  return {
    items: await summaries(context, found.rows),
    page,
    size,
    counts,
    ...totalOf(found.total, words ? MAX_COUNTED : Infinity),
  };
}

const totalOf = (total: number, limit = Infinity): { total: number; more?: boolean } =>
  total > limit ? { total: limit, more: true } : { total };

function deskPage(context: TaskContext, person: string, view: DeskView, query: TaskQuery): Promise<DeskRow[]> {
  return context.models.desk
    .find(deskFilter(person, view, query.kind))
    .sort(view === 'done' ? NEWEST_WORK_FIRST : URGENT_FIRST)
    .skip((query.page - 1) * query.size)
    .limit(query.size)
    .lean<DeskRow[]>();
}

/** A page of the cases that are found, with all of this person's tasks of the view in them. */
async function searchDesk(
  context: TaskContext,
  person: string,
  view: Exclude<DeskView, 'duty'>,
  words: Record<string, unknown>,
  query: TaskQuery,
): Promise<{ rows: DeskRow[]; total: number }> {
  const { caseRows, desk } = context.models;
  const where = {
    $and: [
      { audience: deskAudience(view, person) },
      words,
      ...(query.kind === undefined ? [] : [{ kind: query.kind }]),
    ],
  };
  const index = listIndex([], { among: context.worklist.counts.desk(view, person) });
  const [cases, total] = await Promise.all([
    caseRows
      .find(where, { caseId: 1 })
      .hint(index)
      .sort(NEWEST_FIRST)
      .skip((query.page - 1) * query.size)
      .limit(query.size)
      .lean<Pick<CaseRow, 'caseId'>[]>(),
    caseRows.countDocuments(where, { limit: MAX_COUNTED + 1, hint: index }),
  ]);
  const ids = cases.map((row) => row.caseId);
  if (ids.length === 0) return { rows: [], total };
  // By the cases alone: asked with owner and view as well, SQLite may walk the whole desk instead of a page of cases.
  const rows = await desk.find({ caseId: { $in: ids } }).lean<DeskRow[]>();
  const own = rows.filter((row) => row.owner === person && row.view === view);
  return { rows: byOrder(own, ids), total };
}

async function summaries(context: TaskContext, rows: readonly DeskRow[]): Promise<TaskSummary[]> {
  const headers = await headersOf(
    context,
    rows.map((row) => row.caseId),
  );
  return rows.flatMap((row): TaskSummary[] => {
    const header = headers.get(row.caseId);
    if (!header || !row.task) return [];
    const {
      id,
      name,
      definitionKey,
      assignee,
      sender,
      createdAt,
      endedAt,
      outcome,
      clock,
      claimable,
      unread,
      draftAt,
    } = row.task;
    return [
      {
        id,
        name,
        step: definitionKey,
        case: header,
        ...(assignee ? { assignee } : {}),
        claimable,
        ...(sender ? { sender } : {}),
        createdAt,
        ...(endedAt === undefined ? {} : { endedAt }),
        ...(outcome === undefined ? {} : { outcomeLabel: outcome }),
        ...(clock ? { clock: viewOf(context, clock, header.region) } : {}),
        unread,
        ...(draftAt === undefined ? {} : { draftAt }),
      },
    ];
  });
}

async function headersOf(context: TaskContext, caseIds: readonly string[]): Promise<Map<string, CaseHeader>> {
  if (caseIds.length === 0) return new Map();
  const rows = await context.models.caseRows
    .find({ caseId: { $in: [...new Set(caseIds)] } }, withoutTerms)
    .lean<CaseRow[]>();
  return new Map(rows.map((row) => [row.caseId, headerOf(context, row)]));
}

/** Cases this person sees, newest first; overdue ones the longest overdue first. */
export async function listCases(context: TaskContext, principal: PersonPrincipal, query: CaseQuery): Promise<CasePage> {
  const { page, size } = query;
  const sight = await context.cases.sight(principal);
  if (!sight) return { items: [], total: 0, page, size };
  const { scope, own } = audiencesFor(sight);
  const words = query.q === undefined ? undefined : searchFilter(query.q);
  const facts = factFilter(query);
  if (query.overdue === true && !words) return overdueCases(context, { scope, own }, query, facts);
  const where = {
    $and: [
      { audience: { $in: [...scope, own] } },
      ...Object.entries(facts).map(([path, value]) => ({ [path]: value })),
      ...(words ? [words] : []),
      ...(query.overdue === true ? [{ 'duty.due': { $lt: officeIso(context.clock.now()) } }] : []),
    ],
  };
  const regionPath = (code: string): string[] => context.organization.regionPath(code).map((item) => item.code);
  const among = (wanted: FactFilter): number => {
    const { counts } = context.worklist;
    return (
      counts.cases(own, (item) => matches(item, wanted) && !isInScope(sight, item, regionPath)) +
      scope.reduce((sum, name) => sum + counts.cases(name, (item) => matches(item, wanted)), 0)
    );
  };
  const index = listIndex(Object.keys(facts), words && { among: among({}) });
  const rows = await context.models.caseRows
    .find(where, withoutTerms)
    .hint(index)
    .sort(NEWEST_FIRST)
    .skip((page - 1) * size)
    .limit(size)
    .lean<CaseRow[]>();
  const total = words
    ? await context.models.caseRows.countDocuments(where, { limit: MAX_COUNTED + 1, hint: index })
    : among(facts);
  return {
    items: rows.map((row) => headerOf(context, row)),
    page,
    size,
    ...totalOf(total, words ? MAX_COUNTED : Infinity),
  };
}

type FactFilter = Partial<Record<'kind' | 'state' | 'grade' | 'uscc', string>> & { closed?: boolean };

function factFilter({ kind, state, closed, grade, uscc }: CaseQuery): FactFilter {
  return {
    ...(closed === undefined ? {} : { closed }),
    ...(kind === undefined ? {} : { kind }),
    ...(state === undefined ? {} : { state }),
    ...(grade === undefined ? {} : { grade }),
    ...(uscc === undefined ? {} : { uscc }),
  };
}

const matches = (facts: CaseFacts, wanted: FactFilter): boolean =>
  Object.entries(wanted).every(([path, value]) => facts[path as keyof CaseFacts] === value);

/**
 * Unmet duties that have run out, the longest first: every name the person finds cases under is a list in that order already, and a page is
 * made of their beginnings.
 */
async function overdueCases(
  context: TaskContext,
  names: { scope: readonly string[]; own: string },
  query: CaseQuery,
  facts: FactFilter,
): Promise<CasePage> {
  const { page, size } = query;
  const before = officeIso(context.clock.now());
  const needed = Math.min(page * size, MAX_COUNTED) + 1;
  const lists = await Promise.all(
    [...names.scope, names.own].map((name) =>
      context.models.desk
        .find(dutyFilter(name, before, facts), { caseId: 1, at: 1 })
        .sort(URGENT_FIRST)
        .limit(needed)
        .lean<Pick<DeskRow, '_id' | 'caseId' | 'at'>[]>(),
    ),
  );
  const due = new Map(lists.flat().map((row) => [row.caseId, row.at]));
  const ids = [...due].sort(([a, x], [b, y]) => (x < y ? -1 : x > y ? 1 : a < b ? -1 : 1)).map(([id]) => id);
  const shown = ids.slice((page - 1) * size, page * size);
  const headers = await headersOf(context, shown);
  const total = ids.length <= page * size ? ids.length : await countOverdue(context, names, before, facts);
  return { items: shown.flatMap((id) => headers.get(id) ?? []), page, size, ...totalOf(total, MAX_COUNTED) };
}

/** Different cases, counted no further than `MAX_COUNTED`. */
async function countOverdue(
  context: TaskContext,
  names: { scope: readonly string[]; own: string },
  before: string,
  facts: FactFilter,
): Promise<number> {
  let total = 0;
  for (const name of names.scope) {
    total += await context.models.desk.countDocuments(dutyFilter(name, before, facts), { limit: MAX_COUNTED + 1 });
    if (total > MAX_COUNTED) return total;
  }
  const own = await context.models.desk
    .find(dutyFilter(names.own, before, facts), { caseId: 1 })
    .sort(URGENT_FIRST)
    .limit(MAX_COUNTED + 1)
    .lean<Pick<DeskRow, 'caseId'>[]>();
  if (names.scope.length === 0) return own.length;
  const both = await context.models.desk.countDocuments({
    _id: { $in: own.flatMap((row) => names.scope.map((name) => `duty|${name}|${row.caseId}`)) },
  });
  return total + own.length - both;
}

const viewOf = (context: TaskContext, clock: ClockRecord, region: string): ClockView =>
  clockView(clock, context.clock.now(), context.calendar.calendarOf(region));

function headerOf(context: TaskContext, row: CaseRow): CaseHeader {
  return {
    id: row.caseId,
    no: row.no,
    kind: row.kind,
    kindTitle: row.kindTitle,
    title: row.title,
    state: row.state,
    closed: row.closed,
    ...(row.enterprise ? { enterprise: row.enterprise } : {}),
    region: row.region,
    organization: row.office,
    ...(row.grade ? { grade: row.grade } : {}),
    createdAt: row.createdAt,
    ...(row.closedAt === undefined ? {} : { closedAt: row.closedAt }),
    ...(row.clock ? { clock: viewOf(context, row.clock, row.region) } : {}),
    ...(row.duty ? { duty: dutyView(context, row.duty, row.town) } : {}),
  };
}

const dutyView = (context: TaskContext, duty: Duty, town: CaseRow['town']): DutyView => ({
  name: duty.name,
  ...(duty.due === undefined ? {} : { due: duty.due }),
  state: duty.state,
  since: duty.since,
  holder: duty.holder,
  ...(duty.unit ? { unit: duty.unit } : {}),
  ...(town ? { town } : {}),
  overdue: duty.due !== undefined && duty.due < officeIso(context.clock.now()),
});

/** The most urgent unmet duty of a case as it stands now; undefined when there is none. */
export async function dutyOfCase(context: TaskContext, caseId: string): Promise<DutyView | undefined> {
  const row = await context.models.caseRows.findOne({ caseId }, { duty: 1, town: 1 }).lean<CaseRow | null>();
  return row?.duty && dutyView(context, row.duty, row.town);
}
