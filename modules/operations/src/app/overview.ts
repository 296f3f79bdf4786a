import type { Attention, MissingView, OperationsOverview } from '@anliu/contract';
import { officeIso } from '@anliu/office-time';
import type { OperationsContext } from './context.js';
import { isUnserved, jobFigures, topicViews } from './queues.js';

/** How the installation is, what needs somebody first. */
export async function overview(context: OperationsContext): Promise<OperationsOverview> {
  const { cases, clock, engine, installation, packs, tasks } = context;
  const [instances, incidents, unassigned, untold, topics, jobs, disk] = await Promise.all([
    engine.runtime.countProcessInstances({}),
    engine.incidents.count({}),
    tasks.countUnassigned(),
    cases.untold(),
    topicViews(context),
    jobFigures(context),
    installation.disk(),
  ]);
  const found = {
    instances,
    incidents,
    unassigned,
    untold,
    topics,
    jobs,
    disk,
    backup: installation.backups.state(),
    audit: installation.audit(),
    missing: missingParts(context),
    versions: {
      ...installation.versions(),
      packs: packs.active().map(({ manifest, version }) => ({ title: manifest.title, version })),
    },
  };
  const unserved = topics.filter((topic) => isUnserved(context, topic)).length;
  return { at: officeIso(clock.now()), attention: attentionOf(found, unserved), ...found };
}

function missingParts({ packs }: OperationsContext): MissingView[] {
  const active = new Set(packs.active().map(({ ref }) => ref));
  return packs.missing.map(({ pack, kind, part }) => {
    const { manifest, version, processes, artifacts } = packs.version(pack);
    const title = processes.get(part)?.name ?? artifacts.find(({ path }) => path === part)?.title;
    return { pack: manifest.title, version, kind, part: title ?? part, active: active.has(pack) };
  });
}

type Found = Omit<OperationsOverview, 'at' | 'attention'>;

/** Most urgent first: what stops everything, what stops cases, what will stop something. */
function attentionOf(found: Found, unserved: number): Attention[] {
  const { audit, backup, disk, incidents, jobs, missing, unassigned } = found;
  const list: Attention[] = [];
  const add = (kind: Attention['kind'], severity: Attention['severity'], count?: number): void => {
    if (count !== 0) list.push({ kind, severity, ...(count === undefined ? {} : { count }) });
  };
  if (disk.problem) add('disk', 'danger');
  add('engine-missing', 'danger', missing.length);
  if (audit.problem) add('audit', 'danger');
  add('incidents', 'danger', incidents);
  add('unserved', 'danger', unserved);
  add('unassigned', 'danger', unassigned);
  add('overdue-jobs', 'warn', jobs.overdue);
  if (disk.low && !disk.problem) add('low-disk', 'warn');
  if (backup.stale && !backup.elsewhere) add('backup', 'warn');
  return list;
}
