import { z } from 'zod';
import type {
  VariableData,
  VariableModifications,
  VariableReadOptions,
  VariableScopeOptions,
  VariableValueDto,
} from '@anliu/engine-protocol';
import { InvalidRequestError, checkVariable } from '@anliu/engine-protocol';
import { bytes, empty, json } from '../http/answer.js';
import { failingAs } from '../http/errors.js';
import { del, get, param, post, put } from '../http/route.js';
import type { RestRequest, Route } from '../http/route.js';
import { checkedVariable, texts, variableSchema, variablesSchema } from '../http/schemas.js';
import { variableMap, variableValueDto } from '../schema/index.js';

/** The variable operations tasks, executions and process instances have in common. */
export interface VariableHolder {
  getVariables(id: string, options?: VariableReadOptions): Promise<Record<string, VariableValueDto>>;
  getVariable(id: string, name: string, options?: VariableReadOptions): Promise<VariableValueDto>;
  getVariableData(id: string, name: string, options?: VariableReadOptions): Promise<VariableData>;
  setVariable(id: string, name: string, value: VariableValueDto, options?: VariableScopeOptions): Promise<void>;
  deleteVariable(id: string, name: string, options?: VariableScopeOptions): Promise<void>;
  modifyVariables(id: string, changes: VariableModifications, options?: VariableScopeOptions): Promise<void>;
}

const modificationsSchema = z.object({
  modifications: variablesSchema,
  deletions: texts.nullish(),
});

const shouldDeserialize = (request: Pick<RestRequest<unknown>, 'query'>, parameter: string): boolean =>
  request.query.get(parameter)?.toLowerCase() !== 'false';

/** A stored content as a download. */
export const download = (data: VariableData) =>
  bytes(data.bytes, data.encoding ? `${data.mimetype}; charset=${data.encoding}` : data.mimetype, data.filename);

/**
 * Routes below `path` (`/task/:id/localVariables`): all, one, its content, set, delete, several at once.
 * `what` is how Camunda names the holder in messages.
 */
export function variableRoutes(path: string, what: string, holder: VariableHolder, local: boolean): Route[] {
  const options = { local };
  return [
    get(path, { summary: 'Variables', query: { deserializeValues: 'flag' }, answer: variableMap }, async (request) =>
      json(
        await holder.getVariables(param(request, 'id'), {
          local,
          deserializeValues: shouldDeserialize(request, 'deserializeValues'),
        }),
      ),
    ),
    post(
      path,
      { summary: 'Sets and removes variables', body: modificationsSchema, answer: 'none' },
      async (request) => {
        const { modifications, deletions } = await request.body();
        const changes: VariableModifications = {
          ...(modifications ? { modifications } : {}),
          ...(deletions ? { deletions } : {}),
        };
        await failingAs(`Cannot modify variables for ${what} ${param(request, 'id')}`, () =>
          holder.modifyVariables(param(request, 'id'), changes, options),
        );
        return empty;
      },
    ),
    get(`${path}/:varName/data`, { summary: 'Content of a variable', answer: 'bytes' }, async (request) =>
      download(await holder.getVariableData(param(request, 'id'), param(request, 'varName'), options)),
    ),
    post(
      `${path}/:varName/data`,
      {
        summary: 'Uploads the content of a variable',
        parts: { data: 'file', valueType: 'text', type: 'text' },
        answer: 'none',
      },
      async (request) => {
        const value = await uploadedVariable(request);
        await holder.setVariable(param(request, 'id'), param(request, 'varName'), checkVariable(value), options);
        return empty;
      },
    ),
    get(
      `${path}/:varName`,
      { summary: 'One variable', query: { deserializeValue: 'flag' }, answer: variableValueDto },
      async (request) =>
        json(
          await holder.getVariable(param(request, 'id'), param(request, 'varName'), {
            local,
            deserializeValues: shouldDeserialize(request, 'deserializeValue'),
          }),
        ),
    ),
    put(`${path}/:varName`, { summary: 'Sets a variable', body: variableSchema, answer: 'none' }, async (request) => {
      const name = param(request, 'varName');
      const input = await request.body();
      await failingAs(
        `Cannot put ${what} variable ${name}`,
        async () => holder.setVariable(param(request, 'id'), name, checkedVariable(input), options),
        { refusal: 400 },
      );
      return empty;
    }),
    del(`${path}/:varName`, { summary: 'Removes a variable', answer: 'none' }, async (request) => {
      const name = param(request, 'varName');
      await failingAs(`Cannot delete ${what} variable ${name}`, () =>
        holder.deleteVariable(param(request, 'id'), name, options),
      );
      return empty;
    }),
  ];
}

const TEXT_TYPES = new Set(['boolean', 'short', 'integer', 'long', 'double', 'string', 'date', 'json', 'xml']);

/**
 * A variable from a multipart upload with parts `data` and `valueType`, or `data` as JSON and `type`, the Java class of the
 * Object it is.
 */
async function uploadedVariable(request: Pick<RestRequest<unknown>, 'multipart'>): Promise<VariableValueDto> {
  const { fields, files } = await request.multipart();
  const [file] = files;
  const data = file?.bytes ?? Buffer.from(fields.get('data') ?? '', 'utf8');
  if (!file && !fields.has('data')) throw new InvalidRequestError("No part named 'data' in the multipart body");
  const objectTypeName = fields.get('type');
  if (objectTypeName !== undefined && !fields.has('valueType')) {
    if (file && !/^application\/json\b/i.test(file.mimetype))
      throw new InvalidRequestError(`Unrecognized content type for serialized java type: ${file.mimetype}`);
    const valueInfo = { objectTypeName, serializationDataFormat: 'application/json' };
    return { type: 'Object', value: data.toString('utf8'), valueInfo };
  }
  const valueType = fields.get('valueType') ?? 'Bytes';
  if (valueType.toLowerCase() === 'file') {
    return {
      type: 'File',
      value: data.toString('base64'),
      valueInfo: { filename: file?.filename ?? 'unnamed', ...(file ? { mimeType: file.mimetype } : {}) },
    };
  }
  if (valueType.toLowerCase() === 'bytes') return { type: 'Bytes', value: data.toString('base64') };
  // Camunda reads only these two; the text of any other type is what its value would be in JSON, without losing digits.
  if (TEXT_TYPES.has(valueType.toLowerCase())) return { type: valueType, value: data.toString('utf8') };
  throw new InvalidRequestError(`A variable of type '${valueType}' cannot be uploaded`);
}
