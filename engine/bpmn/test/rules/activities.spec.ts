import { describe } from 'vitest';
import { around } from '../models.js';
import { extended, given, passing, refuses, serviceTask, task, warns, type Case } from './pieces.js';

const REFUSED: readonly Case[] = [
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
    'PRIORITY',
    around(task('x', '', 'camunda:jobPriority="high"')),
    "Value 'high' for attribute 'jobPriority' is not a valid number",
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
  [
    'SERVICE_RESULT_VARIABLE',
    serviceTask('camunda:delegateExpression="${b}" camunda:resultVariable="r"'),
    "'resultVariableName' not supported for serviceTask elements using 'delegateExpression'",
  ],
  [
    'PASSING_EMPTY_SOURCE',
    passing('<camunda:in sourceExpression="" target="t"/>'),
    "Empty attribute 'sourceExpression' when passing variables",
  ],
  [
    'SCRIPT_WITHOUT_FORMAT',
    around(
      task(
        'x',
        extended(
          '<camunda:executionListener event="start"><camunda:script>1</camunda:script></camunda:executionListener>',
        ),
      ),
    ),
    "Missing attribute 'scriptFormat' for 'script' element",
  ],
  [
    'USER_TASK_PERFORMERS',
    around(task('x', '<humanPerformer/><humanPerformer/>')),
    'Invalid task definition: multiple humanPerformer sub elements defined',
  ],
  [
    'PRIORITY',
    serviceTask('camunda:type="external" camunda:topic="t" camunda:taskPriority="2147483648"'),
    "Value '2147483648' for attribute 'taskPriority' is not a valid number",
  ],
  [
    'MULTI_INSTANCE_CARDINALITY',
    around(task('x', '<multiInstanceLoopCharacteristics><loopCardinality/></multiInstanceLoopCharacteristics>')),
    'loopCardinality must be defined for a multiInstanceLoopCharacteristics definition ',
  ],
  [
    'MULTI_INSTANCE_COLLECTION',
    around(
      task(
        'x',
        '<multiInstanceLoopCharacteristics camunda:elementVariable="e"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
      ),
    ),
    'LoopDataInputRef/camunda:collection must be set when using inputDataItem or camunda:elementVariable',
  ],
  [
    'MULTI_INSTANCE_COLLECTION',
    around(
      task(
        'x',
        '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality><inputDataItem id="i" name="e"/></multiInstanceLoopCharacteristics>',
      ),
    ),
  ],
  [
    'PROPERTY_WITHOUT_NAME',
    around(task('x', '<property/>')),
    'Invalid property usage on line 4: no id or name specified.',
  ],
];

const WARNED: readonly Case[] = [
  ['BINDING_UNKNOWN', around('<callActivity id="x" calledElement="c" camunda:calledElementBinding="oldest"/>')],
  [
    'ACTIVITY_UNSUPPORTED',
    given('<callChoreography id="x"/>'),
    "Ignoring unsupported activity type 'callChoreography'",
  ],
];

describe('activities: a model is refused, at its place and in Camunda’s words, with', () => refuses(REFUSED));

describe('activities: a model is accepted with a warning for', () => warns(WARNED));
