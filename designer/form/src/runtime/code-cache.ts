import type { FormCode } from '@anliu/form-model';
import { shallowRef, type ShallowRef } from 'vue';

/** Code tables of one form: answers at once what is known and asks for the rest, once per table and day. */
export interface CodeCache {
  get(codeId: string, onDate: string): readonly FormCode[] | undefined;
  /** Counts up whenever something arrived. */
  readonly version: ShallowRef<number>;
  /** Resolves when nothing is being loaded any more. */
  settled(): Promise<void>;
  isLoading(codeId: string, onDate: string): boolean;
}

export function createCodeCache(
  load: ((codeId: string, onDate: string) => Promise<readonly FormCode[]>) | undefined,
): CodeCache {
  const known = new Map<string, readonly FormCode[]>();
  const pending = new Map<string, Promise<void>>();
  const failed = new Set<string>();
  const version = shallowRef(0);
  return {
    version,
    get(codeId, onDate) {
      const key = `${codeId}@${onDate}`;
      const entries = known.get(key);
      if (entries || !load || pending.has(key) || failed.has(key)) return entries;
      const work = load(codeId, onDate)
        .then((items) => void known.set(key, items))
        .catch(() => void failed.add(key))
        .finally(() => {
          pending.delete(key);
          version.value++;
        });
      pending.set(key, work);
      return undefined;
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending.values());
    },
    isLoading: (codeId, onDate) => pending.has(`${codeId}@${onDate}`),
  };
}
