import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { asApiError, type ApiError } from '../api/api-error.js';

export interface Command {
  /** Name of what is under way; empty when nothing is. */
  busy: Ref<string>;
  error: ShallowRef<ApiError | undefined>;
  /** Runs one command at a time; what fails is kept for the screen. @returns true when it was done */
  run(name: string, work: () => Promise<void>): Promise<boolean>;
}

/** Commands of one screen: one at a time, with the last failure on screen. */
export function useCommand(): Command {
  const busy = ref('');
  const error = shallowRef<ApiError>();
  return {
    busy,
    error,
    async run(name, work) {
      if (busy.value) return false;
      busy.value = name;
      error.value = undefined;
      try {
        await work();
        return true;
      } catch (failure) {
        error.value = asApiError(failure);
        return false;
      } finally {
        busy.value = '';
      }
    },
  };
}
