import { ZH } from './translate-zh.js';

/** bpmn-js asks for its words here; `{name}` places are filled in. Words without a translation stay as they are. */
export function translateModule(locale: string): Record<string, unknown> {
  const words: Record<string, string> = locale === 'en' ? {} : ZH;
  const translate = (template: string, replacements: Record<string, string> = {}): string =>
    (words[template] ?? template).replace(/{([^}]+)}/g, (place, key: string) => replacements[key] ?? place);
  return { translate: ['value', translate] };
}
