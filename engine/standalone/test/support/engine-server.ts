import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startStandalone } from '../../src/index.js';
import type { Standalone, StandaloneOptions } from '../../src/index.js';
import { declaredAnswers } from './declared-answers.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/**
 * A real engine in a temporary folder behind its REST port, spoken to as any client would. Every answer is held against
 * what its operation declares.
 */
export interface EngineServer {
  readonly url: string;
  readonly standalone: Standalone;
  call(method: string, path: string, body?: unknown): Promise<Reply>;
  /** The body of a call that must succeed. */
  ok<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Deploys models by file name. */
  deploy(models: Readonly<Record<string, string>>, fields?: Readonly<Record<string, string>>): Promise<Reply>;
  start(key: string, body?: unknown): Promise<string>;
  close(): Promise<void>;
}

export async function engineServer(
  jobs: 'on' | 'off' = 'off',
  options: Partial<StandaloneOptions> = {},
): Promise<EngineServer> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-engine-'));
  const standalone = await startStandalone({
    dataDir,
    port: 0,
    jobs,
    ...options,
  });
  const checkAnswer = declaredAnswers(standalone.engine);
  const { url } = standalone;
  const call = async (method: string, at: string, body?: unknown): Promise<Reply> => {
    const isForm = body instanceof FormData;
    const response = await fetch(url + at, {
      method,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      headers: body === undefined || isForm ? {} : { 'content-type': 'application/json' },
    });
    const text = await response.text();
    let parsed: unknown = text;
    try {
      parsed = text === '' ? null : JSON.parse(text);
    } catch {
      // Not JSON: the text itself is the body.
    }
    checkAnswer(method, at, response.status, parsed);
    return { status: response.status, headers: response.headers, body: parsed };
  };
  const ok = async <T>(method: string, at: string, body?: unknown): Promise<T> => {
    const reply = await call(method, at, body);
    if (reply.status >= 300) throw new Error(`${method} ${at}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body as T;
  };
  return {
    url,
    standalone,
    call,
    ok,
    deploy: (models, fields = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ 'deployment-name': 'test', ...fields })) form.set(name, value);
      for (const [name, xml] of Object.entries(models)) form.set(name, new Blob([xml]), name);
      return call('POST', '/deployment/create', form);
    },
    start: async (key, body = {}) =>
      (await ok<{ id: string }>('POST', `/process-definition/key/${key}/start`, body)).id,
    close: async () => {
      await standalone.close();
      fs.rmSync(dataDir, { recursive: true });
    },
  };
}

/** A process definition around some elements and flows. */
export const model = (key: string, content: string, before = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="test">
  ${before}
  <process id="${key}" name="流程 ${key}" isExecutable="true">${content}</process>
</definitions>`;

/** A straight line of elements: `line('<startEvent id="s"/>', '<userTask id="t"/>', …)`. */
export function line(...elements: string[]): string {
  const ids = elements.map((element) => /\bid="([^"]+)"/.exec(element)?.[1] ?? '');
  const flows = ids
    .slice(1)
    .map((target, index) => `<sequenceFlow id="f${index}" sourceRef="${ids[index]}" targetRef="${target}"/>`);
  return [...elements, ...flows].join('\n');
}
