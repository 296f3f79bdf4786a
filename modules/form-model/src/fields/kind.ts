import type { z } from 'zod';
import type { FieldCommon } from './common.js';
import type { Wordings } from '@anliu/sentences';

/** What is wrong with a value, before it has a place and words. */
export interface ValueProblem {
  code: string;
  params: Record<string, unknown>;
}

export const problem = (code: string, params: Record<string, unknown> = {}): ValueProblem => ({ code, params });

/** How what is missing is asked for: the code of the error. */
type MissingCode = 'REQUIRED' | 'REQUIRED_CHOICE' | 'REQUIRED_FILE' | 'REQUIRED_ROWS';

/** The instant a form is decided at (`now`) and its office day. */
export interface Moment {
  now: string;
  today: string;
}

/** What is known when a form is opened for the first time. */
export interface Opening extends Moment {
  person?: { id: string; name: string; title?: string; certificate?: string };
}

/** Where a field's definition stands, for what its type has to say about it. */
export interface DefinitionPlace {
  /** Fields, or columns of the same table, by id. */
  siblings: Readonly<Record<string, { type: string }>>;
  /** Fields of the form by id. */
  top: Readonly<Record<string, { type: string }>>;
  /** `key` is the property of the definition; empty for the whole of it. The sentence has no full stop. */
  report(key: string, code: string, message: string): void;
}

/** Everything that makes a type of field: what its definition looks like, and what a value of it is. */
export interface FieldKind<F extends FieldCommon & { type: string }> {
  /** Shape of the definition as a pack writes it. */
  readonly schema: z.ZodObject;
  /** What is wrong with a definition beyond its shape. */
  inspect?(field: F, place: DefinitionPlace): void;
  /** What a filled value is, for the sentence that refuses another: `日期（如 2026-11-23）`. */
  readonly expected: Wordings;
  /** Does a filled value have the shape of its type? Bounds, patterns and codes are checked after this. */
  isShape(value: unknown): boolean;
  /** Bounds of a value that has the right shape; the moment resolves relative ones. */
  check?(field: F, value: never, moment: Moment): ValueProblem[];
  /** A value of the type, to look at expressions with before a form is published. */
  sample(field: F): unknown;
  /** The value a field starts with; undefined when it starts empty. */
  initial?(field: F, opening: Opening): unknown;
  /** A filled value given by an expression as the field stores it; null when it is nothing of that kind. Absent: as it is. */
  fromExpression?(field: F, value: unknown): unknown;
  readonly missing: MissingCode;
  /** Given by the system, never written by a person. */
  readonly isSystem?: true;
  /** Longest text, in characters as people count them. */
  longest?(field: F): number;
  /** Wording of errors only this type has. */
  readonly errors?: Readonly<Record<string, Wordings>>;
}
