// The library's entry point has no types of its own; this is the part in use here.
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: Record<string, object>);
    fromXML(xml: string): Promise<{ rootElement: object; warnings: readonly { message: string }[] }>;
    toXML(root: object, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}
