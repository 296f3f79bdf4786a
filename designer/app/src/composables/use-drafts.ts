/** What was typed but could not reach the server yet, kept on this machine until it does. One record per key. */
export interface LocalDraft {
  data: Record<string, unknown>;
  opinion?: string;
  at: string;
}

/** Characters kept per draft at most; larger ones stay in memory only. */
const LOCAL_DRAFT_LIMIT = 1_000_000;
const PREFIX = 'anliu.draft.';

export const localDrafts = {
  /** @returns false when this machine does not take it (full, private mode, too large). */
  keep(key: string, draft: LocalDraft): boolean {
    try {
      const text = JSON.stringify(draft);
      if (text.length > LOCAL_DRAFT_LIMIT) return false;
      sessionStorage.setItem(PREFIX + key, text);
      return true;
    } catch {
      return false;
    }
  },
  take(key: string): LocalDraft | undefined {
    try {
      const draft = JSON.parse(sessionStorage.getItem(PREFIX + key) ?? 'null') as LocalDraft | null;
      return draft && typeof draft === 'object' && draft.data && typeof draft.data === 'object' ? draft : undefined;
    } catch {
      return undefined;
    }
  },
  drop(key: string): void {
    try {
      sessionStorage.removeItem(PREFIX + key);
    } catch {
      // Nothing was kept then.
    }
  },
};
