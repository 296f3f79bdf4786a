// An engine with work of its own: every kind of wait, every type of variable, a failed job, an incident, a suspended instance, a locked
// task, versions of a definition, a decision, finished instances.
const FLOW = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="old">
  <message id="m" name="answer"/>
  <process id="old-flow" name="旧数据" isExecutable="true" camunda:historyTimeToLive="P3650D">
    <startEvent id="start"/>
    <sequenceFlow id="f0" sourceRef="start" targetRef="fork"/>
    <parallelGateway id="fork"/>
    <sequenceFlow id="f1" sourceRef="fork" targetRef="ask"/>
    <userTask id="ask" name="询问" camunda:assignee="demo" camunda:candidateGroups="a,b" camunda:dueDate="2027-01-01T00:00:00"/>
    <sequenceFlow id="f2" sourceRef="ask" targetRef="join"/>
    <sequenceFlow id="f3" sourceRef="fork" targetRef="wait"/>
    <intermediateCatchEvent id="wait"><timerEventDefinition><timeDate>2099-01-01T00:00:00Z</timeDate></timerEventDefinition></intermediateCatchEvent>
    <sequenceFlow id="f4" sourceRef="wait" targetRef="join"/>
    <sequenceFlow id="f5" sourceRef="fork" targetRef="listen"/>
    <intermediateCatchEvent id="listen"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
    <sequenceFlow id="f6" sourceRef="listen" targetRef="join"/>
    <sequenceFlow id="f7" sourceRef="fork" targetRef="work"/>
    <serviceTask id="work" camunda:type="external" camunda:topic="old-topic"/>
    <sequenceFlow id="f8" sourceRef="work" targetRef="join"/>
    <sequenceFlow id="f9" sourceRef="fork" targetRef="break"/>
    <scriptTask id="placeholder" name="占位" scriptFormat="javascript" camunda:resultVariable="x"><script>1</script></scriptTask>
    <serviceTask id="break" camunda:asyncBefore="true" camunda:expression="\${missing.value}"/>
    <sequenceFlow id="f10" sourceRef="break" targetRef="join"/>
    <parallelGateway id="join"/>
    <sequenceFlow id="f11" sourceRef="join" targetRef="end"/>
    <endEvent id="end"/>
  </process>
</definitions>`.replace(/\n\s*<scriptTask[\s\S]*?<\/scriptTask>/, '');
const DECISION = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="old-decision" name="旧决策"><decisionTable id="t" hitPolicy="FIRST">
    <input id="i"><inputExpression id="ie" typeRef="integer"><text>n</text></inputExpression></input>
    <output id="o" name="r" typeRef="string"/>
    <rule id="r1"><inputEntry id="e1"><text>&lt; 5</text></inputEntry><outputEntry id="o1"><text>"少"</text></outputEntry></rule>
    <rule id="r2"><inputEntry id="e2"><text></text></inputEntry><outputEntry id="o2"><text>"多"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`;

const VARIABLES = {
  text: { type: 'String', value: '安流' },
  whole: { type: 'Integer', value: 42 },
  long: { type: 'Long', value: 9007199254740991 },
  real: { type: 'Double', value: 0.5 },
  yes: { type: 'Boolean', value: true },
  nothing: { type: 'Null', value: null },
  at: { type: 'Date', value: '2026-11-24T09:00:00.000+0800' },
  bytes: { type: 'Bytes', value: Buffer.from('字节').toString('base64') },
  file: {
    type: 'File',
    value: Buffer.from('文件').toString('base64'),
    valueInfo: { filename: '说明.txt', mimeType: 'text/plain', encoding: 'UTF-8' },
  },
  json: { type: 'Json', value: '{"a":[1,2,{"b":null}]}' },
};

async function deploy(engine, name, files) {
  const form = new FormData();
  form.set('deployment-name', name);
  form.set('enable-duplicate-filtering', 'false');
  for (const [file, text] of Object.entries(files)) form.set(file, new Blob([text]), file);
  return engine('POST', '/deployment/create', form);
}

export async function engineWork(engine) {
  await deploy(engine, 'old', { 'old-flow.bpmn': FLOW, 'old-decision.dmn': DECISION });
  await deploy(engine, 'old again', { 'old-flow.bpmn': FLOW.replace('name="旧数据"', 'name="旧数据二"') });
  const start = (businessKey, more = {}) =>
    engine('POST', '/process-definition/key/old-flow/start', { businessKey, variables: VARIABLES, ...more });
  const waiting = await start('waiting');
  const suspended = await start('suspended');
  const locked = await start('locked');
  const deleted = await start('deleted');
  await engine('PUT', `/process-instance/${suspended.id}/suspended`, { suspended: true });
  await engine('POST', '/external-task/fetchAndLock', {
    workerId: 'old-worker',
    maxTasks: 1,
    topics: [{ topicName: 'old-topic', lockDuration: 1_000_000 }],
  });
  const [failing] = await engine(
    'GET',
    `/external-task?processInstanceId=${locked.id}&topicName=old-topic&notLocked=true`,
  );
  if (failing) {
    await engine('POST', '/external-task/fetchAndLock', {
      workerId: 'second',
      maxTasks: 5,
      topics: [{ topicName: 'old-topic', lockDuration: 1_000_000 }],
    });
    await engine('POST', `/external-task/${failing.id}/failure`, {
      workerId: 'second',
      errorMessage: '接口不通',
      errorDetails: 'stack',
      retries: 0,
      retryTimeout: 0,
    });
  }
  await engine('DELETE', `/process-instance/${deleted.id}`);
  await engine('POST', '/message', {
    messageName: 'answer',
    businessKey: 'waiting',
    processVariables: { answer: { type: 'String', value: '是' } },
  });
  const [task] = await engine('GET', `/task?processInstanceId=${waiting.id}`);
  await engine('PUT', `/task/${task.id}/localVariables/note`, { type: 'String', value: '本地' });
  await engine('POST', `/task/${task.id}/identity-links`, { userId: 'someone', type: 'candidate' });
  await engine('POST', `/task/${task.id}/comment/create`, { message: '备注' });
  await engine('POST', '/decision-definition/key/old-decision/evaluate', {
    variables: { n: { type: 'Integer', value: 3 } },
  });
  const gone = await start('gone');
  await engine('POST', '/process-instance/delete', { processInstanceIds: [gone.id], deleteReason: '批量' });
  await engine('POST', '/user/create', {
    profile: { id: 'demo', firstName: '演示', lastName: '用户', email: '' },
    credentials: { password: 'Old-Data-2026!' },
  });
  await engine('POST', '/group/create', { id: 'clerks', name: '经办', type: 'WORKFLOW' });
  await engine('PUT', '/group/clerks/members/demo');
  await engine('POST', '/filter/create', {
    resourceType: 'Task',
    name: '我的',
    owner: 'demo',
    query: { assignee: 'demo' },
    properties: {},
  });
  for (let i = 0; i < 20; i += 1) {
    const incidents = await engine('GET', '/incident/count');
    if (incidents.count >= 3) break;
    const jobs = await engine('GET', '/job?messages=true&withRetriesLeft=true');
    for (const job of jobs) await engine('POST', `/job/${job.id}/execute`).catch(() => undefined);
  }
}
