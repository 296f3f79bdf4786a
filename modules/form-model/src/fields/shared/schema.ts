import { z } from 'zod';
import { MAX_HELP_LENGTH, MAX_NAME_LENGTH, MAX_TITLE_LENGTH } from '../../limits.js';

/** Pieces of which the shapes of definitions are made. Unknown keys are refused. */
export const title = z.string().trim().min(1).max(MAX_TITLE_LENGTH);
export const note = z.string().max(MAX_HELP_LENGTH);
export const id = z.string().min(1).max(MAX_NAME_LENGTH);
export const count = (max: number) => z.int().min(0).max(max);
export const unit = z.string().max(20);
export const precision = z.int().min(0).max(6);

const common = {
  name: z.string().min(1).max(MAX_NAME_LENGTH),
  title,
  required: z.boolean().optional(),
  help: note.optional(),
  placeholder: note.optional(),
  sensitive: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  locked: z.strictObject({ basis: z.string().trim().min(1).max(MAX_HELP_LENGTH) }).optional(),
};

/** The definition of a type: what every field says and what only this type says. */
export const definitionOf = (type: string, more: z.ZodRawShape = {}) =>
  z.strictObject({ ...common, type: z.literal(type), ...more });

/** A record of a bounded number of entries. */
export const sized = <T extends z.ZodType>(value: T, max: number, what: string) =>
  z.record(z.string(), value).refine((record) => Object.keys(record).length <= max, `最多 ${max} 个${what}`);
