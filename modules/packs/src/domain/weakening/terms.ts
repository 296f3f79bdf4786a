import { parseClockStart, parseDue, parseIds, readable } from '@anliu/conventions';
import type { Manifest, Parameter } from '../manifest.js';

/** Whether a step has more time than before; a limit that cannot be compared counts as longer. */
export function longerDue(
  before: string | undefined,
  after: string | undefined,
  old: Manifest,
  next: Manifest,
): boolean {
  if (before === undefined || before === after) return false;
  const [from, to] = [readable(parseDue, before), readable(parseDue, after)];
  if (!from) return false;
  if (from.kind !== 'parameter' || to?.kind !== 'parameter') return true;
  return longerParameter(from.parameter, to.parameter, old, next);
}

/** Clocks that no longer start, start with more time, or from another date. */
export function longerClocks(
  before: string | undefined,
  after: string | undefined,
  old: Manifest,
  next: Manifest,
): string[] {
  const now = new Map((readable(parseClockStart, after) ?? []).map((clock) => [clock.id, clock]));
  return (readable(parseClockStart, before) ?? []).flatMap((clock) => {
    const kept = now.get(clock.id);
    const same =
      kept &&
      kept.field === clock.field &&
      !(kept.parameter !== clock.parameter && longerParameter(clock.parameter, kept.parameter, old, next));
    return same ? [] : [clock.name];
  });
}

function longerParameter(from: string, to: string, old: Manifest, next: Manifest): boolean {
  const [was, is] = [old.parameters[from], next.parameters[to]];
  if (!was) return false;
  return !is || is.unit !== was.unit || is.value > was.value;
}

/** Parameters of the pack by which somebody gets more time than the version in force gives. */
export function longerParameters(
  old: Manifest,
  next: Manifest,
): { title: string; from: number; to?: number; unit: Parameter['unit'] }[] {
  return Object.entries(old.parameters).flatMap(([id, was]) => {
    const is = next.parameters[id];
    if (!is) return [{ title: was.title, from: was.value, unit: was.unit }];
    const looser = was.bound === 'lower' ? is.value < was.value : is.value > was.value;
    return looser && was.bound !== 'open' ? [{ title: was.title, from: was.value, to: is.value, unit: is.unit }] : [];
  });
}

/** Ids a property named and does not name any more. */
export const lostIds = (before: string | undefined, after: string | undefined): string[] => {
  const has = new Set(readable(parseIds, after) ?? []);
  return (readable(parseIds, before) ?? []).filter((id) => !has.has(id));
};
