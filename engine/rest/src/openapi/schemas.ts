import { z } from 'zod';
import { components, namedRequests, namedSchemas } from '../schema/index.js';

export type JsonSchema = Record<string, unknown>;

type Registry = ReturnType<typeof z.registry<{ id: string }>>;

const REF = '#/components/schemas/';

/** JSON Schema as OpenAPI 3.1 wants it: references point into the document, dialect and ids are left out. */
function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '$schema' && key !== '$id' && key !== 'id' && key !== '~standard')
      .map(([key, inner]) => [key, key === 'properties' ? properties(inner) : cleaned(inner)]),
  );
}

/** A property may be called `id` or `$schema`; only its schema is looked into. */
const properties = (value: unknown): unknown =>
  Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [name, cleaned(inner)]));

/** Gathers the schemas of one document; a schema seen before is referred to by its name. */
export class SchemaBook {
  readonly #answers = z.registry<{ id: string }>();
  readonly #bodies = z.registry<{ id: string }>();
  readonly #names = new Map<z.ZodType, string>();

  /** A reference to the schema of an answer; a list refers to the schema of its rows. */
  answer(schema: z.ZodType): JsonSchema {
    const id = components.get(schema)?.id;
    if (id !== undefined) return this.#named(this.#answers, schema, id);
    if (schema instanceof z.ZodArray) return { type: 'array', items: this.answer(schema.element as z.ZodType) };
    if (schema instanceof z.ZodRecord)
      return { type: 'object', additionalProperties: this.answer(schema.valueType as z.ZodType) };
    return this.#inline(schema);
  }

  /** A reference to the schema of a request body; operations that share a schema share its name. */
  body(schema: z.ZodType, id: string): JsonSchema {
    return this.#named(this.#bodies, schema, this.#names.get(schema) ?? id);
  }

  #named(registry: Registry, schema: z.ZodType, id: string): JsonSchema {
    if (!this.#names.has(schema)) {
      this.#names.set(schema, id);
      registry.add(schema, { id });
    }
    return { $ref: REF + id };
  }

  #inline(schema: z.ZodType): JsonSchema {
    return cleaned(
      z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', metadata: components }),
    ) as JsonSchema;
  }

  /** Every schema referred to, by name. */
  all(): Record<string, JsonSchema> {
    const uri = (id: string): string => REF + id;
    for (const [id, schema] of namedSchemas) this.#named(this.#answers, schema, id);
    for (const [id, schema] of namedRequests) this.#named(this.#bodies, schema, id);
    const written = (registry: Registry, io: 'input' | 'output') =>
      hoisted(z.toJSONSchema(registry, { io, unrepresentable: 'any', uri }).schemas as Record<string, JsonSchema>, io);
    const schemas = { ...written(this.#bodies, 'input'), ...written(this.#answers, 'output') };
    return Object.fromEntries(
      Object.entries(schemas).map(([id, schema]) => [id, selfReferring(cleaned(schema), id) as JsonSchema]),
    );
  }
}

const SHARED = '__shared';

/** Nested schemas that refer to themselves have no name of their own: they become components beside the others. */
function hoisted(schemas: Record<string, JsonSchema>, io: string): Record<string, JsonSchema> {
  const { [SHARED]: shared, ...rest } = schemas;
  if (!shared) return schemas;
  const nested = Object.entries(shared['$defs'] as Record<string, JsonSchema>);
  const named = { ...rest, ...Object.fromEntries(nested.map(([name, schema]) => [`${io}_${name}`, schema])) };
  const written = JSON.stringify(named).replaceAll(`${REF}${SHARED}#/$defs/`, `${REF}${io}_`);
  return JSON.parse(written) as Record<string, JsonSchema>;
}

/** `#` alone means the schema itself while it stands alone; within a document it has a name. */
function selfReferring(value: unknown, id: string): unknown {
  if (Array.isArray(value)) return value.map((item) => selfReferring(item, id));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && inner === '#' ? REF + id : selfReferring(inner, id),
    ]),
  );
}
