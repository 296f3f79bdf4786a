import { defineAsyncComponent } from 'vue';

/** A form under one view: fill in or read. Loaded on first use (Formily and FEEL come with it). */
export const AnliuForm = defineAsyncComponent(() => import('./render/anliu-form.vue'));

export { formMessages } from './messages.js';
export type { AnliuFormHandle, FormLocale, FormServices, ServerError } from './types.js';

/** The form designer: palette, canvas, properties, preview. Loaded on first use. */
export const AnliuFormDesigner = defineAsyncComponent(() => import('./designer/anliu-form-designer.vue'));
export type { FormDesignerHandle } from './designer/types.js';
