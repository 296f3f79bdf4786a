import { LANGUAGES, Sentence, type Language, type Parameter, type Wordings } from '@anliu/sentences';
import type { FormError } from '../compiled.js';
import { FIELD_KINDS } from '../fields/index.js';
import { FORM_ERROR_TEXTS } from '../messages.js';

/** Every error a form can give by itself: those of all forms, and those only one type of field has. */
const WORDINGS: Readonly<Record<string, Wordings>> = Object.assign(
  {},
  FORM_ERROR_TEXTS,
  ...Object.values(FIELD_KINDS).map((kind) => kind.errors ?? {}),
);

export const wordingsOf = (code: string): Wordings | undefined =>
  Object.hasOwn(WORDINGS, code) ? WORDINGS[code] : undefined;

/** Templates of all errors by code, in one language. */
export const formErrorsIn = (language: Language): Record<string, string> =>
  Object.fromEntries(Object.entries(WORDINGS).map(([code, texts]) => [code, texts[LANGUAGES.indexOf(language)]!]));

/** An error to be told in a language that is not known yet; the words of a form's own checks are data and stay. */
export function formErrorSentence({ code, message, params }: FormError): Sentence | string {
  const wordings = wordingsOf(code);
  return wordings ? new Sentence(`form.${code}`, wordings, params as Record<string, Parameter> | undefined) : message;
}
