/** What a group of models has in common that the reference refuses and this engine accepts. */
export interface VendorKind {
  readonly id: string;
  /** What such a model looks like. */
  readonly what: string;
  /** The reference's first sentence about it. */
  readonly sentence: RegExp;
  /** Why it is accepted here. */
  readonly why: string;
}

/**
 * Kinds in the order in which a sentence is held against them. The rule behind them: refused is what would run other than
 * it is drawn, or would be lost; accepted is what can mean one thing only, and what nothing runs from.
 */
export const VENDOR_KINDS: readonly VendorKind[] = [
  {
    id: 'schema-location',
    what: '`xsi:schemaLocation` names copies of the BPMN schema that do not fit together',
    sentence: /src-resolve: Cannot resolve the name/,
    why: 'a hint for validators, never followed here; the model itself is right',
  },
  {
    id: 'old-vocabulary',
    what: 'the extension vocabulary under its older names (`http://activiti.org/bpmn`, `…/fox`)',
    sentence: /One of the attributes .* is mandatory on serviceTask/,
    why: 'the same words under the names Camunda 7 reads them by, too',
  },
  {
    id: 'several-collaborations',
    what: 'more than one collaboration in a file',
    sentence: /multiple elements with tag name collaboration found/,
    why: 'BPMN allows it and nothing runs from a collaboration',
  },
  {
    id: 'target-namespace',
    what: '`definitions` without `targetNamespace`',
    sentence: /Attribute 'targetNamespace' must appear/,
    why: 'imports are refused, so no reference leaves the file and none needs the namespace',
  },
  {
    id: 'link-without-name',
    what: 'a link event without a link name, in a drawing',
    sentence: /Attribute 'name' must appear on element '.*linkEventDefinition'/,
    why: 'nothing runs from it; an executable process is refused (`LINK_WITHOUT_NAME`)',
  },
  {
    id: 'foreign-elements',
    what: "a tool's own elements where the schema wants none, or wants their schema",
    sentence: /The matching wildcard is strict|starting with element '\{"http:\/\/www\.ibo\.de/,
    why: 'foreign elements carry no meaning here and come back unchanged',
  },
  {
    id: 'order-of-elements',
    what: 'children in another order than the schema lists them (`documentation` after `extensionElements`, …)',
    sentence: /2\.4\.a: Invalid content was found starting with element/,
    why: 'each child is told by its name; only the order of flows counts, and that is kept',
  },
  {
    id: 'data-association',
    what: 'a data association that leads nowhere',
    sentence: /The content of element '[^']*data(In|Out)putAssociation' is not complete/,
    why: 'process variables are not moved by data associations, neither here nor in Camunda 7',
  },
  {
    id: 'condition-missing',
    what: 'a conditional event without a condition, in a drawing',
    sentence: /The content of element '[^']*conditionalEventDefinition' is not complete/,
    why: 'nothing runs from it; an executable process is refused (`CONDITION_WITHOUT_EXPRESSION`)',
  },
  {
    id: 'prefix-in-diagram',
    what: 'a shape or edge whose `bpmnElement` has a namespace prefix',
    sentence: /Invalid reference in 'bpmnElement' attribute, \w+ \w+:/,
    why: 'the schema says these references are qualified names',
  },
  {
    id: 'lost-in-diagram',
    what: 'an edge that shows nothing of the model, in a drawing',
    sentence: /Invalid reference in 'bpmnElement' attribute/,
    why: 'nothing runs from it; told of as a warning, and refused when a process of the file is executable',
  },
  {
    id: 'prefix-in-reference',
    what: "a message reference with the prefix of the BPMN namespace instead of the file's own",
    sentence: /Invalid 'messageRef': no message with id '\w+:/,
    why: 'ids are unique in the file, so only one message can be meant',
  },
  {
    id: 'id-not-a-name',
    what: 'an id that begins with a digit or contains a colon, in a drawing or at an event definition',
    sentence: /is not a valid value for 'NCName'/,
    why: 'nothing runs from it; ids of what runs are refused (`ID_NOT_A_NAME`)',
  },
  {
    id: 'empty-reference',
    what: 'an empty reference, in a drawing',
    sentence: /'' is not a valid value for 'QName'/,
    why: 'taken as absent; nothing runs from a message flow',
  },
  {
    id: 'undeclared-prefix',
    what: 'an `xsi:type` or `structureRef` with a prefix nobody declared',
    sentence: /UndeclaredPrefix/,
    why: 'the local name says the type of an expression; types of items are not read',
  },
  {
    id: 'lost-in-drawing',
    what: 'a sequence flow from or to nothing, in a drawing',
    sentence: /There is no ID\/IDREF binding/,
    why: 'nothing runs from it; an executable process is refused (`FLOW_SOURCE`, `FLOW_TARGET`)',
  },
];
