export type Locale = 'zh-CN' | 'en';
const LOCALES: readonly Locale[] = ['zh-CN', 'en'];

/** One text in both languages; Chinese first, so that neither can be forgotten. */
type Pair = readonly [chinese: string, english: string];
export interface Area {
  readonly [key: string]: Pair | Area;
}
export interface Messages {
  [key: string]: string | Messages;
}

const isPair = (value: Pair | Area): value is Pair => Array.isArray(value);

/** The messages of one language in an area. */
export function messagesOf(area: Area, locale: Locale): Messages {
  const column = LOCALES.indexOf(locale) as 0 | 1;
  return Object.fromEntries(
    Object.entries(area).map(([key, value]) => [key, isPair(value) ? value[column] : messagesOf(value, locale)]),
  );
}
