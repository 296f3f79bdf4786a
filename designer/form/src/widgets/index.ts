import type { FieldDefinition } from '@anliu/form-model';
import type { Component } from 'vue';
import BooleanWidget from './boolean-widget.vue';
import CodeWidget from './code-widget.vue';
import DateWidget from './date-widget.vue';
import FileWidget from './file-widget.vue';
import GeoWidget from './geo-widget.vue';
import LookupWidget from './lookup-widget.vue';
import NumberWidget from './number-widget.vue';
import SignatureWidget from './signature-widget.vue';
import TextWidget from './text-widget.vue';

const WIDGETS: Partial<Record<FieldDefinition['type'], Component>> = {
  text: TextWidget,
  textarea: TextWidget,
  integer: NumberWidget,
  number: NumberWidget,
  money: NumberWidget,
  date: DateWidget,
  datetime: DateWidget,
  boolean: BooleanWidget,
  code: CodeWidget,
  codes: CodeWidget,
  region: CodeWidget,
  person: LookupWidget,
  persons: LookupWidget,
  enterprise: LookupWidget,
  photo: FileWidget,
  file: FileWidget,
  signature: SignatureWidget,
  geo: GeoWidget,
};

/** The control of a field; undefined for values the system gives. */
export const widgetOf = (definition: FieldDefinition): Component | undefined => WIDGETS[definition.type];
