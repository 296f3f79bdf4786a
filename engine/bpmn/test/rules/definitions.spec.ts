import { describe, expect, it } from 'vitest';
import { around, definitions, problemsOf, process } from '../models.js';
import { START, catching, condition, flow, given, refuses, task, warns, type Case } from './pieces.js';

const REFUSED: readonly Case[] = [
  [
    'IMPORT',
    definitions('<import importType="http://www.w3.org/2001/XMLSchema" location="a.xsd" namespace="a"/>'),
    'Could not import item of type http://www.w3.org/2001/XMLSchema',
  ],
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
  ['ID_NOT_A_NAME', process(START).replace(/id="p[^"]*"/, 'id="a:b"')],
  ['ID_NOT_A_NAME', given(task('x#multiInstanceBody'))],
  ['ID_NOT_A_NAME', given(task('6729bd01-f475'))],
  ['ID_NOT_A_NAME', given(task('x'), task('y'), '<sequenceFlow id="x/y" sourceRef="x" targetRef="y"/>')],
  ['HISTORY_TIME_TO_LIVE', process(START).replace('<process', '<process camunda:historyTimeToLive="P-1D"')],
  ['HISTORY_TIME_TO_LIVE', process(START).replace('<process', '<process camunda:historyTimeToLive="-1"')],
  ['SCHEMA_ELEMENT', around(task('x', '<unheardOf/>'))],
  ['SCHEMA_ATTRIBUTE', around(task('x', '', 'unheardOf="1"'))],
  ['SCHEMA_TEXT', around(task('x', 'stray text'))],
  ['REFERENCE_UNRESOLVED', around(task('x', '', 'default="none"'))],
];

const WARNED: readonly Case[] = [['REFERENCE_UNRESOLVED', around(task('x', '<incoming>none</incoming>'))]];

describe('definitions and what they contain: a model is refused, at its place and in Camunda’s words, with', () =>
  refuses(REFUSED));

describe('definitions and what they contain: a model is accepted with a warning for', () => warns(WARNED));

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
