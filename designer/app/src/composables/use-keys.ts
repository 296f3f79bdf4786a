import { onBeforeUnmount, onMounted } from 'vue';

const TYPING =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="combobox"], [role="textbox"]';

/** True while a key belongs to what is being typed, composed or answered in a layer above the page. */
function belongsToTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.keyCode === 229) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest(TYPING)) return true;
  return [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.getClientRects().length > 0);
}

/** Single keys of a screen; never while somebody types, composes Chinese or answers a dialog. */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || belongsToTyping(event)) return;
    const act = keys[event.key];
    if (!act) return;
    // Enter and Space on a focused button or link keep their own meaning.
    if (
      (event.key === 'Enter' || event.key === ' ') &&
      event.target instanceof Element &&
      event.target.closest('button, a, summary')
    )
      return;
    event.preventDefault();
    act(event);
  };
  onMounted(() => window.addEventListener('keydown', listen));
  onBeforeUnmount(() => window.removeEventListener('keydown', listen));
}
