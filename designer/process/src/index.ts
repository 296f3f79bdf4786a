import { defineAsyncComponent } from 'vue';

/** The editor: bpmn-js with a palette and a properties panel in business words. Loaded on first use. */
export const ProcessDesigner = defineAsyncComponent(() => import('./designer/process-designer.vue'));

/** The diagram of a running or finished process, read-only. Loaded on first use. */
export const ProcessDiagram = defineAsyncComponent(() => import('./diagram/process-diagram.vue'));

export type { DiagramMarks, ProcessDiagramHandle } from './diagram/types.js';
export type { DesignerCatalogue, DesignerProblem, ProcessDesignerHandle } from './designer/model/types.js';
export { processMessages } from './messages.js';
