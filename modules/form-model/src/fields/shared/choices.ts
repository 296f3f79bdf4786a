import { z } from 'zod';
import { MAX_ITEMS, MAX_NAME_LENGTH, MAX_OPTIONS } from '../../limits.js';
import type { FieldCommon, FieldId } from '../common.js';
import type { DefinitionPlace } from '../kind.js';
import { count, definitionOf, id, title } from './schema.js';

export interface CodeOption {
  code: string;
  name: string;
  parent?: string;
}

/** One (`code`) or several (`codes`) entries of a code table, or of `options` written in the form. */
export interface CodeFieldOf<T extends 'code' | 'codes'> extends FieldCommon {
  type: T;
  /** Code table id, e.g. `hazard-grade`. Exactly one of `code` and `options`. */
  code?: string;
  options?: CodeOption[];
  default?: string | string[];
  /** Sibling code field whose value is the `parent` of the entries offered here. */
  parentField?: FieldId;
  /** Top-level date field that decides which edition of the table holds; otherwise today. */
  onField?: FieldId;
  appearance?: 'select' | 'radio' | 'checkbox';
  maxItems?: number;
}

const option = z.strictObject({ code: z.string().min(1).max(40), name: title, parent: z.string().max(40).optional() });

export const codeSchema = (type: 'code' | 'codes') =>
  definitionOf(type, {
    code: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]*$/)
      .max(MAX_NAME_LENGTH)
      .optional(),
    options: z.array(option).min(1).max(MAX_OPTIONS).optional(),
    default: z.union([z.string(), z.array(z.string())]).optional(),
    parentField: id.optional(),
    onField: id.optional(),
    appearance: z.enum(['select', 'radio', 'checkbox']).optional(),
    maxItems: count(MAX_ITEMS).min(1).optional(),
  });

export function inspectCodes(field: CodeFieldOf<'code' | 'codes'>, { siblings, top, report }: DefinitionPlace): void {
  if ((field.code === undefined) === (field.options === undefined)) {
    report('', 'CODE_SOURCE', '请写明代码表（code）或选项（options），二者取一');
  }
  if (field.parentField !== undefined && siblings[field.parentField]?.type !== 'code') {
    report('parentField', 'REFERENCE', `${field.parentField} 不是同一层的单选代码字段`);
  }
  if (field.onField !== undefined && !/^date/.test(top[field.onField]?.type ?? '')) {
    report('onField', 'REFERENCE', `${field.onField} 不是日期字段`);
  }
}
