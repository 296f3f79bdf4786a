import type Koa from 'koa';
import { INSTALLATION_LANGUAGE, LANGUAGES, type Language } from '@anliu/sentences';

/** The language a request wants to be answered in (`Accept-Language`); that of the installation when it does not say, or another. */
export const languageOf = (context: Koa.Context): Language =>
  LANGUAGES.find((language) => language === context.acceptsLanguages(...LANGUAGES)) ?? INSTALLATION_LANGUAGE;
