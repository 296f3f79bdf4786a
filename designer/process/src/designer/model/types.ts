/** What the panel offers to choose from; everything comes from the pack. */
export interface DesignerCatalogue {
  forms: { id: string; title: string; views: string[] }[];
  posts: { id: string; title: string }[];
  parameters: { id: string; title: string; value: number; unit: string }[];
  documents: { id: string; title: string }[];
  processes: { id: string; title: string }[];
}

/** A finding of the designer's own rules; `elementId` can be clicked. */
export interface DesignerProblem {
  severity: 'error' | 'warning';
  code: string;
  message: string;
  elementId?: string;
}

/** What the frame may ask of the mounted editor. */
export interface ProcessDesignerHandle {
  /** BPMN 2.0 XML, formatted. */
  save(): Promise<string>;
  problems(): DesignerProblem[];
  /** Selects an element and brings it into view. */
  reveal(elementId: string): void;
  undo(): void;
  redo(): void;
}

/** The parts of a moddle object that the panel reads. */
export interface BusinessObject {
  id: string;
  $type: string;
  name?: string;
  $parent?: BusinessObject;
  $attrs?: Record<string, string>;
  extensionElements?: { $type: string; values: BusinessObject[]; $parent?: BusinessObject };
  values?: BusinessObject[];
  value?: string;
  topic?: string;
  formKey?: string;
  default?: BusinessObject;
  outgoing?: BusinessObject[];
  sourceRef?: BusinessObject;
  targetRef?: BusinessObject;
  conditionExpression?: { body?: string };
  eventDefinitions?: BusinessObject[];
  timeDate?: { body?: string };
  timeDuration?: { body?: string };
  timeCycle?: { body?: string };
  cancelActivity?: boolean;
}

export interface DiagramElement {
  id: string;
  type: string;
  businessObject: BusinessObject;
  parent?: DiagramElement;
  labelTarget?: DiagramElement;
}
