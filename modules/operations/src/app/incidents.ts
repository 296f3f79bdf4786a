import type { IncidentPage, IncidentView } from '@anliu/contract';
import { NotFoundError, type IncidentDto, type IncidentQuery, type ProcessEngine } from '@anliu/engine-protocol';
import { conflict, notFound } from '@anliu/kit';
import { officeIso } from '@anliu/office-time';
import { shortReason } from '../domain/reason.js';
import { MAX_RETRIED, RETRIES, RETRY_BATCH } from '../limits.js';
import { markOf, type OperationsContext } from './context.js';
import { say } from '../sentences.js';

const EXTERNAL = 'failedExternalTask';
const JOB = 'failedJob';
const NEWEST_FIRST = [
  { sortBy: 'incidentTimestamp', sortOrder: 'desc' },
  { sortBy: 'incidentId', sortOrder: 'asc' },
] as const;

/** An incident that another one caused goes with its cause. */
const isRoot = ({ id, causeIncidentId }: IncidentDto): boolean => causeIncidentId === null || causeIncidentId === id;

/** Failed automatic steps, newest first. */
export async function incidentPage(
  context: OperationsContext,
  { page, size }: { page: number; size: number },
): Promise<IncidentPage> {
  const { incidents } = context.engine;
  const [total, found] = await Promise.all([
    incidents.count({}),
    incidents.list({ sorting: NEWEST_FIRST, firstResult: (page - 1) * size, maxResults: size }),
  ]);
  return { items: await incidentViews(context, found.filter(isRoot)), total, page, size };
}

/** Those of one instance. */
export async function incidentsOf(context: OperationsContext, instance: string): Promise<IncidentView[]> {
  const found = await context.engine.incidents.list({ processInstanceId: instance, sorting: NEWEST_FIRST });
  return incidentViews(context, found.filter(isRoot));
}

async function incidentViews(context: OperationsContext, found: readonly IncidentDto[]): Promise<IncidentView[]> {
  if (found.length === 0) return [];
  const { engine } = context;
  const ids = [...new Set(found.flatMap(({ processInstanceId }) => processInstanceId ?? []))];
  const numbers = new Map(
    (ids.length > 0 ? await engine.runtime.listProcessInstances({ processInstanceIds: ids }) : []).map((instance) => [
      instance.id,
      instance.businessKey,
    ]),
  );
  const alike = new Map<string, Promise<number>>();
  const countAlike = (incident: IncidentDto): Promise<number> => {
    const query = alikeQuery(incident);
    const key = JSON.stringify(query);
    const counted = alike.get(key) ?? engine.incidents.count(query);
    alike.set(key, counted);
    return counted;
  };
  return Promise.all(found.map((incident) => view(context, incident, numbers, countAlike)));
}

async function view(
  context: OperationsContext,
  incident: IncidentDto,
  numbers: ReadonlyMap<string, string | null>,
  countAlike: (incident: IncidentDto) => Promise<number>,
): Promise<IncidentView> {
  const { cases, engine, packs } = context;
  const known = packs.processOfDefinition(incident.processDefinitionId ?? '');
  const no = numbers.get(incident.processInstanceId ?? '');
  const record = known && no ? await cases.byNo(no) : undefined;
  const activity = incident.failedActivityId ?? incident.activityId ?? '';
  const node = known?.process.nodes[activity];
  const isExternal = incident.incidentType === EXTERNAL;
  const topic = isExternal
    ? (await engine.externalTasks.list({ externalTaskId: incident.configuration ?? '' }))[0]?.topicName
    : undefined;
  return {
    id: incident.id,
    kind: isExternal ? 'external' : incident.incidentType !== JOB ? 'other' : node?.timer ? 'timer' : 'continuation',
    ...(record ? { case: markOf(record) } : {}),
    process: known?.process.name ?? (await definitionName(engine, incident.processDefinitionId)),
    step: node?.name ?? '',
    ...(topic === undefined ? {} : { topic }),
    since: officeIso(incident.incidentTimestamp),
    reason: shortReason(incident.incidentMessage, record?.no),
    tries: await triesOf(engine, incident),
    alike: await countAlike(incident),
    mayRetry: isExternal || incident.incidentType === JOB,
  };
}

async function definitionName({ repository }: ProcessEngine, id: string | null): Promise<string> {
  if (id === null) return '';
  const [definition] = await repository.listProcessDefinitions({ processDefinitionId: id });
  return definition?.name ?? definition?.key ?? '';
}

function triesOf({ history }: ProcessEngine, incident: IncidentDto): Promise<number> {
  const { configuration, incidentType, processInstanceId } = incident;
  if (configuration === null) return Promise.resolve(0);
  const within = { failureLog: true, ...(processInstanceId === null ? {} : { processInstanceId }) };
  if (incidentType === EXTERNAL) return history.countExternalTaskLogs({ externalTaskId: configuration, ...within });
  if (incidentType === JOB) return history.countJobLogs({ jobId: configuration, ...within });
  return Promise.resolve(0);
}

/** The same step of the same version of a process, failed in the same way. */
const alikeQuery = (incident: IncidentDto): IncidentQuery => ({
  incidentType: incident.incidentType,
  ...(incident.processDefinitionId === null ? {} : { processDefinitionId: incident.processDefinitionId }),
  ...(incident.failedActivityId !== null
    ? { failedActivityId: incident.failedActivityId }
    : incident.activityId === null
      ? { incidentId: incident.id }
      : { activityId: incident.activityId }),
});

/** What was asked for again: of one incident, or of all that are like it. */
export interface Retried {
  /** Number of the case, or id of the instance, of the incident that was named. */
  readonly target: string;
  readonly step: string;
  readonly count: number;
  /** Those like it that were too many for once. */
  readonly left: number;
}

/**
 * Lets failed steps be tried again.
 * @throws AppError 404 for an incident that is over, 409 for one that no try resolves
 */
export async function retry(context: OperationsContext, id: string, all: boolean): Promise<Retried> {
  const { engine } = context;
  const incident = await find(engine, id);
  const [named] = await incidentViews(context, [incident]);
  if (!named?.mayRetry) throw conflict('NOT_RETRYABLE', say.notRetryable);
  const query = alikeQuery(incident);
  let count = 0;
  if (!all) {
    await again(engine, [incident]);
    count = 1;
  } else {
    while (count < MAX_RETRIED) {
      const maxResults = Math.min(RETRY_BATCH, MAX_RETRIED - count);
      const batch = await engine.incidents.list({ ...query, sorting: NEWEST_FIRST, maxResults });
      if (batch.length === 0) break;
      await again(engine, batch);
      count += batch.length;
    }
  }
  const target = named.case?.no ?? incident.processInstanceId ?? id;
  return { target, step: named.step, count, left: all ? await engine.incidents.count(query) : 0 };
}

/** Giving retries resolves the incident; whoever works on it finds it due. */
async function again({ externalTasks, jobs }: ProcessEngine, incidents: readonly IncidentDto[]): Promise<void> {
  const configured = (type: string): string[] =>
    incidents.filter(({ incidentType }) => incidentType === type).flatMap(({ configuration }) => configuration ?? []);
  const [external, jobIds] = [configured(EXTERNAL), configured(JOB)];
  if (external.length > 0) await externalTasks.setRetries(external, RETRIES);
  if (jobIds.length > 0) await jobs.setRetries({ jobIds }, { retries: RETRIES });
}

async function find({ incidents }: ProcessEngine, id: string): Promise<IncidentDto> {
  try {
    return await incidents.get(id);
  } catch (error) {
    if (NotFoundError.isInstance(error)) throw notFound(say.incidentOver);
    throw error;
  }
}
