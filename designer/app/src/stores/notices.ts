import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { NoticeView } from '@anliu/contract';
import { noticesApi } from '../api/notices.js';
import { useSessionStore } from './session.js';

/** Messages to this person; a failure to load them never disturbs the work at hand. */
export const useNoticesStore = defineStore('notices', () => {
  const items = ref<NoticeView[]>([]);
  const unread = computed(() => items.value.filter((notice) => !notice.read).length);

  const session = useSessionStore();
  /** Posts without casework get no messages. */
  const has = computed(() => session.may('notices.read'));

  async function load(): Promise<void> {
    if (!has.value) return clear();
    items.value = await noticesApi.list().catch(() => items.value);
  }

  async function markRead(notice: NoticeView): Promise<void> {
    if (notice.read) return;
    await noticesApi.read(notice.id);
    items.value = items.value.map((item) => (item.id === notice.id ? { ...item, read: true } : item));
  }

  const clear = (): void => {
    items.value = [];
  };

  return { items, unread, has, load, markRead, clear };
});
