import { officeIso } from '@anliu/office-time';
import { parseDateTime } from '@anliu/engine-protocol';
import type { CaseDetail, CaseDiagram, CaseHeader, DutyView, OpenStep, TimelineEntry } from '@anliu/contract';
import { parseFormKey, type FormDefinition } from '@anliu/form-model';
import type { PersonPrincipal } from '@anliu/kit';
import { drawingOf, mainPath, startOf, type NodeMeta, type ProcessInPack } from '@anliu/packs';
import { entryOf, type CaseRecord } from '../domain/case.js';
import { headerClock } from '../domain/clocks.js';
import { dataFor, forOutsiders, isOutsider } from './viewers.js';
import { filesIn } from './canonical.js';
import { clockViews } from './clocks.js';
import { pinOf, processOf, type CaseContext } from './context.js';
import { formsOf } from './derive.js';
import type { Reach } from './reach.js';
import { startables } from './start.js';

/** Open steps of a case as one viewer sees them; tasks provides it. */
export type OpenStepsProvider = (record: CaseRecord, viewer: PersonPrincipal | undefined) => Promise<OpenStep[]>;

/** The most urgent unmet duty of a case; tasks provides it. */
export type DutyProvider = (record: CaseRecord) => Promise<DutyView | undefined>;

export function headerOf(context: CaseContext, record: CaseRecord): CaseHeader {
  const clock = headerClock(clockViews(context, record));
  return {
    id: record._id,
    no: record.no,
    kind: record.kind,
    kindTitle: record.kindTitle,
    title: record.title,
    state: record.state,
    closed: record.closed,
    ...(record.enterprise ? { enterprise: record.enterprise } : {}),
    region: record.region,
    organization: record.organization,
    ...(record.grade ? { grade: record.grade } : {}),
    createdAt: record.createdAt,
    ...(record.closedAt === undefined ? {} : { closedAt: record.closedAt }),
    ...(clock ? { clock } : {}),
  };
}

/** View a case is read with: `read` of the form of its start, else of its first step. */
function readFormKey(process: ProcessInPack): { definition: FormDefinition; formKey: string } | undefined {
  const path = mainPath(process.process).map((id) => process.process.nodes[id]);
  for (const node of [startOf(process.process), ...path] as (NodeMeta | undefined)[]) {
    const key = node?.formKey === undefined ? undefined : parseFormKey(node.formKey);
    const definition = key && process.version.forms.get(key.id);
    if (key && definition) {
      const view = 'read' in definition.views ? 'read' : key.view;
      return { definition, formKey: `form:${key.id}@${definition.version}#${view}` };
    }
  }
  return undefined;
}

const EMPTY_FORM: FormDefinition = {
  id: 'form.none',
  version: 1,
  title: '',
  fields: {},
  layout: [],
  views: { read: {} },
};

/** A case as one person sees it, with why some matters cannot be started from it now. */
export type SeenCase = Omit<CaseDetail, 'startable'> & { startable: ReturnType<typeof startables> };

export async function caseDetail(
  context: CaseContext,
  reach: Reach,
  provided: { readonly openSteps: OpenStepsProvider; readonly duty: DutyProvider },
  principal: PersonPrincipal,
  record: CaseRecord,
): Promise<SeenCase> {
  const process = processOf(context, record);
  const key = readFormKey(process);
  const form = key && (await context.forms.resolveForm(key.formKey, pinOf(process.version)));
  const stored = form ? form.form.strip(record.data) : {};
  const data = form ? await dataFor(context, principal, record, form.definition, stored) : stored;
  const visible = async (other: CaseRecord): Promise<boolean> => reach.sees(principal, other);
  const parent = record.parent && (await context.store.find(record.parent.id));
  const children: CaseRecord[] = [];
  for (const child of await context.store.childrenOf(record._id)) if (await visible(child)) children.push(child);
  const documents = await context.documents.list(record._id);
  const duty = await provided.duty(record);
  return {
    ...headerOf(context, record),
    ...(duty ? { duty } : {}),
    version: record.version,
    form: form
      ? { key: form.key, definition: form.definition, view: form.view }
      : { key: '', definition: EMPTY_FORM, view: 'read' },
    data,
    timeline: timelineOf(record, documents, isOutsider(principal) ? process : undefined),
    documents,
    clocks: clockViews(context, record),
    open: await provided.openSteps(record, principal),
    ...(parent && (await visible(parent)) ? { parent: headerOf(context, parent) } : {}),
    children: children.map((child) => headerOf(context, child)),
    files: await context.files.views(
      filesIn(form ? [form.definition] : formsOf(process.version, process.process), stored),
    ),
    startable: startables(context, principal, record),
    processDefinitionId: record.definitionId,
    packVersion: record.packVersion,
  };
}

/** What happened, oldest first: steps, clocks, and the documents that were issued in between. `outsideOf`: see {@link forOutsiders}. */
function timelineOf(
  record: CaseRecord,
  documents: CaseDetail['documents'],
  outsideOf: ProcessInPack | undefined,
): TimelineEntry[] {
  const entries: TimelineEntry[] = record.timeline.map((stored) => {
    const entry = entryOf(stored);
    const { taskId, step, key, ...shown } = outsideOf ? forOutsiders(outsideOf, entry) : entry;
    void taskId;
    void step;
    void key;
    return shown;
  });
  for (const document of documents) {
    if (document.issuedAt === undefined) continue;
    entries.push({
      at: officeIso(new Date(document.issuedAt)),
      kind: 'document',
      title: `${document.title}${document.number === undefined ? '' : ` ${document.number}`}`,
      ...(document.issuedBy ? { by: document.issuedBy } : {}),
    });
  }
  return entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The diagram of the version the case runs, with tokens, counts and how long steps took (milliseconds). */
export async function caseDiagram(
  context: CaseContext,
  record: CaseRecord,
  viewer: PersonPrincipal,
): Promise<CaseDiagram> {
  const { engine } = context;
  const outside = isOutsider(viewer);
  const whole = await engine.repository.getProcessDefinitionXml(record.definitionId);
  const xml = outside ? drawingOf(whole) : whole;
  if (record.instanceId === undefined) return { xml, active: [], finished: [], incidents: [] };
  const activities = await engine.history.listActivityInstances({ processInstanceId: record.instanceId });
  const active = new Map<string, number>();
  const finished = new Map<string, { count: number; totalDuration: number }>();
  for (const activity of activities) {
    if (activity.endTime === null) active.set(activity.activityId, (active.get(activity.activityId) ?? 0) + 1);
    else {
      const sum = finished.get(activity.activityId) ?? { count: 0, totalDuration: 0 };
      const duration =
        activity.durationInMillis ?? (parseDateTime(activity.endTime) ?? 0) - (parseDateTime(activity.startTime) ?? 0);
      finished.set(activity.activityId, { count: sum.count + 1, totalDuration: sum.totalDuration + duration });
    }
  }
  const incidents = await engine.incidents.list({ processInstanceId: record.instanceId });
  return {
    xml,
    active: [...active].map(([activityId, count]) => ({ activityId, count })),
    finished: [...finished].map(([activityId, sum]) => ({ activityId, ...sum })),
    incidents: incidents.map((incident) => ({
      activityId: incident.activityId ?? '',
      message: outside ? '' : (incident.incidentMessage ?? incident.incidentType),
    })),
  };
}
