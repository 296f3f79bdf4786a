import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { InvalidRequestError, LimitError } from '@anliu/engine-protocol';
import { MAX_MULTIPART_BYTES, MAX_MULTIPART_PARTS } from '../limits.js';

interface FilePart {
  /** Name of the form field. */
  readonly field: string;
  readonly filename: string;
  readonly mimetype: string;
  readonly bytes: Buffer;
}

export interface Multipart {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly FilePart[];
}

/**
 * Reads a multipart/form-data body. A part with a file name is a file. Throws InvalidRequestError for another content
 * type or a broken body, LimitError (413) beyond MAX_MULTIPART_BYTES or MAX_MULTIPART_PARTS.
 */
export async function readMultipart(request: IncomingMessage): Promise<Multipart> {
  const contentType = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(contentType))
    throw new InvalidRequestError('A multipart/form-data body is expected');
  const fields = new Map<string, string>();
  const files: FilePart[] = [];
  let size = 0;
  const tooLarge = () =>
    new LimitError('MAX_MULTIPART_BYTES', `The request body is larger than ${MAX_MULTIPART_BYTES} bytes`, {
      status: 413,
    });
  await new Promise<void>((resolve, reject) => {
    const parser = new Busboy({
      headers: { 'content-type': contentType, ...request.headers } as { 'content-type': string },
      limits: { fieldSize: MAX_MULTIPART_BYTES, fileSize: MAX_MULTIPART_BYTES, parts: MAX_MULTIPART_PARTS },
    });
    const fail = (error: Error) => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    const grow = (length: number) => {
      size += length;
      if (size > MAX_MULTIPART_BYTES) fail(tooLarge());
    };
    parser.on('field', (name, value) => {
      grow(value.length);
      fields.set(name, value);
    });
    parser.on('file', (field, stream, filename, _encoding, mimetype) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        grow(chunk.length);
        chunks.push(chunk);
      });
      stream.on('limit', () => fail(tooLarge()));
      stream.on('end', () =>
        files.push({ field, filename: filename ?? field, mimetype, bytes: Buffer.concat(chunks) }),
      );
    });
    parser.on('partsLimit', () =>
      fail(
        new LimitError('MAX_MULTIPART_PARTS', `The request has more than ${MAX_MULTIPART_PARTS} parts`, {
          status: 413,
        }),
      ),
    );
    parser.on('error', (cause: unknown) =>
      fail(
        new InvalidRequestError(`The multipart body cannot be read: ${String((cause as Error).message)}`, { cause }),
      ),
    );
    parser.on('finish', () => resolve());
    request.on('aborted', () => reject(new InvalidRequestError('The request was cut off')));
    request.pipe(parser);
  });
  return { fields, files };
}
