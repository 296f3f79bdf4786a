import { createReadStream } from 'node:fs';
import type { DocumentView } from '@anliu/contract';
import type { CaseAccess, Files } from '@anliu/files';
import { invalid, notFound, RawReply, route, type RouteDeclaration } from '@anliu/kit';
import { z } from 'zod';
import { MAX_PDF_BYTES } from '../limits.js';
import type { Documents, DocumentSource, PreparedDocument } from '../service.js';

const params = z.object({ id: z.string().max(64) });

export interface RouteParts {
  readonly documents: Documents;
  readonly files: Files;
  source(): DocumentSource;
  access(): CaseAccess | undefined;
}

export const VOID_PERMISSION = 'documents.void';

export function documentRoutes({ documents, files, source, access }: RouteParts): RouteDeclaration[] {
  return [
    route({
      method: 'POST',
      path: '/api/worker/documents',
      access: { worker: true },
      summary: '为“生成文书”外部任务编号、合并，返回待排版的文书；同一任务重复请求得到同一文书',
      audit: { none: '编号与合并是签发的一部分，签发时记录' },
      body: z.object({ externalTaskId: z.string().min(1).max(64) }),
      async handle({ body }): Promise<PreparedDocument> {
        return documents.prepareDocument(await source().request(body.externalTaskId));
      },
    }),
    route({
      method: 'POST',
      path: '/api/worker/documents/:id/pdf',
      access: { worker: true },
      summary: '交回排好版的 PDF，文书即签发；重复提交不产生第二份',
      audit: { action: 'document.issue', detail: (_request, { number, title }: DocumentView) => ({ number, title }) },
      params,
      multipart: { maxFileBytes: MAX_PDF_BYTES, maxFiles: 1 },
      async handle(context): Promise<DocumentView> {
        for await (const part of context.parts()) {
          const chunks: Uint8Array[] = [];
          for await (const chunk of part.stream) chunks.push(chunk as Uint8Array);
          if (part.truncated()) throw invalid(`PDF 超过 ${MAX_PDF_BYTES / 1024 / 1024} MB。`);
          return documents.issueDocument(context.params.id, Buffer.concat(chunks));
        }
        throw invalid('没有收到 PDF 文件。');
      },
    }),
    route({
      method: 'GET',
      path: '/api/documents/:id/pdf',
      access: { authenticated: true },
      summary: '已签发文书的 PDF',
      params,
      async handle({ params: { id }, principal }) {
        const document = await documents.get(id);
        const allowed = principal.kind === 'worker' || (await access()?.mayRead(principal, document.caseId));
        if (!allowed || document.file === undefined) throw notFound('文书不存在，或您无权查看。');
        const { file, path } = await files.read(document.file, principal, access());
        return new RawReply(createReadStream(path), {
          'content-type': file.type,
          'content-length': String(file.size),
          'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-cache',
        });
      },
    }),
    route({
      method: 'POST',
      path: '/api/documents/:id/void',
      access: { permission: VOID_PERMISSION },
      summary: '作废文书（说明理由，文号不再使用）',
      audit: { action: 'document.void', detail: ({ body }) => ({ reason: body.reason }) },
      params,
      body: z.object({ reason: z.string().trim().min(2).max(200) }),
      async handle(context): Promise<DocumentView> {
        const document = await documents.get(context.params.id);
        if (!(await access()?.mayRead(context.principal, document.caseId)))
          throw notFound('文书不存在，或您无权查看。');
        const { id, name } = context.person().person;
        return documents.voidDocument(context.params.id, { id, name }, context.body.reason);
      },
    }),
  ];
}
