import { t } from '../i18n/index.js';

/** Puts a text in front of the product's name; screens call it again when they know the thing's own name. */
export function setPageTitle(text: string): void {
  document.title = text ? `${text} · ${t('product')}` : t('product');
}
