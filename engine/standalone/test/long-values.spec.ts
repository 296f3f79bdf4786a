import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseJson, writeJson } from '@anliu/engine-protocol';
import { engineServer, line, model } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

const MAX = 9223372036854775807n;
const MIN = -9223372036854775808n;
const ONE = 9007199254740993n; // 2^53 + 1
const TWO = 9007199254740994n; // 2^53 + 2

/** Calls with JSON that keeps every digit, as a Java client does. */
async function exact(server: EngineServer, method: string, path: string, body?: unknown) {
  const response = await fetch(server.url + path, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : writeJson(body) }),
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
  });
  const text = await response.text();
  return { status: response.status, text, body: (text === '' ? null : parseJson(text)) as Record<string, unknown> };
}

const long = (value: bigint | number | string) => ({ type: 'Long', value });
const decide = (key: string, input: string, entries: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d_${key}" name="${key}" namespace="test">
  <decision id="${key}" name="${key}"><decisionTable hitPolicy="FIRST">
    <input id="in"><inputExpression typeRef="long"><text>${input}</text></inputExpression></input>
    <output id="out" name="out" typeRef="long"/>
    ${entries.map((text, at) => `<rule id="r${at}"><inputEntry><text>${text}</text></inputEntry><outputEntry><text>${text}</text></outputEntry></rule>`).join('')}
  </decisionTable></decision></definitions>`;

describe('a Long', () => {
  let server: EngineServer;
  const call = (method: string, path: string, body?: unknown) => exact(server, method, path, body);
  const started = async (variables: Record<string, unknown>): Promise<string> => {
    const { status, body } = await call('POST', '/process-definition/key/longs/start', { variables });
    expect(status).toBe(200);
    return String(body['id']);
  };
  const instances = async (name: string, operator: string, value: unknown): Promise<unknown[]> => {
    const { body } = await call('POST', '/process-instance', { variables: [{ name, operator, value }] });
    return (body as unknown as { id: string }[]).map(({ id }) => id);
  };

  beforeAll(async () => {
    server = await engineServer();
    const reply = await server.deploy({
      'longs.bpmn': model(
        'longs',
        line(
          '<startEvent id="s"/>',
          '<serviceTask id="w" camunda:type="external" camunda:topic="longs"/>',
          '<endEvent id="e"/>',
        ),
      ),
      'sums.bpmn': model(
        'sums',
        line(
          '<startEvent id="s"/>',
          `<scriptTask id="sum" scriptFormat="juel" camunda:resultVariable="sum"><script>\${a + 1}</script></scriptTask>`,
          `<scriptTask id="less" scriptFormat="juel" camunda:resultVariable="less"><script>\${a &lt; b}</script></scriptTask>`,
          `<scriptTask id="same" scriptFormat="juel" camunda:resultVariable="same"><script>\${a == b}</script></scriptTask>`,
          `<scriptTask id="text" scriptFormat="juel" camunda:resultVariable="text"><script>no. \${a}</script></scriptTask>`,
          `<scriptTask id="feel" scriptFormat="feel" camunda:resultVariable="feel"><script>a - 1</script></scriptTask>`,
          '<userTask id="t"/>',
          '<endEvent id="e"/>',
        ),
      ),
      'message.bpmn': model(
        'message',
        line('<startEvent id="s"/>', '<receiveTask id="r" messageRef="m"/>', '<endEvent id="e"/>'),
        '<message id="m" name="arrived"/>',
      ),
      'exactly.dmn': decide('exactly', 'a', [String(TWO), String(ONE), '&gt; 9223372036854775806']),
    });
    expect(reply.status).toBe(200);
  });
  afterAll(() => server.close());

  it('keeps its 64 bits from JSON through the store to JSON, in runtime, history and details', async () => {
    const id = await started({
      max: long(MAX),
      min: long(MIN),
      one: long(ONE),
      text: long(String(TWO)),
      plain: { value: ONE },
    });
    const { text } = await call('GET', `/process-instance/${id}/variables`);
    for (const digits of [MAX, MIN, ONE, TWO]) expect(text).toContain(`"value":${digits},`);
    for (const path of [
      `/variable-instance?processInstanceIdIn=${id}&variableName=max`,
      `/history/variable-instance?processInstanceId=${id}&variableName=max`,
      `/history/detail?processInstanceId=${id}`,
    ])
      expect((await call('GET', path)).text).toContain(`${MAX}`);
    expect((await call('GET', `/process-instance/${id}/variables/plain`)).body).toMatchObject({
      type: 'Long',
      value: ONE,
    });
  });

  it('differs from its neighbour in every query', async () => {
    const one = await started({ n: long(ONE) });
    const two = await started({ n: long(TWO) });
    expect(await instances('n', 'eq', ONE)).toEqual([one]);
    expect(await instances('n', 'neq', ONE)).toEqual([two]);
    expect(await instances('n', 'gt', ONE)).toEqual([two]);
    expect(await instances('n', 'lteq', ONE)).toEqual([one]);
    expect(await instances('n', 'lt', 12345678901234567890n)).toHaveLength(2);
    const found = await call('POST', '/variable-instance', {
      variableValues: [{ name: 'n', operator: 'eq', value: TWO }],
    });
    expect(found.body).toMatchObject([{ processInstanceId: two, value: TWO }]);
    const past = await call('POST', '/history/process-instance', {
      variables: [{ name: 'n', operator: 'eq', value: TWO }],
    });
    expect(past.body).toMatchObject([{ id: two }]);
  });

  it.each([
    ['1e300', "Cannot convert value '1e+300' of type 'Long' to java type java.lang.Long"],
    ['12345678901234567890', "Cannot convert value '12345678901234567890' of type 'Long'"],
    ['9223372036854775808', "Cannot convert value '9223372036854775808' of type 'Long'"],
    ['1.5', "Cannot convert value '1.5' of type 'Long'"],
    ['"1.5"', "Cannot convert value '1.5' of type 'Long'"],
    ['"9223372036854775808"', "Cannot convert value '9223372036854775808' of type 'Long'"],
  ])('%s is none, and says so', async (value, message) => {
    const { status, body } = await call(
      'POST',
      '/process-definition/key/longs/start',
      `{"variables":{"n":{"type":"Long","value":${value}}}}`,
    );
    expect(status).toBe(400);
    expect(body['type']).toBe('InvalidRequestException');
    expect(body['message']).toContain(message);
  });

  it('without a type is told from a Double by how it is written', async () => {
    const id = String(
      (
        await call(
          'POST',
          '/process-definition/key/longs/start',
          `{"variables":{"a":{"value":1e300},"b":{"value":9007199254740993}}}`,
        )
      ).body['id'],
    );
    const { body } = await call('GET', `/process-instance/${id}/variables`);
    expect(body).toMatchObject({ a: { type: 'Double', value: 1e300 }, b: { type: 'Long', value: ONE } });
    const beyond = await call(
      'POST',
      '/process-definition/key/longs/start',
      `{"variables":{"a":{"value":12345678901234567890}}}`,
    );
    expect(beyond.status).toBe(400);
  });

  it('is exact in JUEL and FEEL, and overflows as in Java', async () => {
    const run = async (a: bigint, b: bigint) => {
      const { body } = await call('POST', '/process-definition/key/sums/start', {
        variables: { a: long(a), b: long(b) },
      });
      return (await call('GET', `/process-instance/${String(body['id'])}/variables`)).body as Record<
        string,
        { value: unknown }
      >;
    };
    const near = await run(ONE, TWO);
    expect(near).toMatchObject({
      sum: { type: 'Long', value: TWO },
      less: { value: true },
      same: { value: false },
      text: { value: `no. ${ONE}` },
    });
    expect(near['feel']).toMatchObject({ type: 'Long', value: ONE - 1n });
    expect((await run(MAX, MAX))['sum']).toMatchObject({ type: 'Long', value: MIN });
  });

  it('is exact in decision tables', async () => {
    const evaluate = async (value: bigint) =>
      (await call('POST', '/decision-definition/key/exactly/evaluate', { variables: { a: long(value) } })).body;
    expect(await evaluate(ONE)).toMatchObject([{ out: { type: 'Long', value: ONE } }]);
    expect(await evaluate(TWO)).toMatchObject([{ out: { type: 'Long', value: TWO } }]);
    expect(await evaluate(MAX - 1n)).toEqual([]);
  });

  it('selects external tasks and reaches workers exactly', async () => {
    const one = await started({ key: long(ONE), data: { type: 'Json', value: `{"n":${ONE}}` } });
    await started({ key: long(TWO) });
    const { body } = await call('POST', '/external-task/fetchAndLock', {
      workerId: 'w',
      maxTasks: 10,
      topics: [{ topicName: 'longs', lockDuration: 1000, processVariables: { key: ONE } }],
    });
    expect(body).toMatchObject([{ processInstanceId: one, variables: { key: { value: ONE } } }]);
  });

  it('a text of the same digits is another value for queries, workers and correlation', async () => {
    const text = await started({ same: { type: 'String', value: String(ONE) } });
    const number = await started({ same: long(ONE) });
    expect(await instances('same', 'eq', String(ONE))).toEqual([text]);
    expect(await instances('same', 'eq', ONE)).toEqual([number]);
    const { body } = await call('POST', '/external-task/fetchAndLock', {
      workerId: 'w2',
      maxTasks: 10,
      topics: [{ topicName: 'longs', lockDuration: 1000, processVariables: { same: String(ONE) } }],
    });
    expect(body).toMatchObject([
      { processInstanceId: text, variables: { same: { type: 'String', value: String(ONE) } } },
    ]);
  });

  it('correlates the message to its own instance', async () => {
    const start = async (value: bigint) =>
      String(
        (await call('POST', '/process-definition/key/message/start', { variables: { k: long(value) } })).body['id'],
      );
    const [one] = [await start(ONE), await start(TWO)];
    const { body } = await call('POST', '/message', {
      messageName: 'arrived',
      correlationKeys: { k: long(ONE) },
      resultEnabled: true,
    });
    expect(body).toMatchObject([{ execution: { processInstanceId: one } }]);
    const wrong = await call('POST', '/message', {
      messageName: 'arrived',
      correlationKeys: { k: { type: 'String', value: String(TWO) } },
    });
    expect(wrong.status).toBe(400);
  });

  it('is exact in a multipart upload, alone and inside an Object', async () => {
    const id = await started({});
    const upload = async (name: string, parts: Record<string, string | Blob>) => {
      const form = new FormData();
      for (const [part, value] of Object.entries(parts)) form.set(part, value);
      const response = await fetch(`${server.url}/process-instance/${id}/variables/${name}/data`, {
        method: 'POST',
        body: form,
      });
      return response.status;
    };
    expect(await upload('n', { data: String(MAX), valueType: 'Long' })).toBe(204);
    expect(await upload('bad', { data: '12345678901234567890', valueType: 'Long' })).toBe(400);
    const json = new Blob([`{"n":${ONE}}`], { type: 'application/json' });
    expect(await upload('o', { data: json, type: 'java.util.TreeMap' })).toBe(204);
    expect((await call('GET', `/process-instance/${id}/variables`)).body).toMatchObject({
      n: { type: 'Long', value: MAX },
      o: { type: 'Object', value: { n: ONE }, valueInfo: { objectTypeName: 'java.util.TreeMap' } },
    });
  });
});
