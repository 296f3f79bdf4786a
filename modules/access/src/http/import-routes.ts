import { ERROR, type PeopleRow } from '@anliu/contract';
import { readTable } from '@anliu/enterprises';
import { AppError, invalid, RawReply, route, type RequestContext, type RouteDeclaration } from '@anliu/kit';
import { z } from 'zod';
import { checkPeople, importPeople, type CheckedPeople, type ImportedPeople } from '../importing/people-import.js';
import { MAX_IMPORTED_PEOPLE, peopleRows, TEMPLATE_HEADING } from '../importing/people-table.js';
import type { GrantRouteParts } from './grant-routes.js';
import { say } from '../sentences.js';

/** Bytes of one file of people. */
const MAX_PEOPLE_FILE_BYTES = 2 * 1024 * 1024;

const MANAGE = { permission: 'accounts.manage' } as const;
const cell = z.string().max(200);
const rowsBody = z.object({
  rows: z
    .array(
      z.object({
        row: z.number().int().positive(),
        values: z.object({
          name: cell,
          login: cell,
          unit: cell,
          post: cell,
          phone: cell,
          certificate: cell,
          from: cell,
          until: cell,
        }),
      }),
    )
    .min(1)
    .max(MAX_IMPORTED_PEOPLE),
});
const asRows = (rows: z.infer<typeof rowsBody>['rows']): PeopleRow[] => rows.map((row) => ({ ...row, problems: [] }));

/** People from a spreadsheet: looked at first, then made; their posts wait for a second administrator. */
export function importRoutes(parts: GrantRouteParts): RouteDeclaration[] {
  return [
    route({
      method: 'GET',
      path: '/api/accounts/import-template.csv',
      access: MANAGE,
      summary: '人员导入模板',
      handle: async () =>
        new RawReply(Buffer.from(`\uFEFF${TEMPLATE_HEADING.join(',')}\r\n`, 'utf8'), {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition':
            "attachment; filename*=UTF-8''%E4%BA%BA%E5%91%98%E5%AF%BC%E5%85%A5%E6%A8%A1%E6%9D%BF.csv",
        }),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/import/file',
      access: MANAGE,
      summary: '上传人员表（Excel 或 CSV），得到预览；此时尚未导入',
      audit: { none: '只是核对，导入时记录' },
      multipart: { maxFileBytes: MAX_PEOPLE_FILE_BYTES, maxFiles: 1 },
      handle: async (context): Promise<CheckedPeople> =>
        checkPeople(parts, peopleRows(await readTable(await readUpload(context)))),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/import/check',
      access: MANAGE,
      summary: '改正后重新核对',
      audit: { none: '只是核对，导入时记录' },
      body: rowsBody,
      handle: ({ body }): Promise<CheckedPeople> => checkPeople(parts, asRows(body.rows)),
    }),
    route({
      method: 'POST',
      path: '/api/accounts/import',
      access: MANAGE,
      summary: '导入人员：建立机构和账号，岗位合并为一件事项等待复核',
      audit: { own: true },
      body: rowsBody,
      handle: ({ body, person }): Promise<ImportedPeople> => importPeople(parts, asRows(body.rows), person()),
    }),
  ];
}

async function readUpload(context: Pick<RequestContext, 'parts'>): Promise<Buffer> {
  for await (const part of context.parts()) {
    if (part.field !== 'file') {
      part.stream.resume();
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.stream as AsyncIterable<Buffer>) chunks.push(chunk);
    if (part.truncated())
      throw new AppError(413, ERROR.fileTooLarge, say.fileTooLarge({ megabytes: MAX_PEOPLE_FILE_BYTES / 1024 / 1024 }));
    return Buffer.concat(chunks);
  }
  throw invalid(say.noFile, [{ path: 'file', code: 'required', message: say.chooseFile }]);
}
