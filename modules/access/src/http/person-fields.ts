import { asText } from '@anliu/sentences';
import { invisibleIn, isBlank } from '@anliu/text';
import { z } from 'zod';
import { say } from '../sentences.js';

/** What may stand in a person's record, wherever it is entered. */
export const personFields = {
  name: z
    .string()
    .trim()
    .refine((text) => !isBlank(text), asText(say.nameMissing))
    .refine((text) => invisibleIn(text).length === 0, asText(say.nameInvisible))
    .max(50, asText(say.nameTooLong)),
  login: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{2,31}$/, asText(say.loginFormat)),
  certificate: z.string().trim().max(50, asText(say.certificateTooLong)).optional(),
  phone: z
    .string()
    .regex(/^1[3-9]\d{9}$/, asText(say.phoneFormat))
    .optional(),
};
