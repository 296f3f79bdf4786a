import { ERROR } from '@anliu/contract';
import {
  AppError,
  forbidden,
  invalid,
  notFound,
  RawReply,
  route,
  type PersonPrincipal,
  type RequestContext,
  type RouteDeclaration,
} from '@anliu/kit';
import type { OrganizationService } from '@anliu/organization';
import { asText } from '@anliu/sentences';
import { z } from 'zod';
import { COLUMNS, MAX_VALUE_LENGTH, type ColumnKey, type RowValues } from '../domain/columns.js';
import { rejectedCsv, templateCsv } from '../importing/csv-out.js';
import type { Imports } from '../importing/imports.js';
import { MAX_CELL_LENGTH, MAX_COLUMNS, MAX_FILE_BYTES } from '../importing/limits.js';
import { knownRegionNames } from '../importing/region-names.js';
import { templateWorkbook } from '../importing/template/template-workbook.js';
import type { Registry } from '../store/registry.js';
import { isWithinReach, reachOf } from './reach.js';
import { say } from '../sentences.js';

const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE = 10_000;
const MAX_SEARCH = 64;

const importParams = z.object({ id: z.uuid() });
const rowParams = z.object({ id: z.uuid(), row: z.coerce.number().int().min(2) });
/** Characters of a sheet's name; spreadsheets allow 31. */
const MAX_SHEET_NAME = 100;
const columnKey = z.enum(COLUMNS.map(({ key }) => key));
/** Keys joined by commas, empty where a column is left out. */
const columnsQuery = z
  .string()
  .transform((text) => text.split(',').map((key) => (key === '' ? null : key)))
  .pipe(z.array(columnKey.nullable()).max(MAX_COLUMNS));
const cell = z.string().max(MAX_VALUE_LENGTH * 2);
const rowValues = z.strictObject(
  Object.fromEntries(COLUMNS.map((column) => [column.key, cell.optional()])) as Record<
    ColumnKey,
    z.ZodOptional<typeof cell>
  >,
);

export function enterpriseRoutes(
  registry: Registry,
  imports: Imports,
  organization: OrganizationService,
): RouteDeclaration[] {
  return [
    route({
      method: 'GET',
      path: '/api/enterprises',
      access: { permission: 'enterprises.read' },
      summary: '企业列表与查询',
      query: z.object({
        q: z.string().max(MAX_SEARCH).optional(),
        region: z
          .string()
          .regex(/^\d{6}(\d{3})?$/, asText(say.regionFormat))
          .optional(),
        page: z.coerce.number().int().min(1).max(MAX_PAGE).default(1),
        size: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
      }),
      handle: async ({ query, person }) => {
        const { q, region, page, size } = query;
        return registry.page(
          { page, size, ...(q ? { q } : {}), ...(region ? { region } : {}) },
          reachOf(person(), organization),
        );
      },
    }),
    route({
      method: 'GET',
      path: '/api/enterprises/:uscc',
      access: { permission: 'enterprises.read' },
      summary: '企业档案',
      params: z.object({ uscc: z.string().max(18) }),
      handle: async ({ params, person }) => {
        const found = await registry.byUscc(params.uscc.toUpperCase());
        // Whether it exists elsewhere is nobody's business: the answer is the same.
        if (!found || !isWithinReach(reachOf(person(), organization), found.uscc, found.region)) {
          throw notFound('没有找到该企业，或它不在您的管辖范围内。');
        }
        return found;
      },
    }),
    route({
      method: 'GET',
      path: '/api/enterprises/import-template.csv',
      access: { permission: 'enterprises.import' },
      summary: '下载导入模板',
      handle: async () => csvReply(templateCsv(), '企业导入模板.csv'),
    }),
    route({
      method: 'GET',
      path: '/api/enterprises/import-template.xlsx',
      access: { permission: 'enterprises.import' },
      summary: '下载导入模板，可选值可从下拉列表中选择',
      handle: async (context) => {
        const { region } = importer(context).acting.organization;
        return new RawReply(templateWorkbook(knownRegionNames(organization, region)), {
          'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          'content-disposition': attached('企业导入模板.xlsx', 'template.xlsx'),
        });
      },
    }),
    route({
      method: 'POST',
      path: '/api/enterprises/imports/layout',
      access: { permission: 'enterprises.import' },
      summary: '查看文件的工作表和各列，以便指定；不保存文件',
      audit: { none: '只是查看，导入时记录' },
      multipart: { maxFileBytes: MAX_FILE_BYTES, maxFiles: 1 },
      handle: async (context) => {
        const by = importer(context);
        return imports.layout((await readUpload(context)).bytes, by);
      },
    }),
    route({
      method: 'POST',
      path: '/api/enterprises/imports',
      access: { permission: 'enterprises.import' },
      summary: '上传 CSV 或 Excel，得到预览；此时尚未入库',
      audit: { none: '只是核对，导入时记录' },
      query: z.object({ sheet: z.string().max(MAX_SHEET_NAME).optional(), columns: columnsQuery.optional() }),
      multipart: { maxFileBytes: MAX_FILE_BYTES, maxFiles: 1 },
      status: 201,
      handle: async (context) => {
        const by = importer(context);
        const { bytes, fileName } = await readUpload(context);
        return imports.upload(bytes, fileName, by, context.query);
      },
    }),
    route({
      method: 'GET',
      path: '/api/enterprises/imports/:id',
      access: { permission: 'enterprises.import' },
      summary: '导入预览',
      params: importParams,
      handle: (context) => imports.preview(context.params.id, importer(context)),
    }),
    route({
      method: 'PUT',
      path: '/api/enterprises/imports/:id/rows/:row',
      access: { permission: 'enterprises.import' },
      summary: '改正一行并重新检查',
      audit: { none: '只是核对，导入时记录' },
      params: rowParams,
      body: z.object({ values: rowValues }),
      handle: (context) => {
        const values: RowValues = {};
        for (const [key, value] of Object.entries(context.body.values))
          if (value !== undefined) values[key as ColumnKey] = value;
        return imports.correct(context.params.id, context.params.row, values, importer(context));
      },
    }),
    route({
      method: 'PUT',
      path: '/api/enterprises/imports/:id/values',
      access: { permission: 'enterprises.import' },
      summary: '把某一列中相同的错误值全部改正并重新检查',
      audit: { none: '只是核对，导入时记录' },
      params: importParams,
      body: z.object({ column: columnKey, from: z.string().max(MAX_CELL_LENGTH + 1), to: cell }),
      handle: (context) => imports.correctAlike(context.params.id, context.body, importer(context)),
    }),
    route({
      method: 'PUT',
      path: '/api/enterprises/imports/:id/rows/:row/dropped',
      access: { permission: 'enterprises.import' },
      summary: '去掉一行不导入，或恢复',
      audit: { none: '只是核对，导入时记录' },
      params: rowParams,
      body: z.object({ dropped: z.boolean() }),
      handle: (context) => imports.drop(context.params.id, context.params.row, context.body.dropped, importer(context)),
    }),
    route({
      method: 'DELETE',
      path: '/api/enterprises/imports/:id/mapping',
      access: { permission: 'enterprises.import' },
      summary: '忘记这种表头的对应关系',
      audit: { none: '只影响以后如何读文件' },
      params: importParams,
      handle: (context) => imports.forgetMapping(context.params.id, importer(context)),
    }),
    route({
      method: 'POST',
      path: '/api/enterprises/imports/:id/commit',
      access: { permission: 'enterprises.import' },
      summary: '将合格的行入库；可重复执行，不会重复导入',
      audit: { own: true },
      params: importParams,
      body: z.object({}),
      handle: (context) => imports.commit(context.params.id, importer(context)),
    }),
    route({
      method: 'GET',
      path: '/api/enterprises/imports/:id/rejected.csv',
      access: { permission: 'enterprises.import' },
      summary: '下载未通过的行及原因',
      params: importParams,
      handle: async (context) =>
        csvReply(rejectedCsv(await imports.rejected(context.params.id, importer(context))), '未通过的行.csv'),
    }),
  ];
}

function importer(context: Pick<RequestContext, 'person'>): PersonPrincipal {
  const person = context.person();
  if (person.acting.organization.kind === 'enterprise') throw forbidden('企业账号不能批量导入企业档案。');
  return person;
}

async function readUpload(context: Pick<RequestContext, 'parts'>): Promise<{ bytes: Buffer; fileName: string }> {
  for await (const part of context.parts()) {
    if (part.field !== 'file') {
      part.stream.resume();
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.stream as AsyncIterable<Buffer>) chunks.push(chunk);
    if (part.truncated()) {
      throw new AppError(413, ERROR.fileTooLarge, `文件超过 ${MAX_FILE_BYTES / 1024 / 1024} MB，请分成几个文件导入。`);
    }
    return { bytes: Buffer.concat(chunks), fileName: part.fileName.slice(0, MAX_VALUE_LENGTH) };
  }
  throw invalid('没有收到文件，请选择要导入的 CSV 或 Excel 文件。', [
    { path: 'file', code: 'required', message: '请选择文件' },
  ]);
}

const attached = (name: string, plainName: string): string =>
  `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(name)}`;

const csvReply = (text: string, name: string): RawReply =>
  new RawReply(Buffer.from(text, 'utf8'), {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': attached(name, 'download.csv'),
  });
