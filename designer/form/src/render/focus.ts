import type { Place } from '../runtime/places.js';

const FOCUSABLE =
  'input:not([type="hidden"]):not([disabled]), textarea, button:not([disabled]), [tabindex]:not([tabindex="-1"]), canvas';

/** Puts the focus on the control of a field, or on the nearest thing around it that takes focus. */
export function focusField(root: HTMLElement | undefined, idOf: (place: Place) => string, place: Place): void {
  if (!root) return;
  // A place inside a value (`officers.0`) belongs to the field that holds it.
  for (let at = place; at !== ''; at = at.split('.').slice(0, -1).join('.')) {
    const id = idOf(at);
    const found = root.ownerDocument.getElementById(id) ?? root.ownerDocument.getElementById(`${id}-item`);
    if (!found) continue;
    const target = found.matches(FOCUSABLE) ? found : (found.querySelector<HTMLElement>(FOCUSABLE) ?? found);
    if (!target.matches(FOCUSABLE)) target.tabIndex = -1;
    target.scrollIntoView({ block: 'center' });
    target.focus({ preventScroll: true });
    return;
  }
}
