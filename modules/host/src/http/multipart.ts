import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { AppError, invalid, type UploadPart } from '@anliu/kit';
import { MAX_FORM_FIELDS, MAX_FORM_FIELD_BYTES } from './limits.js';
import { say } from '../sentences.js';

const HEADER_PAIRS = 50;

/** @throws AppError 400 for a header that does not say where parts begin */
function readerOf(
  request: IncomingMessage,
  contentType: string,
  { maxFileBytes, maxFiles }: { maxFileBytes: number; maxFiles: number },
): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': contentType },
      limits: {
        fileSize: maxFileBytes,
        files: maxFiles,
        fields: MAX_FORM_FIELDS,
        fieldSize: MAX_FORM_FIELD_BYTES,
        headerPairs: HEADER_PAIRS,
      },
    });
  } catch {
    throw invalid(say.multipartHeader);
  }
}

/**
 * The file parts of a request, one after the other; the next comes when the one before was read to its end. Parts that are not
 * read are skipped.
 * @throws AppError 415 when the request is not multipart, 400 when it is malformed or has too many parts
 */
export async function* fileParts(
  request: IncomingMessage,
  limits: { maxFileBytes: number; maxFiles: number },
): AsyncGenerator<UploadPart> {
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) {
    throw new AppError(415, 'UNSUPPORTED_MEDIA_TYPE', say.notMultipart);
  }
  const queue: UploadPart[] = [];
  let done = false;
  let failure: unknown;
  let wake: () => void = () => undefined;
  const busboy = readerOf(request, contentType, limits);
  const fail = (error: unknown): void => {
    failure ??= error;
    done = true;
    wake();
  };
  busboy.on('file', (field, stream, fileName, _encoding, mimeType) => {
    stream.on('error', fail);
    queue.push({ field, fileName: baseName(fileName), mimeType, stream, truncated: () => stream.truncated });
    wake();
  });
  busboy.on('filesLimit', () => fail(invalid(say.tooManyFiles({ max: limits.maxFiles }))));
  busboy.on('fieldsLimit', () => fail(invalid(say.tooManyFields)));
  busboy.on('error', () => fail(invalid(say.badUpload)));
  busboy.on('finish', () => {
    done = true;
    wake();
  });
  request.on('aborted', () => fail(invalid(say.uploadBroken)));
  request.pipe(busboy);
  try {
    for (;;) {
      const part = queue.shift();
      if (part) {
        yield part;
        part.stream.resume();
        continue;
      }
      if (done) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (failure) throw failure;
  } finally {
    request.unpipe(busboy);
    request.resume();
  }
}

/** Some browsers send whole paths. */
const baseName = (name: string | undefined): string => (name ?? '').split(/[\\/]/).at(-1)?.normalize('NFC') || 'file';
