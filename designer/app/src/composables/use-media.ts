import { onScopeDispose, ref, type Ref } from 'vue';

/** Follows a media query. */
export function useMedia(query: string): Ref<boolean> {
  const list = window.matchMedia(query);
  const matches = ref(list.matches);
  const listen = (event: MediaQueryListEvent): void => {
    matches.value = event.matches;
  };
  list.addEventListener('change', listen);
  onScopeDispose(() => list.removeEventListener('change', listen));
  return matches;
}

/** Widths at which the layout changes. */
export const WIDE = '(min-width: 1200px)';
export const PHONE = '(max-width: 767px)';
