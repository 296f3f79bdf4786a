import { defineAsyncComponent } from 'vue';

/** The editor: bpmn-js with a palette and a properties panel in business words. Loaded on first use. */
export const ProcessDesigner = defineAsyncComponent(() => import('./designer/process-designer.vue'));

export type { DesignerCatalogue, DesignerProblem, ProcessDesignerHandle } from './designer/model/types.js';
export { processMessages } from './messages.js';
