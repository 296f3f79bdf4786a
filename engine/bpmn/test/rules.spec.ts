import { describe, expect, it } from 'vitest';
import { parseBpmn } from '../src/index.js';
import { around, definitions, problemsOf, process } from './models.js';

const START = '<startEvent id="start"/>';
const END = '<endEvent id="end"/>';
const flow = (from: string, to: string, content = '') =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${content}</sequenceFlow>`;
const condition = '<conditionExpression xsi:type="tFormalExpression">${true}</conditionExpression>';
const sub = (id: string, content: string, attributes = '') =>
  `<subProcess id="${id}" ${attributes}>${content}</subProcess>`;
const task = (id: string, content = '', attributes = '') => `<userTask id="${id}" ${attributes}>${content}</userTask>`;
const boundary = (id: string, host: string, content: string) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}">${content}</boundaryEvent>`;
const catching = (id: string, content: string) =>
  `<intermediateCatchEvent id="${id}">${content}</intermediateCatchEvent>`;
const throwing = (id: string, content: string) =>
  `<intermediateThrowEvent id="${id}">${content}</intermediateThrowEvent>`;
const timer = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
const message = '<messageEventDefinition messageRef="m"/>';
const signal = '<signalEventDefinition signalRef="s"/>';
const conditional = '<conditionalEventDefinition><condition>${x}</condition></conditionalEventDefinition>';
const compensate = '<compensateEventDefinition/>';
const escalate = (id = '') => `<escalationEventDefinition ${id && `escalationRef="${id}"`}/>`;
const eventSub = (id: string, content: string) =>
  sub(id, `<startEvent id="${id}-start">${content}</startEvent>`, 'triggeredByEvent="true"');

/** Root elements the references above point to. */
const ROOTS = [
  '<message id="m" name="message"/>',
  '<message id="empty"/>',
  '<message id="expression" name="m-${x}"/>',
  '<signal id="s" name="signal"/>',
  '<error id="coded" errorCode="CODE"/>',
  '<error id="uncoded"/>',
  '<escalation id="e1" escalationCode="1"/>',
  '<escalation id="e2" escalationCode="2"/>',
  '<escalation id="blank"/>',
];
const withRoots = (xml: string) => xml.replace('</definitions>', `${ROOTS.join('')}</definitions>`);
const given = (...content: string[]) => withRoots(process(START, ...content));
const serviceTask = (attributes: string) => around(`<serviceTask id="x" ${attributes}/>`);
const passing = (element: string) =>
  around(`<callActivity id="x" calledElement="c"><extensionElements>${element}</extensionElements></callActivity>`);

/** What is refused, with the code and, as far as given, Camunda's words. */
const REFUSED: readonly (readonly [code: string, xml: string, words?: string])[] = [
  [
    'SIGNAL_DUPLICATE_NAME',
    definitions('<signal id="a" name="n"/><signal id="b" name="n"/>'),
    "duplicate signal name 'n'.",
  ],
  ['SIGNAL_WITHOUT_ID', definitions('<signal name="n"/>'), 'signal must have an id'],
  ['SIGNAL_WITHOUT_NAME', definitions('<signal id="a"/>'), "signal with id 'a' has no name"],
  ['ERROR_WITHOUT_ID', definitions('<error errorCode="n"/>'), "'id' is mandatory on error definition"],
  ['ESCALATION_WITHOUT_ID', definitions('<escalation escalationCode="n"/>'), 'escalation must have an id'],
  ['PROCESS_WITHOUT_ID', definitions('<process isExecutable="true"><startEvent id="s"/></process>')],
  ['ELEMENT_WITHOUT_ID', given('<userTask/>')],
  ['HISTORY_TIME_TO_LIVE', process(START).replace('<process', '<process camunda:historyTimeToLive="P-1D"')],
  ['HISTORY_TIME_TO_LIVE', process(START).replace('<process', '<process camunda:historyTimeToLive="-1"')],
  ['START_MISSING', process(END), 'process must define a startEvent element'],
  ['START_MISSING', given(sub('x', task('t'))), 'subProcess must define a startEvent element'],
  [
    'START_MULTIPLE',
    process(START, '<startEvent id="start2"/>'),
    'multiple none start events or timer start events not supported on process definition',
  ],
  ['START_MULTIPLE', process(`<startEvent id="a">${timer}</startEvent><startEvent id="b">${timer}</startEvent>`)],
  [
    'START_MULTIPLE',
    given(sub('x', '<startEvent id="a"/><startEvent id="b"/>')),
    'multiple start events not supported for subprocess',
  ],
  [
    'START_KIND',
    given(sub('x', `<startEvent id="a">${message}</startEvent>`)),
    'messageEventDefinition only allowed on start event if subprocess is an event subprocess',
  ],
  [
    'START_KIND',
    given(sub('x', `<startEvent id="a">${timer}</startEvent>`)),
    'timerEventDefinition is not allowed on start event within a subprocess',
  ],
  [
    'START_EVENT_SUB_PROCESS',
    given(eventSub('x', '')),
    "start event of event subprocess must be of type 'error', 'message', 'timer', 'signal', 'compensation' or 'escalation'",
  ],
  [
    'START_MESSAGE_EXPRESSION',
    withRoots(process('<startEvent id="a"><messageEventDefinition messageRef="expression"/></startEvent>')),
    "Invalid message name 'm-${x}' for element 'startEvent': expressions in the message start event name are not allowed!",
  ],
  ['FLOW_SOURCE', given(END, flow('nowhere', 'end')), "Invalid source 'nowhere' of sequence flow 'nowhere-end'"],
  ['FLOW_TARGET', given(flow('start', 'nowhere')), "Invalid destination 'nowhere' of sequence flow 'start-nowhere'"],
  [
    'FLOW_TARGET',
    given(sub('x', '<startEvent id="in"/>'), flow('start', 'in')),
    "Invalid destination 'in' of sequence flow 'start-in'",
  ],
  [
    'FLOW_EVENT_SUB_PROCESS',
    given(eventSub('x', message), flow('start', 'x')),
    'Invalid incoming sequence flow of event subprocess',
  ],
  [
    'FLOW_EVENT_SUB_PROCESS',
    given(END, eventSub('x', message), flow('x', 'end')),
    'Invalid outgoing sequence flow of event subprocess',
  ],
  ['FLOW_COMPENSATION_HANDLER', given(task('x', '', 'isForCompensation="true"'), flow('start', 'x'))],
  ['FLOW_COMPENSATION_BOUNDARY', given(task('x'), task('y'), boundary('b', 'x', compensate), flow('b', 'y'))],
  [
    'CONDITION_TYPE',
    given(task('x'), flow('start', 'x', condition.replace('tFormalExpression', 'tSpecial'))),
    'Invalid type, only tFormalExpression is currently supported',
  ],
  ['EXPRESSION_SYNTAX', given(task('x'), flow('start', 'x', condition.replace('${true}', '${tr ue}')))],
  [
    'EXCLUSIVE_WITHOUT_FLOW',
    given('<exclusiveGateway id="x"/>'),
    "Exclusive Gateway 'x' has no outgoing sequence flows.",
  ],
  [
    'EXCLUSIVE_SINGLE_CONDITION',
    given('<exclusiveGateway id="x"/>', task('a'), flow('x', 'a', condition)),
    "Exclusive Gateway 'x' has only one outgoing sequence flow ('x-a'). This is not allowed to have a condition.",
  ],
  [
    'EXCLUSIVE_DEFAULT_CONDITION',
    given(
      '<exclusiveGateway id="x" default="x-a"/>',
      task('a'),
      task('b'),
      flow('x', 'a', condition),
      flow('x', 'b', condition),
    ),
    "Exclusive Gateway 'x' has outgoing sequence flow 'x-a' which is the default flow but has a condition too.",
  ],
  [
    'EXCLUSIVE_WITHOUT_CONDITION',
    given('<exclusiveGateway id="x" default="x-a"/>', task('a'), task('b'), flow('x', 'a'), flow('x', 'b')),
    "Exclusive Gateway 'x' has outgoing sequence flow 'x-b' without condition which is not the default flow.",
  ],
  [
    'EXCLUSIVE_WITHOUT_CONDITION',
    given('<exclusiveGateway id="x"/>', task('a'), task('b'), flow('x', 'a'), flow('x', 'b')),
  ],
  [
    'EVENT_GATEWAY_ASYNC_AFTER',
    given('<eventBasedGateway id="x" camunda:asyncAfter="true"/>', catching('a', timer), flow('x', 'a')),
    "'asyncAfter' not supported for eventBasedGateway elements.",
  ],
  [
    'EVENT_GATEWAY_TARGET',
    given('<eventBasedGateway id="x"/>', task('a'), flow('x', 'a')),
    'Event based gateway can only be connected to elements of type intermediateCatchEvent',
  ],
  [
    'EVENT_GATEWAY_LINK',
    given('<eventBasedGateway id="x"/>', catching('a', '<linkEventDefinition name="l"/>'), flow('x', 'a')),
    'IntermediateCatchLinkEvent is not allowed after an EventBasedGateway.',
  ],
  [
    'FLOW_AFTER_EVENT_GATEWAY',
    given('<eventBasedGateway id="x"/>', catching('a', timer), flow('x', 'a'), flow('start', 'a')),
    "Invalid incoming sequenceflow for intermediateCatchEvent with id 'a' connected to an event-based gateway.",
  ],
  [
    'LINK_DUPLICATE_TARGET',
    given(catching('a', '<linkEventDefinition name="l"/>'), catching('b', '<linkEventDefinition name="l"/>')),
    "Multiple Intermediate Catch Events with the same link event name ('l') are not allowed.",
  ],
  ['LINK_WITHOUT_TARGET', given(throwing('a', '<linkEventDefinition name="l"/>'))],
  ['BOUNDARY_WITHOUT_ACTIVITY', given(`<boundaryEvent id="b">${timer}</boundaryEvent>`)],
  [
    'BOUNDARY_UNKNOWN_ACTIVITY',
    given(sub('x', `<startEvent id="a"/>${task('t')}`), boundary('b', 't', timer)),
    'Invalid reference in boundary event. Make sure that the referenced activity is defined in the same scope as the boundary event',
  ],
  ['BOUNDARY_TYPE', given(task('x'), boundary('b', 'x', '')), 'Unsupported boundary event type'],
  [
    'BOUNDARY_TYPE',
    given(task('x'), boundary('b', 'x', '<terminateEventDefinition/>')),
    'Unsupported boundary event type',
  ],
  ['CATCH_TYPE', given(catching('x', '<errorEventDefinition/>')), 'Unsupported intermediate catch event type'],
  ['THROW_TYPE', given(throwing('x', timer)), 'Unsupported intermediate throw event type'],
  ['CATCH_TYPE', given(catching('x', '')), 'Unsupported intermediate catch event type'],
  ['END_TYPE', given(`<endEvent id="x">${timer}</endEvent>`), 'Unsupported end event type'],
  ['START_KIND', process('<startEvent id="x"><errorEventDefinition/></startEvent>')],
  [
    'CANCEL_BOUNDARY_HOST',
    given(task('x'), boundary('b', 'x', '<cancelEventDefinition/>')),
    'boundary event with cancelEventDefinition only supported on transaction subprocesses',
  ],
  [
    'CANCEL_BOUNDARY_MULTIPLE',
    given(
      '<transaction id="x"><startEvent id="a"/></transaction>',
      boundary('b', 'x', '<cancelEventDefinition/>'),
      boundary('c', 'x', '<cancelEventDefinition/>'),
    ),
    'multiple boundary events with cancelEventDefinition not supported on same transaction subprocess.',
  ],
  [
    'CANCEL_END_OUTSIDE',
    given('<endEvent id="x"><cancelEventDefinition/></endEvent>'),
    'end event with cancelEventDefinition only supported inside transaction subprocess',
  ],
  [
    'TIMER_WITHOUT_CONFIGURATION',
    given(catching('x', '<timerEventDefinition/>')),
    'Timer needs configuration (either timeDate, timeCycle or timeDuration is needed).',
  ],
  [
    'MESSAGE_WITHOUT_REFERENCE',
    given(catching('x', '<messageEventDefinition/>')),
    "attribute 'messageRef' is required",
  ],
  [
    'MESSAGE_UNKNOWN',
    given(catching('x', '<messageEventDefinition messageRef="none"/>')),
    "Invalid 'messageRef': no message with id 'none' found.",
  ],
  [
    'MESSAGE_WITHOUT_NAME',
    given(catching('x', '<messageEventDefinition messageRef="empty"/>')),
    'Cannot have a message event subscription with an empty or missing name',
  ],
  [
    'SIGNAL_WITHOUT_REFERENCE',
    given(catching('x', '<signalEventDefinition/>')),
    "signalEventDefinition does not have required property 'signalRef'",
  ],
  [
    'SIGNAL_UNKNOWN',
    given(catching('x', '<signalEventDefinition signalRef="none"/>')),
    "Could not find signal with id 'none'",
  ],
  [
    'ERROR_WITHOUT_REFERENCE',
    given('<endEvent id="x"><errorEventDefinition/></endEvent>'),
    "'errorRef' attribute is mandatory on error end event",
  ],
  [
    'ERROR_WITHOUT_CODE',
    given('<endEvent id="x"><errorEventDefinition errorRef="uncoded"/></endEvent>'),
    "'errorCode' is mandatory on errors referenced by throwing error event definitions, but the error 'uncoded' does not define one.",
  ],
  [
    'ESCALATION_WITHOUT_REFERENCE',
    given(throwing('x', escalate())),
    "escalationEventDefinition does not have required attribute 'escalationRef'",
  ],
  ['ESCALATION_UNKNOWN', given(throwing('x', escalate('none'))), "could not find escalation with id 'none'"],
  [
    'ESCALATION_WITHOUT_CODE',
    given(throwing('x', escalate('blank'))),
    "throwing escalation event must have an 'escalationCode'",
  ],
  ['ESCALATION_BOUNDARY_HOST', given('<receiveTask id="x"/>', boundary('b', 'x', escalate('e1')))],
  [
    'ESCALATION_CONFLICT',
    given(task('x'), boundary('a', 'x', escalate('e1')), boundary('b', 'x', escalate('e1'))),
    "multiple escalation boundary events with the same escalationCode '1' are not supported on same scope",
  ],
  ['ESCALATION_CONFLICT', given(task('x'), boundary('a', 'x', escalate()), boundary('b', 'x', escalate('e1')))],
  ['ESCALATION_CONFLICT', given(eventSub('a', escalate()), eventSub('b', escalate()))],
  [
    'CONDITION_WITHOUT_EXPRESSION',
    given(catching('x', '<conditionalEventDefinition/>')),
    'Conditional event must contain an expression for evaluation.',
  ],
  [
    'CONDITION_VARIABLE_EVENT',
    given(catching('x', conditional.replace('Definition>', 'Definition camunda:variableEvents="created">'))),
    'Variable event: created is not valid. Possible variable change events are: [create, update, delete]',
  ],
  [
    'SUBSCRIPTION_DUPLICATE',
    given(task('x'), boundary('a', 'x', message), boundary('b', 'x', message)),
    "Cannot have more than one message event subscription with name 'message' for scope 'x'",
  ],
  [
    'SUBSCRIPTION_DUPLICATE',
    given(eventSub('a', signal), eventSub('b', signal)),
    "Cannot have more than one signal event subscription with name 'signal' for scope 'p'",
  ],
  [
    'SUBSCRIPTION_DUPLICATE_CONDITION',
    given(task('x'), boundary('a', 'x', conditional), boundary('b', 'x', conditional)),
  ],
  ['COMPENSATION_SUB_PROCESS_PLACE', given(eventSub('x', compensate))],
  [
    'COMPENSATION_SUB_PROCESS_MULTIPLE',
    given(sub('x', `<startEvent id="a"/>${eventSub('b', compensate)}${eventSub('c', compensate)}`)),
    'multiple event subprocesses with compensation start event are not supported on the same scope',
  ],
  [
    'COMPENSATION_BOUNDARY_MULTIPLE',
    given(task('x'), boundary('a', 'x', compensate), boundary('b', 'x', compensate)),
    'multiple boundary events with compensateEventDefinition not supported on same activity',
  ],
  [
    'COMPENSATION_BOUNDARY_AND_SUB_PROCESS',
    given(sub('x', `<startEvent id="a"/>${eventSub('b', compensate)}`), boundary('c', 'x', compensate)),
    'compensation boundary event and event subprocess with compensation start event are not supported on the same scope',
  ],
  [
    'COMPENSATION_HANDLER',
    given(task('x'), task('y'), boundary('b', 'x', compensate), '<association id="a" sourceRef="b" targetRef="y"/>'),
    'compensation boundary catch must be connected to element with isForCompensation=true',
  ],
  [
    'ASSOCIATION_TARGET',
    given(task('x'), boundary('b', 'x', compensate), '<association id="a" sourceRef="b" targetRef="none"/>'),
  ],
  [
    'COMPENSATION_REFERENCE',
    given(throwing('x', '<compensateEventDefinition activityRef="none"/>')),
    "Invalid attribute value for 'activityRef': no activity with id 'none' in scope 'p'",
  ],
  ['SERVICE_WITHOUT_IMPLEMENTATION', serviceTask('')],
  ['SERVICE_TYPE', serviceTask('camunda:type="shell"')],
  [
    'SERVICE_RESULT_VARIABLE',
    serviceTask('camunda:class="a.B" camunda:resultVariable="r"'),
    "'resultVariableName' not supported for serviceTask elements using 'class'",
  ],
  ['EXTERNAL_WITHOUT_TOPIC', serviceTask('camunda:type="external"')],
  [
    'ERROR_MAPPING_WITHOUT_EXPRESSION',
    around(
      '<serviceTask id="x" camunda:type="external" camunda:topic="t"><extensionElements><camunda:errorEventDefinition errorRef="e"/></extensionElements></serviceTask>',
    ),
  ],
  [
    'DECISION_RESULT_MAPPER',
    around('<businessRuleTask id="x" camunda:decisionRef="d" camunda:mapDecisionResult="all"/>'),
    "No decision result mapper found for name 'all'. Supported mappers are 'singleEntry', 'singleResult', 'collectEntries' and 'resultList'.",
  ],
  ['BINDING_UNKNOWN', around('<callActivity id="x" calledElement="c" camunda:calledElementBinding="oldest"/>')],
  [
    'BINDING_WITHOUT_VERSION',
    around('<callActivity id="x" calledElement="c" camunda:calledElementBinding="version"/>'),
  ],
  [
    'BINDING_WITHOUT_VERSION_TAG',
    around('<callActivity id="x" calledElement="c" camunda:calledElementBinding="versionTag"/>'),
  ],
  ['CALL_WITHOUT_TARGET', around('<callActivity id="x"/>'), "Missing attribute 'calledElement' or 'caseRef'"],
  ['CALL_CASE', around('<callActivity id="x" camunda:caseRef="c"/>')],
  [
    'PASSING_WITHOUT_SOURCE',
    passing('<camunda:in target="t"/>'),
    "Missing parameter 'source' or 'sourceExpression' when passing variables",
  ],
  [
    'PASSING_EMPTY_SOURCE',
    passing('<camunda:in source="" target="t"/>'),
    "Empty attribute 'source' when passing variables",
  ],
  [
    'PASSING_WITHOUT_TARGET',
    passing('<camunda:out source="s"/>'),
    "Missing attribute 'target' when attribute 'source' or 'sourceExpression' is set",
  ],
  [
    'PASSING_EMPTY_TARGET',
    passing('<camunda:out source="s" target=""/>'),
    "Empty attribute 'target' when attribute 'source' or 'sourceExpression' is set",
  ],
  ['SCRIPT_LANGUAGE', around('<scriptTask id="x" scriptFormat="groovy"><script>1</script></scriptTask>')],
  ['SCRIPT_MISSING', around('<scriptTask id="x"/>')],
  ['SCRIPT_RESOURCE', around('<scriptTask id="x" scriptFormat="juel" camunda:resource="deployment://a.js"/>')],
  [
    'USER_TASK_ASSIGNEE',
    around(
      task(
        'x',
        '<humanPerformer><resourceAssignmentExpression><formalExpression>a</formalExpression></resourceAssignmentExpression></humanPerformer>',
        'camunda:assignee="b"',
      ),
    ),
  ],
  [
    'FORM_KEY_AND_REF',
    around(task('x', '', 'camunda:formKey="a" camunda:formRef="b" camunda:formRefBinding="latest"')),
    'Invalid element definition: only one of the attributes formKey and formRef is allowed.',
  ],
  [
    'FORM_REF_BINDING',
    around(task('x', '', 'camunda:formRef="b" camunda:formRefBinding="newest"')),
    'Invalid element definition: value for formRefBinding attribute has to be one of [deployment, latest, version] but was newest',
  ],
  [
    'FORM_FIELD_WITHOUT_TYPE',
    around(
      task(
        'x',
        '<extensionElements><camunda:formData><camunda:formField id="f"/></camunda:formData></extensionElements>',
      ),
    ),
  ],
  [
    'FORM_FIELD_WITHOUT_ID',
    around(
      task(
        'x',
        '<extensionElements><camunda:formData><camunda:formField type="string"/></camunda:formData></extensionElements>',
      ),
    ),
  ],
  [
    'PRIORITY',
    around(task('x', '', 'camunda:jobPriority="high"')),
    "Value 'high' for attribute 'jobPriority' is not a number",
  ],
  [
    'IO_UNSUPPORTED',
    process('<startEvent id="start"><extensionElements><camunda:inputOutput/></extensionElements></startEvent>'),
    "camunda:inputOutput mapping unsupported for element type 'startEvent'.",
  ],
  [
    'IO_OUTPUT_UNSUPPORTED',
    given(
      '<endEvent id="x"><extensionElements><camunda:inputOutput><camunda:outputParameter name="a">1</camunda:outputParameter></camunda:inputOutput></extensionElements></endEvent>',
    ),
    "camunda:outputParameter not supported for element type 'endEvent'.",
  ],
  [
    'IO_OUTPUT_MULTI_INSTANCE',
    around(
      task(
        'x',
        '<extensionElements><camunda:inputOutput><camunda:outputParameter name="a">1</camunda:outputParameter></camunda:inputOutput></extensionElements><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
      ),
    ),
    'camunda:outputParameter not allowed for multi-instance constructs',
  ],
  [
    'IO_WITHOUT_NAME',
    around(
      task(
        'x',
        '<extensionElements><camunda:inputOutput><camunda:inputParameter>1</camunda:inputParameter></camunda:inputOutput></extensionElements>',
      ),
    ),
  ],
  [
    'IO_ENTRY_WITHOUT_KEY',
    around(
      task(
        'x',
        '<extensionElements><camunda:inputOutput><camunda:inputParameter name="a"><camunda:map><camunda:entry>1</camunda:entry></camunda:map></camunda:inputParameter></camunda:inputOutput></extensionElements>',
      ),
    ),
  ],
  [
    'LISTENER_EVENT',
    around(
      task('x', '<extensionElements><camunda:executionListener event="middle" expression="${a}"/></extensionElements>'),
    ),
  ],
  [
    'LISTENER_EVENT',
    around(task('x', '<extensionElements><camunda:taskListener event="done" expression="${a}"/></extensionElements>')),
  ],
  [
    'LISTENER_WITHOUT_ACTION',
    around(task('x', '<extensionElements><camunda:executionListener event="start"/></extensionElements>')),
    "Element 'class', 'expression', 'delegateExpression' or 'script' is mandatory on executionListener",
  ],
  [
    'LISTENER_TIMER',
    around(
      task(
        'x',
        '<extensionElements><camunda:taskListener event="timeout" id="t" expression="${a}"/></extensionElements>',
      ),
    ),
  ],
  ['MULTI_INSTANCE_WITHOUT_COUNT', around(task('x', '<multiInstanceLoopCharacteristics/>'))],
  [
    'LOOP_MARKERS',
    around(
      task(
        'x',
        '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics><standardLoopCharacteristics/>',
      ),
    ),
  ],
  ['SCHEMA_ELEMENT', around(task('x', '<unheardOf/>'))],
  ['SCHEMA_ATTRIBUTE', around(task('x', '', 'unheardOf="1"'))],
  ['SCHEMA_TEXT', around(task('x', 'stray text'))],
  ['REFERENCE_UNRESOLVED', around(task('x', '', 'default="none"'))],
];

describe('a model is refused, at its place and in Camunda’s words, with', () => {
  it.each(REFUSED.map(([code, xml, words]) => ({ code, xml, words })))('$code: $words', ({ code, xml, words }) => {
    const { definitions: models, problems } = parseBpmn(xml);
    const found = problems.find((problem) => problem.code === code && problem.severity === 'error');
    expect(found, problems.map((problem) => problem.code).join()).toBeDefined();
    if (words !== undefined) expect(found!.message).toBe(words);
    expect(found!.line).toBeGreaterThan(1);
    expect(found!.column).toBeGreaterThan(0);
    expect(models).toEqual([]);
  });
});

describe('a model is accepted with a warning when', () => {
  it.each<[string, string]>([
    [
      'EXCLUSIVE_ASSUMED_DEFAULT',
      given('<exclusiveGateway id="x"/>', task('a'), task('b'), flow('x', 'a'), flow('x', 'b', condition)),
    ],
    ['EVENT_DEFINITIONS', given(task('x'), boundary('b', 'x', timer + message))],
    ['COMPENSATION_WAIT', given(throwing('x', '<compensateEventDefinition waitForCompletion="false"/>'))],
    ['REFERENCE_UNRESOLVED', around(task('x', '<incoming>none</incoming>'))],
  ])('%s', (code, xml) => {
    const { definitions: models, problems } = parseBpmn(xml);
    expect(problems.map((problem) => [problem.severity, problem.code])).toEqual([['warning', code]]);
    expect(models).toHaveLength(1);
  });
});

describe('a problem', () => {
  it('names its elements, the main one first, and the line and column of the start tag', () => {
    const [problem] = problemsOf(given('<exclusiveGateway id="x"/>', task('a'), `  ${flow('x', 'a', condition)}`));
    expect(problem).toEqual({
      severity: 'error',
      code: 'EXCLUSIVE_SINGLE_CONDITION',
      message:
        "Exclusive Gateway 'x' has only one outgoing sequence flow ('x-a'). This is not allowed to have a condition.",
      elementIds: ['x', 'x-a'],
      mainElementId: 'x',
      line: 6,
      column: 3,
    });
  });

  it('of an element without id is told of the nearest element with one', () => {
    const [problem] = problemsOf(given(catching('x', '<timerEventDefinition/>')));
    expect(problem).toMatchObject({ mainElementId: 'x', line: 4 });
  });

  it('of one process does not hide those of another', () => {
    const bad = (id: string) => `<process id="${id}" isExecutable="true"/>`;
    expect(problemsOf(definitions(bad('a'), bad('b'))).map((problem) => problem.mainElementId)).toEqual(['a', 'b']);
  });
});
