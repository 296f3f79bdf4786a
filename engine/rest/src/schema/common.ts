import { z } from 'zod';

/** Names of the schemas the OpenAPI document shows by name. */
export const components = z.registry<{ id: string }>();
/** The same by name. */
export const namedSchemas = new Map<string, z.ZodType>();

/** Gives a schema its name in the OpenAPI document. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  components.add(schema, { id });
  namedSchemas.set(id, schema);
  return schema;
}

/** Schemas within request bodies that have a name of their own in the OpenAPI document. */
export const namedRequests = new Map<string, z.ZodType>();

export function namedRequest<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  namedRequests.set(id, schema);
  return schema;
}

/** The shape of an answer: these fields and no others. */
export const dto = <Shape extends z.core.$ZodLooseShape>(id: string, shape: Shape) => named(id, z.strictObject(shape));

export const text = z.string();
export const number = z.number();
export const flag = z.boolean();
export const anything = z.unknown();
export const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullable();

/** `yyyy-MM-dd'T'HH:mm:ss.SSSZ`, the offset without a colon. */
export const dateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{4}$/)
  .describe("A point in time, yyyy-MM-dd'T'HH:mm:ss.SSSZ");

export const valueInfo = z.record(z.string(), z.unknown());
export const variableValueDto = dto('VariableValueDto', {
  type: text.nullable().exactOptional(),
  value: anything.exactOptional(),
  valueInfo: valueInfo.nullable().exactOptional(),
});
export const variableMap = z.record(z.string(), variableValueDto);

export const countDto = dto('CountResultDto', { count: number });
export const exceptionDto = named(
  'ExceptionDto',
  z.object({ type: text, message: text, code: maybe(number) }).describe('Every error answer'),
);
