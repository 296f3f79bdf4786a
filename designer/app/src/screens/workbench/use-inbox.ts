import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { TaskPage, TaskSummary, TaskViewId } from '@anliu/contract';
import { tasksApi } from '../../api/tasks.js';
import { useLoading } from '../../composables/use-loading.js';
import { useLiveStore } from '../../stores/live.js';

/** Rows fetched at a time. */
const INBOX_PAGE = 30;
/** Milliseconds to gather the server's hints before looking again. */
const GATHER = 400;

export const TASK_VIEWS: readonly TaskViewId[] = ['todo', 'claimable', 'drafts', 'started', 'done', 'cc'];
/** Views whose rows are steps that may be acted on; the others are records to look at. */
export const WORKING_VIEWS: readonly TaskViewId[] = ['todo', 'claimable', 'drafts'];

/** The inbox: one view of tasks, growing by pages; arrivals are announced and never move a row by themselves. */
export function useInbox(view: Ref<TaskViewId>, q: Ref<string>) {
  const live = useLiveStore();
  const size = ref(INBOX_PAGE);
  const items = shallowRef<TaskSummary[]>([]);
  const total = ref(0);
  /** More than `total`; no more were counted. */
  const beyond = ref(false);
  const counts = shallowRef<TaskPage['counts']>();
  /** A newer list that waits for the person's consent, and how many of its rows are new. */
  const waiting = shallowRef<TaskPage>();
  const arrivals = ref(0);
  const query = () => ({ view: view.value, size: size.value, ...(q.value ? { q: q.value } : {}) });
  const loading = useLoading<TaskPage>((signal) => tasksApi.list(query(), signal));
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(page: TaskPage): void {
    items.value = page.items;
    total.value = page.total;
    beyond.value = page.more === true;
    counts.value = page.counts;
    waiting.value = undefined;
    arrivals.value = 0;
  }

  async function load(fresh = false): Promise<void> {
    await loading.run(fresh);
    const page = loading.value.value;
    if (page && !loading.error.value) show(page);
  }

  /** Looks again without touching the rows on screen unless nothing would move. */
  async function look(): Promise<void> {
    const asked = JSON.stringify(query());
    const page = await tasksApi.list(query()).catch(() => undefined);
    if (!page || asked !== JSON.stringify(query())) return;
    counts.value = page.counts;
    const known = new Set(items.value.map((item) => item.id));
    const fresh = page.items.filter((item) => !known.has(item.id));
    if (fresh.length === 0) show(page);
    else {
      waiting.value = page;
      arrivals.value = fresh.length;
    }
  }

  const showWaiting = (): void => {
    if (waiting.value) show(waiting.value);
  };

  /** Takes a row away after it was acted on; what the server says follows with the next look. */
  function remove(id: string): void {
    if (!items.value.some((item) => item.id === id)) return;
    items.value = items.value.filter((item) => item.id !== id);
    total.value = Math.max(0, total.value - 1);
  }

  function more(): void {
    size.value += INBOX_PAGE;
    void load();
  }

  watch([view, q], () => {
    size.value = INBOX_PAGE;
    items.value = [];
    void load(true);
  });
  const lookSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), GATHER);
  };
  const offs = [live.on((event) => event.type === 'tasks-changed' && lookSoon()), live.onResumed(lookSoon)];
  onScopeDispose(() => {
    offs.forEach((off) => off());
    clearTimeout(timer);
  });

  const rest = computed(() => Math.max(0, total.value - items.value.length));
  return { loading, items, total, beyond, counts, rest, arrivals, load, look, showWaiting, remove, more };
}
