import { describe, expect, it } from 'vitest';
import { parseBpmn } from '../src/index.js';
import { around, definitions, load, modelOf, nodeOf, problemsOf, process } from './models.js';

const source = (expression: { readonly source: string } | undefined) => expression?.source;
const everything = modelOf(load('everything'));

describe('a process', () => {
  it('carries its attributes', () => {
    expect(everything).toMatchObject({
      key: 'everything',
      name: '隐患整改',
      documentation: '用于测试',
      versionTag: '1.2',
      isExecutable: true,
      historyTimeToLive: 30,
      startableInTasklist: false,
      candidateStarterUsers: ['a', 'b'],
      candidateStarterGroups: ['${group}', 'office'],
    });
    expect(source(everything.jobPriority)).toBe('5');
    expect(source(everything.taskPriority)).toBe('${prio}');
    expect({ ...everything.properties }).toEqual({ level: 'county' });
  });

  it('that is not executable is left out', () => {
    const xml = definitions('<process id="a"><startEvent id="s"/></process>', '<process id="b" isExecutable="false"/>');
    expect(parseBpmn(xml)).toEqual({ definitions: [], problems: [] });
  });

  it('lists its nodes and flows in document order', () => {
    expect(everything.nodes.map((node) => node.id)).toEqual(['start', 'report', 'work', 'noPaper', 'call', 'end']);
    expect(everything.flows.map((flow) => flow.id)).toEqual(['toReport', 'toWork', 'toCall', 'noPaperToCall', 'toEnd']);
  });

  it('cannot be changed', () => {
    expect(() => Object.assign(everything.nodes[0]!, { id: 'x' })).toThrow(TypeError);
    expect(() => (everything.nodes as unknown[]).push({})).toThrow(TypeError);
  });

  it('may leave its time to live open unless the installation insists', () => {
    const xml = process('<startEvent id="s"/>');
    expect(modelOf(xml).historyTimeToLive).toBeUndefined();
    expect(problemsOf(xml, { enforceHistoryTimeToLive: true })[0]).toMatchObject({ code: 'HISTORY_TIME_TO_LIVE' });
  });
});

describe('a text that was deployed under older rules', () => {
  const refusedToday = process(
    '<startEvent id="s"/><userTask id="x#1"/><sequenceFlow id="f" sourceRef="s" targetRef="x#1"/>',
  );

  it('is refused when it comes anew', () => {
    expect(parseBpmn(refusedToday).definitions).toEqual([]);
  });

  it('goes on running, and is told of', () => {
    const { definitions: models, problems } = parseBpmn(refusedToday, { wasDeployed: true });
    expect(problems.map(({ code }) => code)).toEqual(['ID_NOT_A_NAME']);
    expect(models.flatMap(({ nodes }) => nodes.map(({ id }) => id))).toContain('x#1');
  });
});

describe('a user task', () => {
  const task = nodeOf(everything, 'report', 'userTask');

  it('carries people, dates and priority as expressions', () => {
    expect(source(task.assignee)).toBe('${starter}');
    expect(task.candidateUsers.map(source)).toEqual(['u1', '${users}']);
    expect(task.candidateGroups.map(source)).toEqual(['g1', 'g2']);
    expect([task.dueDate, task.followUpDate, task.priority].map(source)).toEqual([
      '${due}',
      '2026-11-23T10:00:00',
      '${10 + 1}',
    ]);
    expect([task.nameExpression, task.descriptionExpression].map(source)).toEqual(['上报 ${title}', '说明 ${title}']);
  });

  it('carries its async flags, retries and priority', () => {
    expect(task).toMatchObject({ asyncBefore: true, asyncAfter: false, exclusive: false });
    expect([task.retryTimeCycle, task.jobPriority].map(source)).toEqual(['R3/PT10M', '${prio}']);
  });

  it('carries listeners by expression, class and delegate', () => {
    expect(task.listeners).toEqual([{ event: 'end', action: { kind: 'delegate', name: 'org.example.Audit' } }]);
    expect(task.taskListeners.map((listener) => [listener.event, listener.id, listener.timer?.timer])).toEqual([
      ['create', undefined, undefined],
      ['timeout', 'late', 'duration'],
    ]);
    expect(task.taskListeners[1]!.action).toEqual({ kind: 'delegate', name: 'remind' });
  });

  it('carries its input and output mapping, nested as written', () => {
    const kinds = task.io!.inputs.map(({ name, value }) => [name, value.kind]);
    expect(kinds).toEqual([
      ['text', 'expression'],
      ['script', 'script'],
      ['list', 'list'],
      ['map', 'map'],
      ['nothing', 'null'],
    ]);
    expect(task.io!.inputs[3]!.value).toMatchObject({
      entries: [{ key: { literal: 'k' } }, { key: { literal: 'empty' }, value: { kind: 'null' } }],
    });
    expect(task.io!.outputs.map(({ name }) => name)).toEqual(['result']);
    expect(task.isScope).toBe(true);
  });

  it('carries its form key and generated fields', () => {
    expect(task.form).toMatchObject({ formKey: 'embedded:app:form.html', formRef: undefined });
    expect(task.form!.fields).toMatchObject([
      {
        id: 'reason',
        label: '原因',
        type: 'string',
        constraints: [{ name: 'required' }, { name: 'maxlength', config: '200' }],
      },
      { id: 'kind', type: 'enum', values: [{ id: 'a', name: '甲' }] },
    ]);
    expect({ ...task.form!.fields[0]!.properties }).toEqual({ rows: '3' });
  });

  it('reads people from the standard elements as well', () => {
    const owner = (tag: string, text: string) =>
      `<${tag}><resourceAssignmentExpression><formalExpression>${text}</formalExpression></resourceAssignmentExpression></${tag}>`;
    const xml = around(
      `<userTask id="x">${owner('humanPerformer', 'kermit')}${owner('potentialOwner', 'user(a), group(b), c')}</userTask>`,
    );
    const standard = nodeOf(modelOf(xml), 'x', 'userTask');
    expect(source(standard.assignee)).toBe('kermit');
    expect(standard.candidateUsers.map(source)).toEqual(['a']);
    expect(standard.candidateGroups.map(source)).toEqual(['b', 'c']);
  });
});

describe('a service task', () => {
  it('may be external, with a topic, a priority and errors', () => {
    const task = nodeOf(everything, 'work', 'serviceTask');
    const { implementation } = task;
    if (implementation.kind !== 'external') throw new Error(implementation.kind);
    expect([implementation.topic, implementation.priority].map(source)).toEqual(['print-${kind}', '7']);
    expect(implementation.errorMappings).toHaveLength(1);
    expect(implementation.errorMappings[0]).toMatchObject({ code: 'PRINTER' });
    expect(source(implementation.errorMappings[0]!.message)).toBe('no paper in ${kind}');
    expect(task.isScope).toBe(true);
  });

  it.each([
    ['camunda:expression="${a}" camunda:resultVariable="r"', { kind: 'expression', resultVariable: 'r' }],
    ['camunda:class="org.example.A"', { kind: 'delegate', name: 'org.example.A' }],
    ['camunda:delegateExpression="${bean}"', { kind: 'delegate', name: 'bean' }],
  ])('with %s', (attributes, implementation) => {
    const task = nodeOf(modelOf(around(`<serviceTask id="x" ${attributes}/>`)), 'x', 'serviceTask');
    expect(task.implementation).toMatchObject(implementation);
    expect(task.isScope).toBe(false);
  });

  it('with a decision says which and how its result is mapped', () => {
    const xml = around(
      '<businessRuleTask id="x" camunda:decisionRef="d" camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="1" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r"/>',
    );
    expect(nodeOf(modelOf(xml), 'x', 'businessRuleTask').implementation).toMatchObject({
      kind: 'decision',
      binding: 'versionTag',
      mapResult: 'singleEntry',
      resultVariable: 'r',
    });
  });
});

describe('a multi-instance activity', () => {
  const task = nodeOf(everything, 'work', 'serviceTask');

  it('says over what it runs, in which order and when it stops', () => {
    expect(task.multiInstance).toMatchObject({
      sequential: true,
      elementVariable: 'document',
      asyncBefore: true,
      exclusive: true,
    });
    expect([task.multiInstance!.collection, task.multiInstance!.completionCondition].map(source)).toEqual([
      '${documents}',
      '${nrOfCompletedInstances == 2}',
    ]);
  });

  it('keeps its own async flags apart from those of its instances', () => {
    expect(task.asyncBefore).toBe(false);
  });

  it('may run over a plain variable name or a number', () => {
    const loop = (content: string, attributes = '') =>
      nodeOf(
        modelOf(
          around(
            `<task id="x"><multiInstanceLoopCharacteristics ${attributes}>${content}</multiInstanceLoopCharacteristics></task>`,
          ),
        ),
        'x',
        'task',
      ).multiInstance!;
    expect(loop('', 'camunda:collection="list"')).toMatchObject({
      collection: undefined,
      collectionVariable: 'list',
      sequential: false,
    });
    expect(source(loop('<loopCardinality>3</loopCardinality>').cardinality)).toBe('3');
  });

  it('is guarded by its body: its boundary events make no scope of the inner activity', () => {
    const xml = around(
      '<userTask id="x"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
      '<boundaryEvent id="b" attachedToRef="x"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>',
    );
    expect(nodeOf(modelOf(xml), 'x', 'userTask')).toMatchObject({ isScope: false, boundaryIds: ['b'] });
  });
});

describe('a call activity', () => {
  it('says what it calls and what is passed', () => {
    const call = nodeOf(everything, 'call', 'callActivity');
    expect(call.binding).toBe('version');
    expect([call.calledElement, call.version, call.businessKey].map(source)).toEqual([
      '${sub}',
      '${v}',
      '#{execution.processBusinessKey}',
    ]);
    expect(call.inputs).toEqual([
      { kind: 'all', local: false },
      { kind: 'variable', source: 'a', target: 'b', local: true },
    ]);
    expect(call.outputs).toMatchObject([{ kind: 'expression', target: 'y', local: false }]);
    expect(call.isScope).toBe(true);
  });
});

describe('scripts', () => {
  it.each(['juel', 'feel', 'FEEL'])('in %s run', (language) => {
    const xml = around(
      `<scriptTask id="x" scriptFormat="${language}" camunda:resultVariable="r"><script>1</script></scriptTask>`,
    );
    expect(nodeOf(modelOf(xml), 'x', 'scriptTask')).toMatchObject({
      script: { kind: 'compiled' },
      resultVariable: 'r',
    });
  });

  it('in other languages pass only where the caller lets them fail when they are reached', () => {
    const xml = around('<scriptTask id="x" scriptFormat="groovy"><script>1</script></scriptTask>');
    expect(problemsOf(xml)).toMatchObject([{ code: 'SCRIPT_LANGUAGE', mainElementId: 'x', line: 4 }]);
    const task = nodeOf(modelOf(xml, { foreignScripts: 'incident' }), 'x', 'scriptTask');
    expect(task.script).toEqual({ kind: 'foreign', language: 'groovy', source: '1' });
  });

  it('make a condition that fails when it is asked, and says why', () => {
    const xml = around(
      '<intermediateCatchEvent id="x"><conditionalEventDefinition><condition language="groovy">a == 1</condition></conditionalEventDefinition></intermediateCatchEvent>',
    );
    expect(problemsOf(xml)).toMatchObject([{ code: 'SCRIPT_LANGUAGE', mainElementId: 'x', line: 4 }]);
    const { event } = nodeOf(modelOf(xml, { foreignScripts: 'incident' }), 'x', 'intermediateCatchEvent');
    const condition = event?.kind === 'conditional' ? event.condition : undefined;
    expect(condition?.source).toBe('a == 1');
    const nothing = { get: () => undefined, has: () => false, now: () => new Date(0) };
    expect(() => condition?.evaluate(nothing)).toThrow("Can't find scripting engine for 'groovy'");
  });
});

describe('sequence flows', () => {
  it('carry condition and listeners', () => {
    const flow = everything.flows[1]!;
    expect(source(flow.condition)).toBe('${ok}');
    expect(flow.listeners).toMatchObject([{ event: 'take', action: { kind: 'expression' } }]);
  });

  it('into a link throw event lead to the catch event of that name', () => {
    const model = modelOf(
      process(
        '<startEvent id="s"/>',
        '<intermediateThrowEvent id="throw"><linkEventDefinition name="L"/></intermediateThrowEvent>',
        '<intermediateCatchEvent id="catch" name="L"><linkEventDefinition name="L"/></intermediateCatchEvent>',
        '<sequenceFlow id="f" sourceRef="s" targetRef="throw"/>',
      ),
    );
    expect(model.nodes.map((node) => node.id)).toEqual(['s', 'catch']);
    expect(model.flows).toMatchObject([{ id: 'f', sourceId: 's', targetId: 'catch' }]);
    expect(model.nodes[1]).toMatchObject({ incoming: ['f'], activityType: 'intermediateLinkCatch', isScope: false });
  });
});

describe('the three vocabularies are one', () => {
  it.each([
    ['operaton', 'http://operaton.org/schema/1.0/bpmn'],
    ['activiti', 'http://activiti.org/bpmn'],
  ])('%s reads as camunda', (prefix, namespace) => {
    const xml = load('everything')
      .replaceAll('camunda:', `${prefix}:`)
      .replace('xmlns:camunda', `xmlns:${prefix}`)
      .replace('http://camunda.org/schema/1.0/bpmn', namespace);
    expect(JSON.stringify(modelOf(xml))).toBe(JSON.stringify(everything));
  });
});
