import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineOperations, templateOf } from '@anliu/engine-rest';
import type { OpenApiDocument } from '@anliu/engine-rest';
import { engineServer } from './support/engine-server.js';
import type { EngineServer } from './support/engine-server.js';

let server: EngineServer;
let document: OpenApiDocument;
beforeAll(async () => {
  server = await engineServer();
  document = await server.ok('GET', '/openapi.json');
});
afterAll(() => server.close());

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(structuredClone(document) as never);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('knows every operation of the route table under its own id', () => {
    const routes = engineOperations(server.standalone.engine);
    const ids = new Set<string>();
    for (const { method, path } of routes) {
      const operation = document.paths[templateOf(path)]?.[method.toLowerCase()];
      expect(operation, `${method} ${path}`).toBeDefined();
      ids.add(operation?.operationId ?? '');
    }
    expect(ids.size).toBe(routes.length);
  });

  it('refers only to schemas it contains', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target);
    expect(references.length).toBeGreaterThan(100);
    const known = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
    expect(references.filter((target) => !known.has(target ?? ''))).toEqual([]);
  });

  it('shows the very schema a request is refused by', async () => {
    const claim = document.paths['/task/{id}/claim']?.['post']?.requestBody;
    expect(JSON.stringify(claim)).toContain('postTaskIdClaimRequest');
    const schema = document.components.schemas['postTaskIdClaimRequest'] as { properties: object };
    expect(Object.keys(schema.properties)).toEqual(['userId']);
    expect(await server.call('POST', '/task/x/claim', { userId: ['zhang'] })).toMatchObject({ status: 400 });
  });

  it('names the filters of a list as parameters', () => {
    const names = document.paths['/task']?.['get']?.parameters?.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['assignee', 'processVariables', 'firstResult', 'sortBy']));
  });
});

describe('the page', () => {
  it('shows every operation and loads no script and nothing from elsewhere', async () => {
    const { headers, body } = await server.call('GET', '/docs');
    const page = body as string;
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|style="|https?:\/\//);
    for (const path of Object.keys(document.paths)) expect(page).toContain(`<code>${path}</code>`);
    expect((await server.call('GET', '/docs/style.css')).headers.get('content-type')).toContain('text/css');
  });
});
