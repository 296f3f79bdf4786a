import type { CaseCheck, CheckInput } from '@anliu/cases';
import type { FieldRefusal } from '@anliu/kit';
import { z } from 'zod';
import { dateNotPast, dateNotPastSettings } from './date-not-past.js';
import { documentIssued, documentIssuedSettings } from './document-issued.js';
import { peopleNamed, peopleNamedSettings } from './people-named.js';

/** A check that reads its settings before it looks at a case; wrong settings refuse the step rather than skip a statutory check. */
const configured =
  <S extends z.ZodType>(
    name: string,
    schema: S,
    check: (input: CheckInput, settings: z.infer<S>) => FieldRefusal[],
  ): CaseCheck =>
  (input, settings) => {
    const parsed = schema.safeParse(settings);
    if (parsed.success) return check(input, parsed.data);
    const issues = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || '(root)'}: ${message}`,
    );
    throw new Error(`the settings of the check ${name} in the pack are wrong: ${issues.join('; ')}`);
  };

/** Checks any pack can use: `checks: { <id>: { use: people.named, with: { … } } }` in `pack.yaml`. */
export const LIBRARY: Readonly<Record<string, CaseCheck>> = {
  'people.named': configured('people.named', peopleNamedSettings, peopleNamed),
  'document.issued': configured('document.issued', documentIssuedSettings, documentIssued),
  'date.not-past': configured('date.not-past', dateNotPastSettings, dateNotPast),
};
