export { createTasksModule } from './module.js';
export type { InboxTask, Notice, TaskDraft } from './domain/inbox-task.js';
export * from './limits.js';
