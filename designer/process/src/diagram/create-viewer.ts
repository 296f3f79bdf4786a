import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import camundaModdle from 'camunda-bpmn-moddle/resources/camunda.json';

/** A drawn shape, as far as the diagram reads it. */
interface ShownElement {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
  businessObject: { $type: string; name?: string };
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Services of the read-only viewer, typed as far as the diagram uses them. */
interface ViewerServices {
  canvas: {
    zoom(mode?: 'fit-viewport' | number, center?: 'auto' | { x: number; y: number }): number;
    addMarker(element: string, marker: string): void;
    removeMarker(element: string, marker: string): void;
    resized(): void;
    /** `inner` is the drawing itself. */
    viewbox(): Box & { inner: Box };
    viewbox(box: Box): void;
  };
  elementRegistry: {
    get(id: string): ShownElement | undefined;
    filter(test: (element: ShownElement) => boolean): ShownElement[];
  };
  overlays: {
    add(element: string, type: string, overlay: { position: Record<string, number>; html: HTMLElement }): string;
    clear(): void;
  };
}

export interface DiagramViewer {
  get<K extends keyof ViewerServices>(name: K): ViewerServices[K];
  importXML(xml: string): Promise<{ warnings: unknown[] }>;
  destroy(): void;
}

/** A viewer that can be moved and zoomed but not changed. Keep it out of reactive state: proxies break moddle. */
export function createViewer(container: HTMLElement): DiagramViewer {
  return new NavigatedViewer({ container, moddleExtensions: { camunda: camundaModdle } }) as unknown as DiagramViewer;
}
