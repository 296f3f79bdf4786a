import camundaModdle from 'camunda-bpmn-moddle/resources/camunda.json';
import Modeler from 'bpmn-js/lib/Modeler';
import { businessPalette } from './palette.js';
import { translateModule } from './translate.js';
import type { BusinessObject, DiagramElement } from './types.js';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The services of a modeler that the panel uses, typed as far as it uses them. */
export interface ModelerServices {
  modeling: {
    updateProperties(element: DiagramElement, properties: Record<string, unknown>): void;
    updateModdleProperties(element: DiagramElement, target: unknown, properties: Record<string, unknown>): void;
  };
  moddle: { create(type: string, properties?: Record<string, unknown>): BusinessObject };
  selection: { get(): DiagramElement[]; select(element: DiagramElement | null): void };
  elementRegistry: {
    get(id: string): DiagramElement | undefined;
    filter(test: (element: DiagramElement) => boolean): DiagramElement[];
  };
  canvas: {
    getRootElement(): DiagramElement;
    /** `outer` is the room on the screen in pixels, `inner` the drawing in its own units. */
    viewbox(): { outer: { width: number; height: number }; inner: Box };
    viewbox(box: Box): void;
    scrollToElement(element: DiagramElement, padding?: number): void;
    addMarker(element: string, marker: string): void;
    removeMarker(element: string, marker: string): void;
  };
  commandStack: { undo(): void; redo(): void; canUndo(): boolean; canRedo(): boolean };
  eventBus: { on(events: string | string[], listener: (event: unknown) => void): void };
}

export interface ProcessModeler {
  get<K extends keyof ModelerServices>(name: K): ModelerServices[K];
  importXML(xml: string): Promise<{ warnings: unknown[] }>;
  saveXML(options: { format: boolean }): Promise<{ xml?: string }>;
  destroy(): void;
}

/** Prefixes the modeler knows from {@link createModeler}. It cannot write a text that means other namespaces by them. */
export const MODELER_PREFIXES: ReadonlyMap<string, string> = new Map([[camundaModdle.prefix, camundaModdle.uri]]);

/**
 * A bpmn-js modeler with Camunda attributes, Chinese words and the business palette.
 * Never put it, or anything it returns, into reactive state: proxies break moddle.
 */
export function createModeler(container: HTMLElement, locale: string): ProcessModeler {
  return new Modeler({
    container,
    keyboard: { bind: true },
    moddleExtensions: { camunda: camundaModdle },
    additionalModules: [translateModule(locale), businessPalette(locale)],
  }) as unknown as ProcessModeler;
}
