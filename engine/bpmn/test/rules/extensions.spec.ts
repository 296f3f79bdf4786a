import { describe } from 'vitest';
import { around, process } from '../models.js';
import {
  boundary,
  extended,
  given,
  message,
  refuses,
  sub,
  task,
  timer,
  withField,
  withFields,
  type Case,
} from './pieces.js';

const REFUSED: readonly Case[] = [
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
    'IO_UNSUPPORTED',
    process('<startEvent id="start"><extensionElements><camunda:inputOutput/></extensionElements></startEvent>'),
    "camunda:inputOutput mapping unsupported for element type 'startEvent'.",
  ],
  [
    'IO_OUTPUT_UNSUPPORTED',
    given(
      '<endEvent id="x"><extensionElements><camunda:inputOutput><camunda:outputParameter name="a">1</camunda:outputParameter></camunda:inputOutput></extensionElements></endEvent>',
    ),
    "camunda:outputParameter not allowed for element type 'endEvent'.",
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
  [
    'IO_UNSUPPORTED',
    given(task('x'), boundary('b', 'x', extended('<camunda:inputOutput/>') + timer)),
    "camunda:inputOutput mapping unsupported for element type 'boundaryEvent'.",
  ],
  ...['exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'eventBasedGateway', 'complexGateway'].map(
    (gateway) =>
      [
        'IO_UNSUPPORTED',
        given(`<${gateway} id="x">${extended('<camunda:inputOutput/>')}</${gateway}>`),
        `camunda:inputOutput mapping unsupported for element type '${gateway}'.`,
      ] as const,
  ),
  [
    'IO_UNSUPPORTED',
    given(
      sub(
        'x',
        `${extended('<camunda:inputOutput/>')}<startEvent id="a">${message}</startEvent>`,
        'triggeredByEvent="true"',
      ),
    ),
    "camunda:inputOutput mapping unsupported for element type 'subProcess' with attribute 'triggeredByEvent = true'.",
  ],
  [
    'IO_WITHOUT_NAME',
    around(
      task(
        'x',
        extended('<camunda:inputOutput><camunda:outputParameter>1</camunda:outputParameter></camunda:inputOutput>'),
      ),
    ),
    "Missing attribute 'name' for outputParameter",
  ],
  [
    'IO_NESTED',
    around(
      task(
        'x',
        extended(
          '<camunda:inputOutput><camunda:inputParameter name="a"><camunda:list/><camunda:map/></camunda:inputParameter></camunda:inputOutput>',
        ),
      ),
    ),
    'Nested parameter can at most have one child element',
  ],
  [
    'LISTENER_EVENT',
    around(task('x', extended('<camunda:executionListener expression="${a}"/>'))),
    "Attribute 'event' is mandatory on listener",
  ],
  [
    'LISTENER_EVENT',
    around(task('x', extended('<camunda:taskListener expression="${a}"/>'))),
    "Attribute 'event' is mandatory on taskListener",
  ],
  [
    'LISTENER_EMPTY',
    around(task('x', extended('<camunda:executionListener event="start" class=""/>'))),
    "Attribute 'class' cannot be empty",
  ],
  [
    'LISTENER_EMPTY',
    around(task('x', extended('<camunda:executionListener event="start" delegateExpression=""/>'))),
    "Attribute 'delegateExpression' cannot be empty",
  ],
  [
    'LISTENER_WITHOUT_ACTION',
    around(task('x', extended('<camunda:taskListener event="create"/>'))),
    "Element 'class', 'expression', 'delegateExpression' or 'script' is mandatory on taskListener",
  ],
  [
    'LISTENER_ID',
    around(
      task('x', extended(`<camunda:taskListener event="timeout" expression="\${a}">${timer}</camunda:taskListener>`)),
    ),
    "Element 'id' is mandatory on taskListener of type 'timeout'",
  ],
  [
    'FIELD_WITHOUT_VALUE',
    withField('<camunda:field name="f"/>'),
    'One of the following is mandatory on a field declaration: one of attributes stringValue|expression or one of child elements string|expression',
  ],
  [
    'FIELD_TWICE',
    withField('<camunda:field name="f" stringValue="a"><camunda:string>b</camunda:string></camunda:field>'),
    "Can't use attribute 'stringValue' and element 'string' together, only use one",
  ],
  [
    'FIELD_MULTIPLE',
    withField(
      '<camunda:field name="f"><camunda:string>a</camunda:string><camunda:string>b</camunda:string></camunda:field>',
    ),
    'Multiple string field declarations found',
  ],
  [
    'FIELD_EMPTY',
    withField('<camunda:field name="f"><camunda:expression/></camunda:field>'),
    "No valid value found in attribute 'expression' nor element 'expression'",
  ],
  [
    'FIELD_WITHOUT_VALUE',
    around(
      task(
        'x',
        extended('<camunda:taskListener event="create" class="a.B"><camunda:field name="f"/></camunda:taskListener>'),
      ),
    ),
  ],
  ['FORM_FIELD_TYPE', withFields('<camunda:formField id="f" type="colour"/>'), "unknown type 'colour'"],
  [
    'FORM_VALIDATOR',
    withFields(
      '<camunda:formField id="f" type="long"><camunda:validation><camunda:constraint name="prime"/></camunda:validation></camunda:formField>',
    ),
    "Cannot find validator implementation for name 'prime'.",
  ],
  [
    'FORM_VALIDATOR_CONFIG',
    withFields(
      '<camunda:formField id="f" type="long"><camunda:validation><camunda:constraint name="validator"/></camunda:validation></camunda:formField>',
    ),
    'validator configuration needs to provide either a fully qualified classname or an expression resolving to a custom FormFieldValidator implementation.',
  ],
  [
    'FORM_PROPERTY_WITHOUT_ID',
    around(task('x', extended('<camunda:formProperty name="f"/>'))),
    "attribute 'id' is required",
  ],
  [
    'FORM_PROPERTY_FLAG',
    around(task('x', extended('<camunda:formProperty id="f" writable="maybe"/>'))),
    "attribute 'writable' must be one of {on|yes|true|enabled|active|off|no|false|disabled|inactive}",
  ],
];

describe('extension elements: a model is refused, at its place and in Camunda’s words, with', () => refuses(REFUSED));
