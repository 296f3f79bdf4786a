import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { ApiError, asApiError } from '../api/api-error.js';

/** Milliseconds before the shape of what comes is shown, and before it is said what is being waited for. */
const SHAPE_AFTER = 200;
const WAIT_WORDS_AFTER = 5_000;

export interface Loading<T> {
  value: ShallowRef<T | undefined>;
  error: ShallowRef<ApiError | undefined>;
  busy: Ref<boolean>;
  /** Loading has lasted long enough to show its shape; long enough to explain itself. */
  shape: Ref<boolean>;
  long: Ref<boolean>;
  /** Starts (again); a later call wins over an earlier one. Keeps the old value on screen meanwhile unless `fresh`. */
  run(fresh?: boolean): Promise<void>;
}

/** One thing read from the server with its real states: shape, long wait, value, error. */
export function useLoading<T>(read: (signal: AbortSignal) => Promise<T>): Loading<T> {
  const value = shallowRef<T>();
  const error = shallowRef<ApiError>();
  const busy = ref(false);
  const shape = ref(false);
  const long = ref(false);
  let current: AbortController | undefined;
  let timers: ReturnType<typeof setTimeout>[] = [];

  const settle = (): void => {
    timers.forEach(clearTimeout);
    timers = [];
    busy.value = false;
    shape.value = false;
    long.value = false;
  };

  async function run(fresh = false): Promise<void> {
    current?.abort();
    settle();
    const controller = new AbortController();
    current = controller;
    if (fresh) value.value = undefined;
    busy.value = true;
    timers = [
      setTimeout(() => (shape.value = true), SHAPE_AFTER),
      setTimeout(() => (long.value = true), WAIT_WORDS_AFTER),
    ];
    try {
      const result = await read(controller.signal);
      if (controller !== current) return;
      value.value = result;
      error.value = undefined;
      settle();
    } catch (failure) {
      if (controller !== current || controller.signal.aborted) return;
      error.value = asApiError(failure);
      settle();
    }
  }

  onScopeDispose(() => {
    current?.abort();
    settle();
  });
  return { value, error, busy, shape, long, run };
}
