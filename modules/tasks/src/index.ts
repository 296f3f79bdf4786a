export { createTasksModule } from './module.js';
export { TASKS, Tasks } from './service.js';
export type { UnassignedStep } from './app/unassigned.js';
export type { InboxTask, Notice, TaskDraft } from './domain/inbox-task.js';
export * from './limits.js';
