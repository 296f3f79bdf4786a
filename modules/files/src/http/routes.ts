import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import type { FileView } from '@anliu/contract';
import { invalid, notFound, RawReply, route, type RouteDeclaration } from '@anliu/kit';
import { z } from 'zod';
import { isPicture } from '../domain/detect.js';
import { MAX_ATTACHMENT_BYTES, MAX_FILES_PER_UPLOAD } from '../limits.js';
import { say } from '../sentences.js';
import type { CaseAccess, Files } from '../service.js';

const params = z.object({ id: z.string().max(64) });
/** The host cuts a part off one byte after the largest limit, so that the service can still say how the limit was passed. */
const HOST_LIMIT = MAX_ATTACHMENT_BYTES + 1;
const YEAR_SECONDS = 31_536_000;

/** Content never changes under an id; what a browser may do with it is said by headers, not left to its guess. */
function headers(type: string, name: string, size: number): Record<string, string> {
  const inline = isPicture(type) || type === 'application/pdf';
  return {
    'content-type': type,
    'content-length': String(size),
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
    'cache-control': `private, max-age=${YEAR_SECONDS}, immutable`,
  };
}

export function fileRoutes(files: Files, access: () => CaseAccess | undefined): RouteDeclaration[] {
  return [
    route({
      method: 'POST',
      path: '/api/files',
      access: { authenticated: true },
      summary: '上传照片（kind=photo）或附件（kind=attachment）',
      audit: {
        action: 'file.upload',
        target: ({ files: [first] }: { files: FileView[] }) => first?.id ?? '',
        detail: (_request, stored: { files: FileView[] }) => ({
          files: stored.files.map(({ id, name }) => ({ id, name })),
        }),
      },
      query: z.object({ kind: z.enum(['photo', 'attachment']).default('photo') }),
      multipart: { maxFileBytes: HOST_LIMIT, maxFiles: MAX_FILES_PER_UPLOAD },
      status: 201,
      async handle(context): Promise<{ files: FileView[] }> {
        const by = context.person().person.id;
        const stored: FileView[] = [];
        for await (const part of context.parts())
          stored.push(await files.upload(part.stream, part.fileName, context.query.kind, by));
        if (!stored.length) throw invalid(say.nothingReceived);
        return { files: stored };
      },
    }),
    route({
      method: 'GET',
      path: '/api/files/:id',
      access: { authenticated: true },
      summary: '查看或下载文件',
      params,
      async handle({ params: { id }, principal }) {
        const { file, path } = await files.read(id, principal, access());
        return new RawReply(createReadStream(path), headers(file.type, file.name, file.size));
      },
    }),
    route({
      method: 'GET',
      path: '/api/files/:id/thumbnail',
      access: { authenticated: true },
      summary: '照片缩略图',
      params,
      async handle({ params: { id }, principal }) {
        const { file, thumbnail } = await files.read(id, principal, access());
        const bytes = isPicture(file.type) ? await fs.readFile(thumbnail).catch(() => undefined) : undefined;
        if (!bytes) throw notFound(say.noThumbnail);
        return new RawReply(bytes, headers('image/jpeg', file.name, bytes.length));
      },
    }),
  ];
}
