import { describe, expect, it } from 'vitest';
import { model, withEngine } from '../index.js';

const flow = (from: string, to: string): string =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`;
const process = (attributes: string, inside: string): string =>
  model(`<process id="p" isExecutable="true" ${attributes}>${inside}</process>`);
const WAIT = `<startEvent id="s"/>${flow('s', 'work')}<userTask id="work"/>`;
const start = { processDefinitionKey: 'p' };

describe('attributes of a process', () => {
  it('version tag, history time to live and tasklist start show in the definition', () =>
    withEngine(
      [
        process(
          'camunda:versionTag="1.2" camunda:historyTimeToLive="P30D" camunda:isStartableInTasklist="false"',
          WAIT,
        ),
        process('camunda:historyTimeToLive="7"', WAIT),
      ],
      async ({ engine }) => {
        const found = await engine.repository.listProcessDefinitions({
          key: 'p',
          sorting: [{ sortBy: 'version', sortOrder: 'asc' }],
        });
        expect(found).toMatchObject([
          { versionTag: '1.2', historyTimeToLive: 30, startableInTasklist: false },
          { versionTag: null, historyTimeToLive: 7, startableInTasklist: true },
        ]);
        expect(
          await engine.repository.listProcessDefinitions({ startableInTasklist: true, latestVersion: true }),
        ).toHaveLength(1);
      },
    ));

  it('the job priority holds for its jobs unless an activity has its own, both may be expressions', () =>
    withEngine(
      [
        process(
          'camunda:jobPriority="${base}"',
          `<startEvent id="s"/>${flow('s', 'a')}${flow('s', 'b')}
           <task id="a" camunda:asyncBefore="true"/><task id="b" camunda:asyncBefore="true" camunda:jobPriority="\${base + 1}"/>`,
        ),
      ],
      async ({ engine }) => {
        await engine.runtime.startProcessInstance({ ...start, variables: { base: { value: 5 } } });
        const jobs = await engine.jobs.list();
        expect(jobs.map(({ priority }) => priority).sort()).toEqual([5, 6]);
        const first = await engine.jobs.list({ priorityHigherThanOrEquals: 6 });
        expect(first).toHaveLength(1);
      },
    ));

  it('the task priority holds for its external tasks unless a task has its own', () =>
    withEngine(
      [
        process(
          'camunda:taskPriority="${base}"',
          `<startEvent id="s"/>${flow('s', 'a')}${flow('s', 'b')}
           <serviceTask id="a" camunda:type="external" camunda:topic="t"/>
           <serviceTask id="b" camunda:type="external" camunda:topic="\${'t'}" camunda:taskPriority="\${base + 1}"/>`,
        ),
      ],
      async ({ engine }) => {
        await engine.runtime.startProcessInstance({ ...start, variables: { base: { value: 5 } } });
        const tasks = await engine.externalTasks.list({ topicName: 't' });
        expect(Object.fromEntries(tasks.map(({ activityId, priority }) => [activityId, priority]))).toEqual({
          a: 5,
          b: 6,
        });
      },
    ));

  it('a priority that is no whole number fails the start', () =>
    withEngine(
      [
        process(
          'camunda:jobPriority="${base}"',
          `<startEvent id="s"/>${flow('s', 'a')}<task id="a" camunda:asyncBefore="true"/>`,
        ),
      ],
      async ({ engine }) => {
        const started = engine.runtime.startProcessInstance({ ...start, variables: { base: { value: 'high' } } });
        await expect(started).rejects.toThrow('Priority');
      },
    ));
});

describe('a retry cycle', () => {
  const failing = (cycle: string): string[] => [
    process(
      '',
      `<startEvent id="s"/>${flow('s', 'a')}<scriptTask id="a" scriptFormat="juel" camunda:asyncBefore="true"><extensionElements>
       <camunda:failedJobRetryTimeCycle>${cycle}</camunda:failedJobRetryTimeCycle></extensionElements><script>\${nothing.here}</script></scriptTask>`,
    ),
  ];
  const MINUTE = 60_000;

  it.each([
    ['R5/PT5M', 5, [5, 5, 5, 5]],
    ['PT1M,PT2M', 3, [1, 2]],
    ['${cycle}', 2, [10]],
  ])('%s gives retries and delays', (cycle, retries, delays) =>
    withEngine(failing(cycle), async ({ engine, clock }) => {
      await engine.runtime.startProcessInstance({ ...start, variables: { cycle: { value: 'R2/PT10M' } } });
      expect(await engine.jobs.list()).toMatchObject([{ retries }]);
      for (const [index, delay] of delays.entries()) {
        await engine.runDueJobs();
        const [job] = await engine.jobs.list();
        expect(job?.retries).toBe(retries - index - 1);
        expect(Date.parse(job?.dueDate ?? '') - clock.now()).toBe(delay * MINUTE);
        clock.advance(delay * MINUTE);
      }
      await engine.runDueJobs();
      expect(await engine.jobs.list()).toMatchObject([{ retries: 0 }]);
      expect(await engine.incidents.list()).toMatchObject([{ incidentType: 'failedJob', activityId: 'a' }]);
    }),
  );
});

describe('a conditional event', () => {
  const conditional = (attributes: string): string[] => [
    process(
      '',
      `<startEvent id="s"/>${flow('s', 'wait')}<intermediateCatchEvent id="wait"><conditionalEventDefinition ${attributes}>
       <condition xsi:type="tFormalExpression">\${x > 1}</condition></conditionalEventDefinition></intermediateCatchEvent>${flow('wait', 'after')}<userTask id="after"/>`,
    ),
  ];

  it('looks only at the variable and the events it names', () =>
    withEngine(
      conditional('camunda:variableName="x" camunda:variableEvents="update"'),
      async ({ engine, openTasks }) => {
        const { id } = await engine.runtime.startProcessInstance(start);
        await engine.runtime.setVariable(id, 'x', { value: 2 });
        expect(await openTasks()).toEqual([]);
        await engine.runtime.setVariable(id, 'other', { value: 2 });
        expect(await openTasks()).toEqual([]);
        await engine.runtime.setVariable(id, 'x', { value: 3 });
        expect(await openTasks()).toEqual(['after']);
      },
    ));

  it('looks at every variable and event when it names none', () =>
    withEngine(conditional(''), async ({ engine, openTasks }) => {
      const { id } = await engine.runtime.startProcessInstance(start);
      await engine.runtime.setVariable(id, 'x', { value: 2 });
      expect(await openTasks()).toEqual(['after']);
    }));
});

describe('the initiator', () => {
  it('is who started the instance', () =>
    withEngine(
      [
        process(
          '',
          `<startEvent id="s" camunda:initiator="who"/>${flow('s', 'work')}<userTask id="work" camunda:assignee="\${who}"/>`,
        ),
      ],
      async ({ engine }) => {
        const { id } = await engine.identity.runAs('li', () => engine.runtime.startProcessInstance(start));
        expect(await engine.tasks.list()).toMatchObject([{ assignee: 'li' }]);
        expect(await engine.history.getProcessInstance(id)).toMatchObject({ startUserId: 'li' });
        await engine.runtime.startProcessInstance(start);
        expect(await engine.history.countProcessInstances({ startedBy: 'li' })).toBe(1);
      },
    ));
});

describe('the functions of expressions', () => {
  it('currentUser and currentUserGroups see who acts', () =>
    withEngine(
      [
        process(
          '',
          `<startEvent id="s"/>${flow('s', 'work')}<userTask id="work" camunda:assignee="\${currentUser()}" camunda:candidateGroups="\${currentUserGroups()}"/>`,
        ),
      ],
      async ({ engine }) => {
        await engine.identity.createUser({ id: 'li', firstName: null, lastName: null, email: null }, 'long enough 1');
        await engine.identity.createGroup({ id: 'station', name: 'Station', type: 'WORKFLOW' });
        await engine.identity.addGroupMember('station', 'li');
        await engine.identity.runAs('li', () => engine.runtime.startProcessInstance(start));
        const [task] = await engine.tasks.list();
        const links = await engine.tasks.listIdentityLinks(task?.id ?? '');
        expect(links.map(({ userId, groupId }) => userId ?? groupId).sort()).toEqual(['li', 'station']);
      },
    ));

  it('now, dateTime, S, JSON and XML compute from clock and variables', () =>
    withEngine(
      [
        process(
          '',
          `<startEvent id="s"/>${flow('s', 'work')}<userTask id="work" camunda:dueDate="\${now()}" camunda:followUpDate="\${dateTime().plusDays(1).toDate()}">
           <extensionElements><camunda:inputOutput>
           <camunda:inputParameter name="spin">\${S(data).prop('a').value()}</camunda:inputParameter>
           <camunda:inputParameter name="json">\${JSON('{"b":[1,2]}').prop('b').elements().get(1).value()}</camunda:inputParameter>
           <camunda:inputParameter name="xml">\${XML(order).childElement('item').attr('no').value()}</camunda:inputParameter>
           </camunda:inputOutput></extensionElements></userTask>`,
        ),
      ],
      async ({ engine, clock }) => {
        await engine.runtime.startProcessInstance({
          ...start,
          variables: {
            data: { value: '{"a":"x"}', type: 'Json' },
            order: { value: '<order><item no="7"/></order>', type: 'Xml' },
          },
        });
        const [task] = await engine.tasks.list();
        expect(Date.parse(task?.due ?? '')).toBe(clock.now());
        expect(Date.parse(task?.followUp ?? '') - clock.now()).toBe(86_400_000);
        const variables = await engine.tasks.getVariables(task?.id ?? '');
        expect(variables).toMatchObject({ spin: { value: 'x' }, json: { value: 2 }, xml: { value: '7' } });
      },
    ));
});

describe('the result of an external task', () => {
  const mapped = (expression: string): string[] => [
    process(
      '',
      `<startEvent id="s"/>${flow('s', 'x')}<serviceTask id="x" camunda:type="external" camunda:topic="t"><extensionElements>
       <camunda:errorEventDefinition id="d" errorRef="e" expression="${expression}"/></extensionElements></serviceTask>
       <boundaryEvent id="b" attachedToRef="x"><errorEventDefinition errorRef="e"/></boundaryEvent>${flow('b', 'care')}<userTask id="care"/>
       ${flow('x', 'after')}<userTask id="after"/>`,
    ).replace('<process ', '<error id="e" errorCode="refused"/><process '),
  ];
  const fetch = { workerId: 'w', maxTasks: 1, topics: [{ topicName: 't', lockDuration: 1000 }] };

  it('is a BPMN error when its error definition says so, else what it was', () =>
    withEngine(mapped("${answer == 'no'}"), async ({ engine, openTasks }) => {
      for (const answer of ['no', 'yes']) {
        await engine.runtime.startProcessInstance(start);
        const [task] = await engine.externalTasks.fetchAndLock(fetch);
        await engine.externalTasks.complete(task?.id ?? '', {
          workerId: 'w',
          variables: { answer: { value: answer } },
        });
      }
      expect(await openTasks()).toEqual(['care', 'after']);
    }));

  it('sees the failure of the worker', () =>
    withEngine(
      mapped("${externalTask.getErrorMessage() != null and externalTask.getErrorMessage().contains('limit')}"),
      async ({ engine, openTasks }) => {
        await engine.runtime.startProcessInstance(start);
        const [task] = await engine.externalTasks.fetchAndLock(fetch);
        const failure = { workerId: 'w', errorMessage: 'over the limit', retries: 3 };
        await engine.externalTasks.handleFailure(task?.id ?? '', failure);
        expect(await openTasks()).toEqual(['care']);
      },
    ));
});
