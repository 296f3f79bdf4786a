import type { z } from 'zod';
import type { Declaration, Route, Shown } from '../http/route.js';
import type { FieldKind } from '../query/field-kind.js';
import { exceptionDto } from '../schema/index.js';
import { SchemaBook } from './schemas.js';
import type { JsonSchema } from './schemas.js';

/** An OpenAPI 3.1 document, as far as it is written here. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: JsonSchema;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters?: readonly OpenApiParameter[];
  readonly requestBody?: JsonSchema;
  readonly responses: Readonly<Record<string, JsonSchema>>;
}

interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

/** `/task/:id/claim` → `/task/{id}/claim`, as OpenAPI and the list of operations write it. */
export const templateOf = (path: string): string =>
  path.replace(/:([A-Za-z]+)/g, (_, name: string) => `{${name === 'tenantId' ? 'tenant-id' : name}}`);

/** `/history/job-log/{id}` belongs to `history/job-log`, everything else to its first segment. */
export const tagOf = (path: string): string => {
  const [first = '', second = ''] = path.split('/').slice(1);
  return first === 'history' && second !== '' ? `history/${second}` : first;
};

const operationIdOf = ({ method, path }: Route): string =>
  method.toLowerCase() +
  path
    .split(/[/\-:.]+/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const KINDS: Readonly<Record<Exclude<FieldKind, 'orQueries'>, { schema: JsonSchema; description?: string }>> = {
  text: { schema: { type: 'string' } },
  texts: { schema: { type: 'string' }, description: 'Several values, separated by commas' },
  flag: { schema: { type: 'boolean' } },
  number: { schema: { type: 'integer' } },
  date: { schema: { type: 'string' }, description: "A point in time, yyyy-MM-dd'T'HH:mm:ss.SSSZ" },
  variables: {
    schema: { type: 'string' },
    description: 'Conditions name_operator_value, separated by commas; eq, neq, gt, gteq, lt, lteq, like, notLike',
  },
  dates: { schema: { type: 'string' }, description: 'Conditions gt_date or lt_date, separated by commas' },
  any: { schema: { type: 'string' } },
};

const pathParameters = (path: string): OpenApiParameter[] =>
  [...templateOf(path).matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

const queryParameters = (query: Declaration['query']): OpenApiParameter[] =>
  Object.entries(query ?? {}).flatMap(([name, kind]) =>
    kind === 'orQueries' ? [] : [{ name, in: 'query' as const, required: false, ...KINDS[kind] }],
  );

function requestBody(book: SchemaBook, route: Route): JsonSchema | undefined {
  const { body, parts } = route.declaration ?? {};
  if (body) {
    const schema = book.body(body, `${operationIdOf(route)}Request`);
    return { content: { 'application/json': { schema } } };
  }
  if (!parts) return undefined;
  const properties = Object.fromEntries(
    Object.entries(parts).map(([name, kind]) => [
      name,
      kind === 'file' ? { type: 'string', contentMediaType: 'application/octet-stream' } : { type: 'string' },
    ]),
  );
  return { content: { 'multipart/form-data': { schema: { type: 'object', properties } } } };
}

function response(book: SchemaBook, shown: Shown): [status: string, JsonSchema] {
  if (shown === 'none') return ['204', { description: 'Done; no content' }];
  if (shown === 'text')
    return ['200', { description: 'Text', content: { 'text/plain': { schema: { type: 'string' } } } }];
  if (shown === 'bytes') return ['200', { description: 'The content as it was stored', content: { '*/*': {} } }];
  return ['200', { description: 'OK', content: { 'application/json': { schema: book.answer(shown as z.ZodType) } } }];
}

function operationOf(book: SchemaBook, route: Route): OpenApiOperation {
  const { declaration } = route;
  const answers = declaration?.answer ?? [];
  const parameters = [...pathParameters(route.path), ...queryParameters(declaration?.query)];
  const body = requestBody(book, route);
  const error = { content: { 'application/json': { schema: book.answer(exceptionDto) } } };
  return {
    operationId: operationIdOf(route),
    tags: [tagOf(route.path)],
    summary: declaration?.summary ?? `${route.method} ${templateOf(route.path)}`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: {
      ...Object.fromEntries(
        (Array.isArray(answers) ? (answers as readonly Shown[]) : [answers as Shown]).map((shown) =>
          response(book, shown),
        ),
      ),
      default: { description: 'What went wrong', ...error },
    },
  };
}

/** The OpenAPI document of a route table; `url` is where the dialect is mounted. */
export function openApiDocument(routes: readonly Route[], url: string, version: string): OpenApiDocument {
  const book = new SchemaBook();
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const route of routes)
    (paths[templateOf(route.path)] ??= {})[route.method.toLowerCase()] = operationOf(book, route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Engine REST API',
      description: 'The Camunda 7 REST dialect. Every path also answers below /engine/default.',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    tags: [...new Set(routes.map(({ path }) => tagOf(path)))].sort().map((name) => ({ name })),
    paths,
    components: { schemas: book.all() },
  };
}
