import { CALENDAR } from '@anliu/calendar';
import { CASES } from '@anliu/cases';
import { FILES } from '@anliu/files';
import { FORMS } from '@anliu/forms';
import type { AnliuModule, Platform } from '@anliu/kit';
import { Organization } from '@anliu/organization';
import { filesInDrafts } from './app/draft-files.js';
import { TaskCommands } from './app/commands.js';
import type { TaskContext } from './app/context.js';
import { inboxProjector } from './app/inbox-projector.js';
import { openSteps } from './app/read.js';
import { taskRoutes } from './http/routes.js';
import { Tasks, TASKS } from './service.js';
import { taskModels } from './store/models.js';
import { markUnassigned } from './app/unassigned.js';
import { dutyOfCase } from './worklist/lists.js';
import { Worklist, type WorklistSources } from './worklist/worklist.js';
import { say } from './sentences.js';

const contexts = new WeakMap<Platform, TaskContext>();

/** What the desk of a platform works with; the worklist is opened by cases before the first event is taken over. */
export function taskContext(platform: Platform): TaskContext {
  const known = contexts.get(platform);
  if (known) return known;
  const { clock, engine, log, services, storage } = platform;
  const sources: WorklistSources = {
    cases: services.use(CASES),
    organization: services.use(Organization),
    calendar: services.use(CALENDAR),
    clock,
    log,
    models: taskModels(storage),
  };
  const context: TaskContext = {
    ...sources,
    forms: services.use(FORMS),
    engine,
    worklist: new Worklist(sources, storage),
    whileFilesStay: (work) => (services.has(FILES) ? services.use(FILES).whileKept(work) : work()),
    notify: (event, people) => platform.notify(event, people),
  };
  contexts.set(platform, context);
  return context;
}

/** The inbox and station messages as a module of the host; composed after cases. */
export function createTasksModule(platform: Platform): AnliuModule {
  const context = taskContext(platform);
  const { cases, log, worklist } = context;
  platform.services.provide(TASKS, new Tasks(context));
  if (platform.services.has(FILES)) platform.services.use(FILES).heldBy(filesInDrafts(context.models.drafts));
  cases.beforeEvents(() => worklist.open());
  cases.beforeEvents(() => markUnassigned(context));
  cases.onEvents(inboxProjector(context));
  cases.setOpenSteps((record, viewer) => openSteps(context, record, viewer));
  cases.setDuty((record) => dutyOfCase(context, record._id));
  cases.onChanged((record) => {
    worklist
      .refresh(record._id)
      .catch((error: unknown) => log.error('rows of a case not refreshed', { case: record.no, reason: String(error) }));
  });
  return {
    name: 'tasks',
    permissions: [
      { id: 'tasks.read', title: say.permissionRead },
      { id: 'tasks.work', title: say.permissionWork },
      { id: 'notices.read', title: say.permissionNotices },
    ],
    routes: taskRoutes(context, new TaskCommands(context)),
  };
}
