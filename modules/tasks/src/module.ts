import { CALENDAR } from '@anliu/calendar';
import { CASES } from '@anliu/cases';
import { FORMS } from '@anliu/forms';
import type { AnliuModule, Platform } from '@anliu/kit';
import { Organization } from '@anliu/organization';
import { TaskCommands } from './app/commands.js';
import type { TaskContext } from './app/context.js';
import { inboxProjector, refreshOpenTasks } from './app/inbox-projector.js';
import { openSteps } from './app/read.js';
import { taskRoutes } from './http/routes.js';
import { taskModels } from './store/models.js';

/** The inbox and station messages as a module of the host; composed after cases. */
export function createTasksModule(platform: Platform): AnliuModule {
  const { engine, clock, log, services, storage } = platform;
  const cases = services.use(CASES);
  const context: TaskContext = {
    cases,
    organization: services.use(Organization),
    calendar: services.use(CALENDAR),
    forms: services.use(FORMS),
    engine,
    clock,
    log,
    models: taskModels(storage),
    notify: (event, people) => platform.notify(event, people),
  };
  cases.onEvent(inboxProjector(context));
  cases.setOpenSteps((record, viewer) => openSteps(context, record, viewer));
  cases.onChanged((record) => {
    refreshOpenTasks(context, record).catch((error: unknown) =>
      log.error('open tasks not refreshed', { case: record.no, reason: String(error) }),
    );
  });
  return {
    name: 'tasks',
    permissions: [
      { id: 'tasks.read', title: '查看待办' },
      { id: 'tasks.work', title: '办理任务' },
      { id: 'notices.read', title: '查看站内消息' },
    ],
    routes: taskRoutes(context, new TaskCommands(context)),
  };
}
