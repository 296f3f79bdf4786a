export const BPMN_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
export const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

/** The namespaces of one vocabulary: Camunda 7's, Operaton's, their ancestor's and the early fox ones. None is preferred. */
export const EXTENSION_NAMESPACES: ReadonlySet<string> = new Set([
  'http://camunda.org/schema/1.0/bpmn',
  'http://operaton.org/schema/1.0/bpmn',
  'http://activiti.org/bpmn',
  'http://www.camunda.com/fox',
  'http://www.operaton.com/fox',
]);

/** The vocabularies of the diagram interchange part. */
export const BPMNDI_NAMESPACE = 'http://www.omg.org/spec/BPMN/20100524/DI';
export const DI_NAMESPACE = 'http://www.omg.org/spec/DD/20100524/DI';
export const DC_NAMESPACE = 'http://www.omg.org/spec/DD/20100524/DC';
