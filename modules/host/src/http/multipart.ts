import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { AppError, invalid, type UploadPart } from '@anliu/kit';
import { MAX_FORM_FIELDS, MAX_FORM_FIELD_BYTES } from './limits.js';

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
    throw invalid('上传请求的头部不完整（缺少分隔标记 boundary），请重新上传。');
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
    throw new AppError(415, 'UNSUPPORTED_MEDIA_TYPE', '请以文件上传方式提交（multipart/form-data）。');
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
  busboy.on('filesLimit', () => fail(invalid(`一次最多上传 ${limits.maxFiles} 个文件，请分批上传。`)));
  busboy.on('fieldsLimit', () => fail(invalid('上传请求的字段过多。')));
  busboy.on('error', () => fail(invalid('上传内容不完整或格式不正确，请重新上传。')));
  busboy.on('finish', () => {
    done = true;
    wake();
  });
  request.on('aborted', () => fail(invalid('上传中断，请重新上传。')));
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
