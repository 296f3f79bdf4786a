import type { JobFigures, TopicView } from '@anliu/contract';
import { officeIso } from '@anliu/office-time';
import { MAX_TOPICS, OVERDUE_JOB_MS, UNSERVED_AFTER_MS } from '../limits.js';
import type { OperationsContext } from './context.js';

export async function jobFigures({ engine, clock }: OperationsContext): Promise<JobFigures> {
  const { jobs } = engine;
  const late = officeIso(new Date(clock.now().getTime() - OVERDUE_JOB_MS));
  const [waiting, due, overdue, retrying, failed] = await Promise.all([
    jobs.count({ withRetriesLeft: true }),
    jobs.count({ executable: true }),
    jobs.count({ executable: true, dueDates: [{ operator: 'lt', value: late }] }),
    jobs.count({ withRetriesLeft: true, withException: true }),
    jobs.count({ noRetriesLeft: true }),
  ]);
  return { waiting, due, overdue, retrying, failed };
}

/** Topics of the processes in use and of all work that is open. */
export async function topicNames({ engine, packs }: OperationsContext): Promise<string[]> {
  const used = packs
    .active()
    .flatMap(({ processes }) => [...processes.values()])
    .flatMap(({ nodes }) => Object.values(nodes).flatMap(({ topic }) => topic ?? []));
  return [...new Set([...(await engine.externalTasks.getTopicNames()), ...used])].sort().slice(0, MAX_TOPICS);
}

/** Work per topic; what nobody serves comes first. */
export async function topicViews(context: OperationsContext): Promise<TopicView[]> {
  const views = await Promise.all((await topicNames(context)).map((topic) => topicView(context, topic)));
  return views.sort((a, b) => Number(isUnserved(context, b)) - Number(isUnserved(context, a)) || b.failed - a.failed);
}

async function topicView({ engine, installation }: OperationsContext, topic: string): Promise<TopicView> {
  const { externalTasks } = engine;
  const open = { topicName: topic, notLocked: true, withRetriesLeft: true };
  const [waiting, locked, failed, [oldest]] = await Promise.all([
    externalTasks.count(open),
    externalTasks.count({ topicName: topic, locked: true, withRetriesLeft: true }),
    externalTasks.count({ topicName: topic, noRetriesLeft: true }),
    externalTasks.list({ ...open, sorting: [{ sortBy: 'createTime', sortOrder: 'asc' }], maxResults: 1 }),
  ]);
  const { workers, served } = installation.workers.of(topic);
  return {
    topic,
    waiting,
    locked,
    failed,
    ...(oldest ? { oldest: officeIso(oldest.createTime) } : {}),
    served,
    workers: [...workers],
  };
}

/** Work waits, has done so for a while, and no worker asks for it. */
export const isUnserved = ({ clock }: OperationsContext, { oldest, served, waiting }: TopicView): boolean =>
  waiting > 0 && !served && oldest !== undefined && clock.now().getTime() - Date.parse(oldest) >= UNSERVED_AFTER_MS;
