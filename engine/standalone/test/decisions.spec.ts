import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer, Reply } from './support/engine-server.js';

const dmn = (content: string, id = 'orders', namespace = 'https://anliu.test/orders'): string => `<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
  id="${id}" name="Orders" namespace="${namespace}">${content}</definitions>`;

const table = (id: string, rules: string, options = ''): string => `
  <decision id="${id}" name="${id} name" camunda:historyTimeToLive="P5D" camunda:versionTag="v1">
    <decisionTable id="${id}_table" ${options}>
      <input id="${id}_in" label="The amount"><inputExpression typeRef="integer"><text>amount</text></inputExpression></input>
      <output id="${id}_out" label="The grade" name="grade" typeRef="string"/>
      ${rules}
    </decisionTable>
  </decision>`;

const rule = (id: string, input: string, output: string): string =>
  `<rule id="${id}"><inputEntry><text>${input}</text></inputEntry><outputEntry><text>${output}</text></outputEntry></rule>`;

const GRADE = dmn(table('grade', rule('low', '&lt; 100', '"low"') + rule('high', '&gt;= 100', '"high"')));
const COLLECT = dmn(
  table('all', rule('a', '&gt; 1', '"one"') + rule('b', '&gt; 2', '"two"'), 'hitPolicy="COLLECT"'),
  'collecting',
);
const GRAPH = dmn(
  `${table('basis', rule('yes', '&gt; 10', '"large"') + rule('no', '&lt;= 10', '"small"'))}
  <decision id="answer" name="Answer">
    <variable name="answer" typeRef="string"/>
    <informationRequirement><requiredDecision href="#basis"/></informationRequirement>
    <literalExpression><text>"it is " + grade</text></literalExpression>
  </decision>`,
  'graph',
);

const task = (attributes: string): string =>
  line(
    '<startEvent id="s"/>',
    `<businessRuleTask id="decide" ${attributes}/>`,
    '<userTask id="t"/>',
    '<endEvent id="e"/>',
  );

let server: EngineServer;
beforeAll(async () => {
  server = await engineServer();
});
afterAll(() => server.close());

const deployed = async (name: string, xml: string, fields = {}): Promise<Record<string, never>> => {
  const reply = await server.deploy({ [name]: xml }, fields);
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as Record<string, never>;
};
const integer = (value: number) => ({ amount: { value, type: 'Integer' } });
const variables = async (instance: string): Promise<Record<string, { type: string; value: unknown }>> =>
  server.ok('GET', `/process-instance/${instance}/variables`);

describe('a deployed decision model', () => {
  it('brings a definition per decision, with version, tag and time to live', async () => {
    const reply = await deployed('grade.dmn', GRADE);
    const [definition] = Object.values(reply['deployedDecisionDefinitions']!);
    expect(definition).toMatchObject({
      key: 'grade',
      category: 'https://anliu.test/orders',
      name: 'grade name',
      resource: 'grade.dmn',
      decisionRequirementsDefinitionId: null,
      historyTimeToLive: 5,
      versionTag: 'v1',
      tenantId: null,
    });
    expect(reply['deployedDecisionRequirementsDefinitions']).toBeNull();
  });

  it('with several decisions is a requirements definition, too', async () => {
    const reply = await deployed('graph.dmn', GRAPH);
    const [drd] = Object.values(reply['deployedDecisionRequirementsDefinitions']!) as { id: string; key: string }[];
    expect(drd?.key).toBe('graph');
    const found = await server.ok(
      'GET',
      `/decision-definition?decisionRequirementsDefinitionId=${drd?.id}&sortBy=key&sortOrder=asc`,
    );
    expect(found).toMatchObject([{ key: 'answer' }, { key: 'basis' }]);
    expect(await server.ok('GET', '/decision-requirements-definition/key/graph')).toMatchObject({ id: drd?.id });
    expect(await server.ok('GET', '/decision-requirements-definition/key/graph/xml')).toEqual({
      id: drd?.id,
      dmnXml: GRAPH,
    });
  });

  it('gets a new version with every deployment, per tenant', async () => {
    const before = await server.ok<{ version: number }>('GET', '/decision-definition/key/grade');
    await deployed('grade.dmn', GRADE);
    await deployed('grade.dmn', GRADE, { 'tenant-id': 'north' });
    expect(await server.ok('GET', '/decision-definition/key/grade')).toMatchObject({ version: before.version + 1 });
    expect(await server.ok('GET', '/decision-definition/key/grade/tenant-id/north')).toMatchObject({ version: 1 });
    expect(await server.ok('GET', '/decision-definition/count?key=grade&latestVersion=true')).toEqual({ count: 2 });
  });

  it('that is wrong is refused as a whole, with places', async () => {
    const reply = await server.deploy({
      'bad.dmn': dmn(
        '<decision id="d" name="d"><informationRequirement><requiredDecision href="#gone"/></informationRequirement></decision>',
      ),
    });
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      type: 'ParseException',
      message: expect.stringContaining("Unable to transform DMN resource 'bad.dmn'") as string,
      details: { 'bad.dmn': { errors: [{ line: 3, mainElementId: 'd' }] } },
    });
  });

  it('goes with its deployment', async () => {
    const { id } = await deployed('gone.dmn', dmn(table('gone', rule('r', '-', '"x"')), 'gone_model'));
    await server.ok('DELETE', `/deployment/${String(id)}?cascade=true`);
    expect((await server.call('GET', '/decision-definition/key/gone')).status).toBe(404);
  });
});

describe('evaluating a decision', () => {
  const evaluate = (key: string, value: number): Promise<Reply> =>
    server.call('POST', `/decision-definition/key/${key}/evaluate`, { variables: integer(value) });

  it('answers the outputs of the rules that match', async () => {
    await deployed('all.dmn', COLLECT);
    expect((await evaluate('grade', 150)).body).toEqual([{ grade: { type: 'String', value: 'high', valueInfo: {} } }]);
    expect((await evaluate('all', 5)).body).toMatchObject([{ grade: { value: 'one' } }, { grade: { value: 'two' } }]);
  });

  it('shows required decisions by the names of their outputs', async () => {
    expect((await evaluate('answer', 11)).body).toEqual([
      { answer: { type: 'String', value: 'it is large', valueInfo: {} } },
    ]);
  });

  it('is refused with Camunda’s prefix when it fails', async () => {
    await deployed('clash.dmn', dmn(table('clash', rule('a', '-', '"a"') + rule('b', '-', '"b"')), 'clash_model'));
    const { status, body } = await evaluate('clash', 1);
    expect(status).toBe(500);
    expect(body).toMatchObject({
      type: 'RestException',
      message: expect.stringMatching(/^Cannot evaluate decision clash:1:.*UNIQUE/) as string,
    });
  });

  it.each([
    ['integer', '1 + 1', { type: 'Integer', value: 2 }],
    ['long', '1 + 1', { type: 'Long', value: 2 }],
    ['double', '1 / 4', { type: 'Double', value: 0.25 }],
    ['string', '1 + 1', { type: 'String', value: '2' }],
    ['boolean', '1 = 1', { type: 'Boolean', value: true }],
    ['date', 'date("2026-03-01")', { type: 'Date', value: '2026-02-28T16:00:00.000+0000' }],
    ['', '1 + 1', { type: 'Long', value: 2 }],
    ['', '1 / 4', { type: 'Double', value: 0.25 }],
    ['', '[1, "a"]', { type: 'Object', value: [1, 'a'] }],
    ['', 'null', { type: 'Null', value: null }],
  ])('answers an output of type "%s" with that type: %s', async (typeRef, expression, expected) => {
    const xml = dmn(
      `<decision id="typed" name="typed"><decisionTable id="t"><output id="o" name="o" ${
        typeRef === '' ? '' : `typeRef="${typeRef}"`
      }/><rule id="r"><outputEntry><text>${expression}</text></outputEntry></rule></decisionTable></decision>`,
      'typed_model',
    );
    await deployed('typed.dmn', xml);
    const [entry] = await server.ok<[{ o: { type: string; value: unknown } }]>(
      'POST',
      '/decision-definition/key/typed/evaluate',
      {},
    );
    const { type, value } = entry.o;
    const shown =
      type === 'Date'
        ? new Date((value as string).replace(/(\d\d)$/, ':$1')).toISOString().replace('Z', '+0000')
        : value;
    expect({ type, value: shown }).toEqual(expected);
  });

  it('leaves a history with inputs, outputs and the root', async () => {
    const [{ id }] = await server.ok<[{ id: string }]>(
      'GET',
      '/history/decision-instance?decisionDefinitionKey=answer&rootDecisionInstancesOnly=true',
    );
    const all = await server.ok(
      'GET',
      `/history/decision-instance?rootDecisionInstanceId=${id}&includeInputs=true&includeOutputs=true`,
    );
    expect(all).toHaveLength(2);
    expect(all).toContainEqual(
      expect.objectContaining({
        decisionDefinitionKey: 'basis',
        rootDecisionInstanceId: id,
        inputs: [
          expect.objectContaining({ clauseId: 'basis_in', clauseName: 'The amount', type: 'Integer', value: 11 }),
        ],
        outputs: [
          expect.objectContaining({
            clauseId: 'basis_out',
            ruleId: 'yes',
            ruleOrder: 1,
            variableName: 'grade',
            value: 'large',
          }),
        ],
      }),
    );
    const plain = await server.ok<object>('GET', `/history/decision-instance/${id}`);
    expect(plain).not.toHaveProperty('inputs');
  });

  it('can be removed from the history, with what it required', async () => {
    const query = { decisionRequirementsDefinitionKey: 'graph' };
    const { decisions } = server.standalone.engine;
    const roots = await decisions.listHistoricDecisionInstances({ ...query, rootDecisionInstancesOnly: true });
    expect(await decisions.countHistoricDecisionInstances(query)).toBe(2 * roots.length);
    await decisions.deleteHistoricDecisionInstances({ historicDecisionInstanceIds: roots.map(({ id }) => id) });
    expect(await decisions.countHistoricDecisionInstances(query)).toBe(0);
  });

  it('counts for the cleanup report once it is older than its time to live', async () => {
    await server.ok('PUT', '/decision-definition/key/grade/history-time-to-live', { historyTimeToLive: 0 });
    const [report] = await server.ok<Record<string, unknown>[]>(
      'GET',
      '/history/decision-definition/cleanable-decision-instance-report?decisionDefinitionKeyIn=grade&withoutTenantId=true&sortBy=finished&sortOrder=desc',
    );
    expect(report).toMatchObject({ finishedDecisionInstanceCount: 1, cleanableDecisionInstanceCount: 1 });
  });
});

describe('a business rule task', () => {
  const run = async (key: string, attributes: string, amount: number): Promise<Reply> => {
    await deployed(`${key}.bpmn`, model(key, task(attributes)));
    return server.call('POST', `/process-definition/key/${key}/start`, { variables: integer(amount) });
  };
  const result = async (key: string, mapper: string, amount: number, ref = 'grade'): Promise<unknown> => {
    const attributes = `camunda:decisionRef="${ref}" camunda:mapDecisionResult="${mapper}" camunda:resultVariable="r"`;
    const { body } = await run(key, attributes, amount);
    return (await variables((body as { id: string }).id))['r'];
  };

  it('keeps a single entry with its type', async () => {
    expect(await result('p1', 'singleEntry', 7)).toMatchObject({ type: 'String', value: 'low' });
  });

  it('keeps a single result as a map', async () => {
    expect(await result('p2', 'singleResult', 7)).toMatchObject({ type: 'Object', value: { grade: 'low' } });
  });

  it('collects the entries of all rules', async () => {
    expect(await result('p3', 'collectEntries', 7, 'all')).toMatchObject({ type: 'Object', value: ['one', 'two'] });
  });

  it('keeps the list of results when nothing else is said', async () => {
    expect(await result('p4', 'resultList', 7, 'all')).toMatchObject({ value: [{ grade: 'one' }, { grade: 'two' }] });
  });

  it('refuses several results where one is expected', async () => {
    const { status, body } = await run(
      'p5',
      'camunda:decisionRef="all" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r"',
      7,
    );
    expect(status).toBe(500);
    expect((body as { message: string }).message).toContain('ENGINE-22001');
  });

  it('offers the whole result to output mappings as decisionResult', async () => {
    const content = line(
      '<startEvent id="s"/>',
      `<businessRuleTask id="decide" camunda:decisionRef="grade"><extensionElements><camunda:inputOutput>
        <camunda:outputParameter name="copy">\${decisionResult.getSingleResult().grade}</camunda:outputParameter>
      </camunda:inputOutput></extensionElements></businessRuleTask>`,
      '<userTask id="t"/>',
      '<endEvent id="e"/>',
    );
    await deployed('p6.bpmn', model('p6', content));
    const instance = await server.start('p6', { variables: integer(7) });
    const found = await variables(instance);
    expect(found['copy']).toMatchObject({ value: 'low' });
    expect(found).not.toHaveProperty('decisionResult');
  });

  it('binds to a version, with expressions in reference and version', async () => {
    const attributes =
      'camunda:decisionRef="gr${\'ade\'}" camunda:decisionRefBinding="version" camunda:decisionRefVersion="${amount}" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r"';
    expect(await run('p7', attributes, 1)).toMatchObject({ status: 200 });
    const { status, body } = await run('p7', attributes, 99);
    expect(status).toBe(500);
    expect((body as { message: string }).message).toContain("version = '99'");
  });

  it('binds to a version tag, or to its own deployment', async () => {
    const byTag =
      'camunda:decisionRef="grade" camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="v1"';
    expect(await run('p8', byTag, 1)).toMatchObject({ status: 200 });
    const byDeployment = 'camunda:decisionRef="grade" camunda:decisionRefBinding="deployment"';
    expect(await run('p9', byDeployment, 1)).toMatchObject({ status: 500 });
    await server.deploy({ 'p9.bpmn': model('p9', task(byDeployment)), 'grade.dmn': GRADE });
    expect(typeof (await server.start('p9', { variables: integer(1) }))).toBe('string');
  });

  it('uses the decisions of the tenant it names', async () => {
    const attributes = 'camunda:decisionRef="grade" camunda:decisionRefTenantId="north"';
    const { body } = await run('p10', attributes, 1);
    const [entry] = await server.ok<[{ tenantId: string; activityId: string }]>(
      'GET',
      `/history/decision-instance?processInstanceId=${(body as { id: string }).id}`,
    );
    expect(entry).toMatchObject({ tenantId: 'north', activityId: 'decide', processDefinitionKey: 'p10' });
  });
});
