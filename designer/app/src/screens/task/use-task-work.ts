import { computed, nextTick, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import { ERROR, type CompleteTaskResponse, type FieldError, type OutcomeView, type TaskDetail } from '@anliu/contract';
import { asApiError, type ApiError } from '../../api/api-error.js';
import { idempotencyKeys } from '../../api/http.js';
import { tasksApi } from '../../api/tasks.js';
import { localDrafts } from '../../composables/use-drafts.js';
import { useLoading } from '../../composables/use-loading.js';
import { differences, rebase, typed, type Difference } from '../../domain/data-difference.js';
import { useLiveStore } from '../../stores/live.js';

/** Milliseconds of quiet before a draft is saved. */
export const DRAFT_AFTER = 3_000;

export type Values = Record<string, unknown>;

/** What the form on screen can answer for itself. */
export interface FormAnswers {
  /** Shows its problems and says whether there are none. */
  validate(outcome?: string): Promise<boolean> | boolean;
  /** What this view may write; undefined while the form is still on its way. */
  submission(): Values | undefined;
}

export type DraftState = { kind: 'none' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'local' };

const draftText = ({ data, caseVersion, opinion }: { data: Values; caseVersion: number; opinion?: string }): string =>
  JSON.stringify([caseVersion, opinion ?? '', Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** One task on screen, from opening to the sentence that says what happened: values, drafts, conflicts, completion. */
export function useTaskWork(id: Ref<string>, form: () => FormAnswers | undefined) {
  const live = useLiveStore();
  const loading = useLoading<TaskDetail>(() => tasksApi.detail(id.value));
  const detail = shallowRef<TaskDetail>();
  /** Replaced, never changed in place: the form knows its own value by identity. */
  const data = shallowRef<Values>({});
  const opinion = ref('');
  const outcome = ref<string>();
  const busy = ref(false);
  const touched = ref(false);
  const error = shallowRef<ApiError>();
  const fieldErrors = ref<FieldError[]>([]);
  const gone = ref('');
  const response = shallowRef<CompleteTaskResponse>();
  const draftState = ref<DraftState>({ kind: 'none' });
  const restored = ref('');
  /** The case as it is now, when it is no longer the one on screen. */
  const newer = shallowRef<TaskDetail>();
  const staleHint = ref(false);
  const keyFor = idempotencyKeys();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The draft the server has, or the empty one when it has none: what says nothing new is not sent. */
  let atServer = '';
  let atServerSince: string | undefined;
  /** What the form filled in by itself before anybody touched it. */
  let untouched: Values = {};

  const changes = computed<Difference[]>(() =>
    detail.value && newer.value
      ? differences(detail.value.form.definition, detail.value.data, newer.value.data, data.value)
      : [],
  );
  const localKey = computed(() => `task.${id.value}`);

  function open(loaded: TaskDetail): void {
    detail.value = loaded;
    newer.value = undefined;
    staleHint.value = false;
    error.value = undefined;
    fieldErrors.value = [];
    gone.value = '';
    response.value = undefined;
    outcome.value = undefined;
    touched.value = false;
    untouched = {};
    restored.value = '';
    draftState.value = { kind: 'none' };
    const local = localDrafts.take(localKey.value);
    const draft = loaded.draft;
    atServer = draftText(draft ?? { data: {}, caseVersion: loaded.caseVersion });
    atServerSince = draft?.savedAt;
    if (loaded.actionable && local && (!draft || Date.parse(local.at) > Date.parse(draft.savedAt))) {
      data.value = { ...loaded.data, ...local.data };
      opinion.value = local.opinion ?? '';
      restored.value = 'local';
    } else if (loaded.actionable && draft) {
      data.value = { ...loaded.data, ...draft.data };
      opinion.value = draft.opinion ?? '';
      restored.value = draft.savedAt;
      draftState.value = { kind: 'saved', at: draft.savedAt };
      staleHint.value = draft.caseVersion !== loaded.caseVersion;
    } else {
      data.value = { ...loaded.data };
      opinion.value = '';
    }
  }

  async function load(): Promise<void> {
    clearTimeout(timer);
    detail.value = undefined;
    await loading.run(true);
    if (loading.value.value) open(loading.value.value);
  }

  /** What was typed and this view may write; what the form computed follows by itself. Undefined without a form on screen. */
  function written(current: TaskDetail): Values | undefined {
    const writes = form()?.submission();
    if (!writes) return undefined;
    const names = Object.keys(typed(current.data, data.value)).filter((name) => Object.hasOwn(writes, name));
    return typed(untouched, Object.fromEntries(names.map((name) => [name, writes[name]])));
  }

  /** From here on what stands on screen is somebody's work; what the form filled in before is not. */
  function touch(): void {
    const current = detail.value;
    if (touched.value || !current) return;
    touched.value = true;
    if (!restored.value) untouched = form()?.submission() ?? {};
  }

  async function saveDraft(): Promise<void> {
    clearTimeout(timer);
    const current = detail.value;
    if (!current?.actionable || !touched.value || response.value || busy.value) return;
    const values = written(current);
    if (!values) return;
    const request = {
      data: values,
      caseVersion: current.caseVersion,
      ...(opinion.value ? { opinion: opinion.value } : {}),
    };
    const text = draftText(request);
    const saved = (at: string | undefined): void => {
      localDrafts.drop(`task.${current.id}`);
      if (detail.value !== current) return;
      atServer = text;
      atServerSince = at;
      draftState.value = at === undefined ? { kind: 'none' } : { kind: 'saved', at };
    };
    if (text === atServer) {
      saved(atServerSince);
      return;
    }
    draftState.value = { kind: 'saving' };
    try {
      const { savedAt } = await tasksApi.saveDraft(current.id, request);
      saved(savedAt);
    } catch (failure) {
      const problem = asApiError(failure);
      if (problem.is(ERROR.stale)) {
        // The case has moved on; the draft is kept all the same.
        saved(String(problem.details['savedAt']));
        if (detail.value === current) await compare();
        return;
      }
      const kept = localDrafts.keep(`task.${current.id}`, { ...request, at: new Date().toISOString() });
      if (detail.value !== current) return;
      draftState.value = kept ? { kind: 'local' } : { kind: 'none' };
      if (problem.is(ERROR.taskGone)) gone.value = problem.message;
    }
  }

  /** Reads the case as it is now and lays the difference beside what was typed. */
  async function compare(): Promise<void> {
    try {
      newer.value = await tasksApi.detail(id.value);
    } catch (failure) {
      const problem = asApiError(failure);
      if (problem.is(ERROR.taskGone) || problem.status === 404) gone.value = problem.message;
      else error.value = problem;
    }
  }

  /** The line to the server was down: whether the case moved on meanwhile was not told, so it is asked. */
  async function lookAgain(): Promise<void> {
    const current = detail.value;
    if (!current || response.value || busy.value) return;
    const now = await tasksApi.detail(current.id).catch(() => undefined);
    if (now && detail.value === current && now.caseVersion > current.caseVersion) staleHint.value = true;
  }

  /** Goes on from the latest case, with what was typed here on top. */
  function takeNewer(): void {
    const latest = newer.value;
    const before = detail.value;
    if (!latest || !before) return;
    data.value = rebase(before.data, latest.data, data.value);
    detail.value = latest;
    newer.value = undefined;
    staleHint.value = false;
    error.value = undefined;
    touched.value = true;
  }

  async function complete(chosen: OutcomeView): Promise<'done' | 'invalid' | 'opinion' | 'refused'> {
    const current = detail.value;
    if (!current || busy.value || response.value) return 'refused';
    outcome.value = chosen.key;
    error.value = undefined;
    fieldErrors.value = [];
    await nextTick();
    const answers = form();
    if (answers && !(await answers.validate(chosen.key))) return 'invalid';
    if (chosen.opinion === 'required' && !opinion.value.trim()) return 'opinion';
    const text = opinion.value.trim();
    const request = {
      outcome: chosen.key,
      data: answers?.submission() ?? {},
      caseVersion: current.caseVersion,
      ...(text && chosen.opinion !== 'none' ? { opinion: text } : {}),
    };
    busy.value = true;
    clearTimeout(timer);
    try {
      const answer = await tasksApi.complete(current.id, request, keyFor({ task: current.id, ...request }));
      localDrafts.drop(`task.${current.id}`);
      response.value = answer;
      return 'done';
    } catch (failure) {
      const problem = asApiError(failure);
      if (problem.is(ERROR.stale)) await compare();
      else if (problem.is(ERROR.taskGone)) gone.value = problem.message;
      else {
        error.value = problem;
        fieldErrors.value = problem.fields;
      }
      return 'refused';
    } finally {
      busy.value = false;
      if (error.value?.kind === 'offline') {
        localDrafts.keep(`task.${current.id}`, {
          data: written(current) ?? {},
          opinion: opinion.value,
          at: new Date().toISOString(),
        });
      }
    }
  }

  watch([data, opinion], () => {
    if (!touched.value) return;
    clearTimeout(timer);
    timer = setTimeout(() => void saveDraft(), DRAFT_AFTER);
  });
  // Leaving for another task or page saves what the timer had not yet saved.
  watch(id, () => {
    void saveDraft();
    void load();
  });
  const offs = [
    live.on((event) => {
      const current = detail.value;
      if (event.type !== 'case-changed' || !current || response.value || busy.value) return;
      if (event.case === current.case.id && event.version > current.caseVersion) staleHint.value = true;
    }),
    live.onResumed(() => void lookAgain()),
  ];
  onScopeDispose(() => {
    offs.forEach((off) => off());
    void saveDraft();
    clearTimeout(timer);
  });

  return {
    loading,
    detail,
    data,
    opinion,
    outcome,
    busy,
    error,
    fieldErrors,
    gone,
    response,
    draftState,
    restored,
    newer,
    staleHint,
    changes,
    load,
    touch,
    saveDraft,
    compare,
    takeNewer,
    complete,
  };
}
