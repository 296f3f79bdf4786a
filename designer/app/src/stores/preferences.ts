import { defineStore } from 'pinia';
import { ref, watchEffect } from 'vue';
import { i18n } from '../i18n/index.js';
import type { Locale } from '../i18n/catalogue.js';

export type TypeSize = 'standard' | 'large' | 'xlarge';
export type Theme = 'light' | 'dark' | 'system';
export const TYPE_SIZES: readonly TypeSize[] = ['standard', 'large', 'xlarge'];
export const THEMES: readonly Theme[] = ['light', 'dark', 'system'];

interface Preferences {
  size: TypeSize;
  theme: Theme;
  locale: Locale;
  folded: boolean;
}

const KEY = 'anliu.preferences';
const DEFAULTS: Preferences = { size: 'standard', theme: 'light', locale: 'zh-CN', folded: false };

function stored(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return { ...DEFAULTS };
  }
}

/** How this person likes to read on this machine: type size, theme, language, folded rail. */
export const usePreferencesStore = defineStore('preferences', () => {
  const initial = stored();
  const size = ref(initial.size);
  const theme = ref(initial.theme);
  const locale = ref(initial.locale);
  const folded = ref(initial.folded);
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  const systemIsDark = ref(systemDark.matches);
  systemDark.addEventListener('change', (event) => (systemIsDark.value = event.matches));

  watchEffect(() => {
    const root = document.documentElement;
    root.dataset['size'] = size.value;
    root.classList.toggle('dark', theme.value === 'dark' || (theme.value === 'system' && systemIsDark.value));
    root.lang = locale.value;
    i18n.global.locale.value = locale.value;
    const preferences: Preferences = {
      size: size.value,
      theme: theme.value,
      locale: locale.value,
      folded: folded.value,
    };
    localStorage.setItem(KEY, JSON.stringify(preferences));
  });

  return { size, theme, locale, folded };
});
