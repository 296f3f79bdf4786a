import type { FileHolder } from '@anliu/files';
import type { Model } from 'mongoose';
import type { TaskDraft } from '../domain/inbox-task.js';

/** Files that a draft names, wherever in its data: they are not lost before it is sent or thrown away. */
export const filesInDrafts =
  (drafts: Model<TaskDraft>): FileHolder =>
  async (ids) => {
    const held = new Set<string>();
    for (const { data } of await drafts.find({}, { data: 1 }).lean<TaskDraft[]>()) {
      const text = JSON.stringify(data);
      for (const id of ids) if (text.includes(JSON.stringify(id))) held.add(id);
      if (held.size === ids.length) break;
    }
    return held;
  };
