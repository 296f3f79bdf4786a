import type { FieldType, FieldTypes, FormCode } from '@anliu/form-model';
import type { Component } from 'vue';
import type { FormLocale } from '../types.js';
import type { Words } from '../words.js';

/** One property of a field as the designer's panel shows it; titles are in the catalogue under `formDesigner`. */
export interface Setting {
  key: 'minLength' | 'maxLength' | 'lines' | 'min' | 'max' | 'precision' | 'unit' | 'minItems' | 'maxItems' | 'maxRows';
  kind: 'text' | 'number';
}
export const numberSetting = (key: Setting['key']): Setting => ({ key, kind: 'number' });

/** Where the palette shows a type. */
export type PaletteGroup = 'text' | 'choice' | 'people' | 'files' | 'structure';

/** What reading a value needs to know. */
export interface Reading {
  words: Words;
  /** Entries of the code table of a code field, when they are known. */
  options: readonly FormCode[] | undefined;
}

/** How a type of field looks: in a form, as text, and in the designer. */
export interface FieldLook<T extends FieldType> {
  /** What people call the type. */
  readonly words: Readonly<Record<FormLocale, { title: string }>>;
  readonly group: PaletteGroup;
  /** The control; absent for values the system gives. */
  readonly widget?: Component;
  /** The control consists of several parts, so that a label element would point at nothing. */
  isGroup?(field: FieldTypes[T]): boolean;
  /** Takes the whole width of a card. */
  readonly isWide?: true;
  /** A filled value as people read it. Absent for what is no text (files, tables). */
  read?(field: FieldTypes[T], value: unknown, reading: Reading): string;
  /** What can be set beyond title, name, help and required. */
  readonly settings?: readonly Setting[];
  /** A field as it comes from the palette: complete, so that it can be published at once. */
  create(base: { name: string; title: string }): FieldTypes[T];
}
