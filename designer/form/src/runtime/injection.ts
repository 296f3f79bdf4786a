import type { FieldDefinition, FormCode, FormContext, FormError } from '@anliu/form-model';
import { autorun } from '@formily/reactive';
import { inject, onScopeDispose, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { FormServices } from '../types.js';
import type { Place } from './places.js';
import type { FormRuntime } from './runtime.js';

/** What every part of a rendered form shares. */
export interface FormShare {
  readonly runtime: FormRuntime;
  readonly services: () => FormServices;
  readonly context: () => FormContext;
  /** Counts up after every decision; reading it makes a part follow rules and code tables. */
  readonly tick: ShallowRef<number>;
  errorsAt(place: Place): readonly FormError[];
  idOf(place: Place): string;
  /** A person left the field: its own errors may be said now. */
  touch(place: Place): void;
  optionsOf(field: FieldDefinition, place: Place): readonly FormCode[] | undefined;
  uploads(delta: 1 | -1): void;
}

export const SHARE: InjectionKey<FormShare> = Symbol('form');

export function useShare(): FormShare {
  const share = inject(SHARE);
  if (!share) throw new Error('a form field is rendered outside a form');
  return share;
}

/** Follows Formily's observables in Vue: reads again whenever something it read has changed. */
export function useReaction<T>(read: () => T): ShallowRef<T> {
  const value = shallowRef() as ShallowRef<T>;
  const stop = autorun(() => {
    value.value = read();
  });
  onScopeDispose(stop);
  return value;
}
