import { describe, expect, it } from 'vitest';
import type { EventDefinition } from '../src/index.js';
import { modelOf, nodeOf, process } from './models.js';

const DEFINITIONS: Readonly<Record<string, string>> = {
  none: '',
  message: '<messageEventDefinition messageRef="m"/>',
  sentMessage: '<messageEventDefinition messageRef="m" camunda:type="external" camunda:topic="send"/>',
  signal: '<signalEventDefinition signalRef="s" camunda:async="true"/>',
  timer: '<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>',
  error: '<errorEventDefinition errorRef="e" camunda:errorCodeVariable="code"/>',
  escalation: '<escalationEventDefinition escalationRef="c"/>',
  compensate: '<compensateEventDefinition/>',
  conditional:
    '<conditionalEventDefinition camunda:variableName="v" camunda:variableEvents="create, update"><condition>${v}</condition></conditionalEventDefinition>',
  cancel: '<cancelEventDefinition/>',
  terminate: '<terminateEventDefinition/>',
};
const ROOTS =
  '<message id="m" name="M-${x}"/><message id="plain" name="M"/><signal id="s" name="S"/><error id="e" errorCode="E" camunda:errorMessage="text"/><escalation id="c" escalationCode="C"/></definitions>';
const given = (...content: string[]) => modelOf(process(...content).replace('</definitions>', ROOTS));
const start = '<startEvent id="start"/>';

describe('activity types are Camunda’s', () => {
  it.each([
    ['none', 'startEvent'],
    ['signal', 'signalStartEvent'],
    ['timer', 'startTimerEvent'],
    ['conditional', 'conditionalStartEvent'],
  ])('of a start event with %s: %s', (kind, type) => {
    const model = given(`<startEvent id="x" isInterrupting="false">${DEFINITIONS[kind]}</startEvent>`);
    expect(model.nodes[0]).toMatchObject({ kind: 'startEvent', activityType: type, isScope: false });
  });

  it.each([
    ['message', 'messageStartEvent'],
    ['signal', 'signalStartEvent'],
    ['timer', 'startTimerEvent'],
    ['error', 'errorStartEvent'],
    ['escalation', 'escalationStartEvent'],
    ['conditional', 'conditionalStartEvent'],
  ])('of an event sub-process with %s: %s', (kind, type) => {
    // an error has ended what it interrupts
    const interrupting = kind === 'error';
    const inner = `<startEvent id="x" isInterrupting="${interrupting}">${DEFINITIONS[kind]}</startEvent>`;
    const model = given(start, `<subProcess id="esp" triggeredByEvent="true">${inner}</subProcess>`);
    expect(nodeOf(model, 'x', 'startEvent')).toMatchObject({ activityType: type, scopeId: 'esp', interrupting });
    expect(nodeOf(model, 'esp', 'subProcess')).toMatchObject({
      variant: 'event',
      startEventId: 'x',
      activityType: 'subProcess',
    });
  });

  it.each([
    ['message', 'intermediateMessageCatch'],
    ['signal', 'intermediateSignalCatch'],
    ['timer', 'intermediateTimer'],
    ['conditional', 'intermediateConditional'],
  ])('of a catching event with %s: %s', (kind, type) => {
    const model = given(start, `<intermediateCatchEvent id="x">${DEFINITIONS[kind]}</intermediateCatchEvent>`);
    expect(nodeOf(model, 'x', 'intermediateCatchEvent')).toMatchObject({ activityType: type, isScope: true });
  });

  it.each([
    ['none', 'intermediateNoneThrowEvent', false],
    ['message', 'intermediateNoneThrowEvent', false],
    ['sentMessage', 'intermediateMessageThrowEvent', true],
    ['signal', 'intermediateSignalThrow', false],
    ['escalation', 'intermediateEscalationThrowEvent', false],
    ['compensate', 'intermediateCompensationThrowEvent', true],
  ])('of a throwing event with %s: %s', (kind, type, isScope) => {
    const model = given(start, `<intermediateThrowEvent id="x">${DEFINITIONS[kind]}</intermediateThrowEvent>`);
    expect(nodeOf(model, 'x', 'intermediateThrowEvent')).toMatchObject({ activityType: type, isScope });
  });

  it.each([
    ['none', 'noneEndEvent', false],
    ['message', 'endEvent', false],
    ['sentMessage', 'messageEndEvent', true],
    ['signal', 'signalEndEvent', false],
    ['error', 'errorEndEvent', false],
    ['escalation', 'escalationEndEvent', false],
    ['compensate', 'compensationEndEvent', true],
    ['terminate', 'terminateEndEvent', false],
  ])('of an end event with %s: %s', (kind, type, isScope) => {
    const model = given(start, `<endEvent id="x">${DEFINITIONS[kind]}</endEvent>`);
    expect(nodeOf(model, 'x', 'endEvent')).toMatchObject({ activityType: type, isScope });
  });

  it.each([
    ['message', 'boundaryMessage'],
    ['signal', 'boundarySignal'],
    ['timer', 'boundaryTimer'],
    ['error', 'boundaryError'],
    ['escalation', 'boundaryEscalation'],
    ['conditional', 'boundaryConditional'],
  ])('of a boundary event with %s: %s, and its host is a scope', (kind, type) => {
    const definition = DEFINITIONS[kind]?.replaceAll('timeCycle', 'timeDuration').replace('R3/PT1H', 'PT1H');
    const model = given(
      start,
      '<userTask id="host"/>',
      `<boundaryEvent id="x" attachedToRef="host">${definition}</boundaryEvent>`,
    );
    expect(nodeOf(model, 'x', 'boundaryEvent')).toMatchObject({
      activityType: type,
      attachedToId: 'host',
      interrupting: true,
    });
    expect(nodeOf(model, 'host', 'userTask')).toMatchObject({ isScope: true, boundaryIds: ['x'] });
  });
});

describe('event definitions', () => {
  const caught = (kind: string): EventDefinition =>
    nodeOf(
      given(
        start,
        '<userTask id="host"/>',
        `<boundaryEvent id="x" attachedToRef="host" cancelActivity="false">${DEFINITIONS[kind]}</boundaryEvent>`,
      ),
      'x',
      'boundaryEvent',
    ).event;

  it('carry the names they refer to', () => {
    expect(caught('message')).toMatchObject({ kind: 'message', name: { source: 'M-${x}' } });
    expect(caught('signal')).toMatchObject({ kind: 'signal', name: { source: 'S' }, async: true });
    expect(caught('error')).toMatchObject({
      kind: 'error',
      errorRef: 'e',
      code: 'E',
      codeVariable: 'code',
      message: { source: 'text' },
    });
    expect(caught('escalation')).toMatchObject({ kind: 'escalation', code: 'C' });
  });

  it('carry when they fire', () => {
    expect(caught('timer')).toMatchObject({ kind: 'timer', timer: 'cycle', expression: { source: 'R3/PT1H' } });
    expect(caught('conditional')).toMatchObject({
      kind: 'conditional',
      variableName: 'v',
      variableEvents: ['create', 'update'],
    });
  });

  it('an error always interrupts, whatever the attribute says', () => {
    const model = given(
      start,
      '<userTask id="host"/>',
      `<boundaryEvent id="x" attachedToRef="host" cancelActivity="false">${DEFINITIONS['error']}</boundaryEvent>`,
    );
    expect(nodeOf(model, 'x', 'boundaryEvent').interrupting).toBe(true);
  });

  it('an error nobody defined is taken by its name', () => {
    const model = given(start, '<endEvent id="x"><errorEventDefinition errorRef="someCode"/></endEvent>');
    expect(nodeOf(model, 'x', 'endEvent').event).toMatchObject({ kind: 'error', code: 'someCode' });
  });
});

describe('events that belong to others', () => {
  it('after an event-based gateway it is the gateway that waits', () => {
    const model = given(
      start,
      '<eventBasedGateway id="g"/>',
      `<intermediateCatchEvent id="x">${DEFINITIONS['timer']}</intermediateCatchEvent>`,
      '<sequenceFlow id="f" sourceRef="g" targetRef="x"/>',
    );
    expect(nodeOf(model, 'x', 'intermediateCatchEvent')).toMatchObject({ eventGatewayId: 'g', isScope: false });
    expect(nodeOf(model, 'g', 'eventBasedGateway').isScope).toBe(true);
  });

  it('a compensation boundary event joins activity and handler and makes no scope', () => {
    const model = given(
      start,
      '<userTask id="do"/>',
      '<userTask id="undo" isForCompensation="true"/>',
      '<boundaryEvent id="x" attachedToRef="do"><compensateEventDefinition/></boundaryEvent>',
      '<association id="a" sourceRef="x" targetRef="undo"/>',
    );
    expect(nodeOf(model, 'do', 'userTask')).toMatchObject({
      isScope: false,
      boundaryIds: [],
      compensation: { boundaryId: 'x', handlerId: 'undo' },
    });
    expect(nodeOf(model, 'undo', 'userTask').isForCompensation).toBe(true);
    expect(nodeOf(model, 'x', 'boundaryEvent').activityType).toBe('compensationBoundaryCatch');
  });

  it('a transaction has its cancel end and boundary', () => {
    const model = given(
      start,
      '<transaction id="t"><startEvent id="in"/><endEvent id="out"><cancelEventDefinition/></endEvent></transaction>',
      '<boundaryEvent id="x" attachedToRef="t"><cancelEventDefinition/></boundaryEvent>',
    );
    expect(nodeOf(model, 't', 'subProcess')).toMatchObject({
      variant: 'transaction',
      activityType: 'transaction',
      childIds: ['in', 'out'],
    });
    expect(nodeOf(model, 'out', 'endEvent')).toMatchObject({ activityType: 'cancelEndEvent', isScope: true });
    expect(nodeOf(model, 'x', 'boundaryEvent').activityType).toBe('cancelBoundaryCatch');
  });

  it('a receive task listens by itself only when it names a message', () => {
    const model = given(start, '<receiveTask id="a" messageRef="plain"/>', '<receiveTask id="b"/>');
    expect(nodeOf(model, 'a', 'receiveTask')).toMatchObject({ isScope: true, messageName: { source: 'M' } });
    expect(nodeOf(model, 'b', 'receiveTask')).toMatchObject({ isScope: false, messageName: undefined });
  });

  it('an ad-hoc sub-process needs no start event', () => {
    const model = given(
      start,
      '<adHocSubProcess id="x" ordering="Sequential" cancelRemainingInstances="false"><task id="t"/><completionCondition>${done}</completionCondition></adHocSubProcess>',
    );
    expect(nodeOf(model, 'x', 'subProcess')).toMatchObject({
      variant: 'adHoc',
      startEventId: undefined,
      adHoc: { ordering: 'Sequential', cancelRemainingInstances: false, completionCondition: { source: '${done}' } },
    });
  });
});
