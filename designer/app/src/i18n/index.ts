import { createI18n } from 'vue-i18n';
import { messagesOf, type Locale } from './catalogue.js';
import { areas } from './areas/index.js';

/** The only source of words on screen. Chinese is the language of record; English can be switched to. */
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as Locale,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': messagesOf(areas, 'zh-CN'), en: messagesOf(areas, 'en') },
  missingWarn: false,
  fallbackWarn: false,
});

/** Translation outside components. */
export const t = (key: string, values: Record<string, unknown> = {}): string => i18n.global.t(key, values);
