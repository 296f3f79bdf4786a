import type { UnassignedPage, WorkerList, WorkerVerb } from '@anliu/contract';
import { Proposals, route, type Platform, type RouteDeclaration } from '@anliu/kit';
import type { AccessService } from '@anliu/access';
import { isBlank } from '@anliu/text';
import { z } from 'zod';
import { caseOperations } from '../app/case-operations.js';
import { markOf, type OperationsContext } from '../app/context.js';
import { correctionPayload } from '../app/correct.js';
import { incidentPage, retry, type Retried } from '../app/incidents.js';
import { movePayload } from '../app/move.js';
import { overview } from '../app/overview.js';
import { topicNames } from '../app/queues.js';
import { revokeToken } from '../app/tokens.js';
import { DEFAULT_PAGE, MAX_PAGE, MAX_VALUE_LENGTH } from '../limits.js';
import { asText } from '@anliu/sentences';
import { say } from '../sentences.js';

const MANAGE = 'operations.manage';
const id = z.string().min(1).max(200);
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, asText(say.nameForm));
const reason = z
  .string()
  .trim()
  .max(500, asText(say.reasonLong))
  .refine((text) => !isBlank(text), asText(say.reasonMissing));
const paging = z.strictObject({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
});
const VERBS = [
  'work',
  'read',
  'message',
  'start',
  'task',
  'deploy',
  'repair',
  'platform',
  'metrics',
] as const satisfies readonly WorkerVerb[];
const nothing = z.strictObject({}).optional();

/** 运行: for whoever keeps the installation going. */
export function operationsRoutes(
  platform: Platform,
  context: OperationsContext,
  access: AccessService,
): RouteDeclaration[] {
  const read = { permission: 'operations.read' };
  const manage = { permission: MANAGE };
  const proposals = () => platform.services.use(Proposals);
  return [
    route({
      method: 'GET',
      path: '/api/operations',
      access: read,
      summary: '运行概况：需要处理的问题、队列、磁盘、备份、版本',
      handle: () => overview(context),
    }),
    route({
      method: 'GET',
      path: '/api/operations/incidents',
      access: read,
      summary: '自动步骤的故障，最新的在前',
      query: paging,
      handle: ({ query }) => incidentPage(context, query),
    }),
    route({
      method: 'POST',
      path: '/api/operations/incidents/:id/retry',
      access: manage,
      summary: '重试一件故障，或同一环节的全部同类故障',
      audit: {
        action: 'incident.retry',
        target: ({ target }: Retried) => target,
        detail: (_, { step, count, left }: Retried) => ({ step, count, ...(left > 0 ? { left } : {}) }),
      },
      params: z.object({ id }),
      body: z.strictObject({ alike: z.boolean().default(false) }),
      handle: ({ params, body }) => retry(context, params.id, body.alike),
    }),
    route({
      method: 'GET',
      path: '/api/operations/unassigned',
      access: read,
      summary: '没有找到办理人的环节，等待最久的在前',
      query: paging,
      handle: async ({ query: { page, size } }): Promise<UnassignedPage> => {
        const [total, found] = await Promise.all([
          context.tasks.countUnassigned(),
          context.tasks.unassigned({ skip: (page - 1) * size, limit: size }),
        ]);
        const items = await Promise.all(
          found.map(async ({ task, caseId, step, since }) => ({
            task,
            case: markOf(await context.cases.get(caseId)),
            step,
            since,
            wanted: await context.tasks.wanted(task),
          })),
        );
        return { items, total, page, size };
      },
    }),
    route({
      method: 'POST',
      path: '/api/operations/unassigned/:id/assign',
      access: manage,
      summary: '按现在的岗位重新分派没有办理人的环节',
      audit: {
        action: 'task.assign',
        target: ({ no }: { no: string }) => no,
        detail: (_, { step, people }: { step: string; people: number }) => ({ step, people }),
      },
      params: z.object({ id }),
      body: nothing,
      handle: async ({ params, person }) => {
        const { record, step, people } = await context.tasks.assignAgain(params.id, person().person.id);
        return { no: record.no, step, people };
      },
    }),
    route({
      method: 'GET',
      path: '/api/operations/cases/:no',
      access: read,
      summary: '一件办件的运行状态；不含填写的内容',
      params: z.object({ no: id }),
      handle: async ({ params, person }) => {
        const viewer = person();
        return caseOperations(context, params.no.trim(), viewer, await access.can(viewer, MANAGE));
      },
    }),
    route({
      method: 'POST',
      path: '/api/operations/cases/:no/move',
      access: manage,
      summary: '提请把办件转到另一个环节，由可查看该办件的另一人复核',
      audit: { own: true },
      status: 201,
      params: z.object({ no: id }),
      body: z.strictObject({ place: id, to: id, reason }),
      handle: async ({ params, body, person }) =>
        proposals().propose('case.move', await movePayload(context, params.no, body), person(), body.reason),
    }),
    route({
      method: 'POST',
      path: '/api/operations/cases/:no/variables',
      access: manage,
      summary: '提请更正流程变量，由可查看该办件的另一人复核',
      audit: { own: true },
      status: 201,
      params: z.object({ no: id }),
      body: z.strictObject({ name: id, value: z.string().max(MAX_VALUE_LENGTH + 1), reason }),
      handle: async ({ params, body, person }) => {
        const payload = await correctionPayload(context, params.no, body, person());
        return proposals().propose('variable.correct', payload, person(), body.reason);
      },
    }),
    route({
      method: 'POST',
      path: '/api/operations/backup',
      access: manage,
      summary: '开始备份整个安装；进度见运行概况',
      audit: { own: true },
      status: 202,
      body: nothing,
      handle: async ({ person }) => {
        const by = person().person.id;
        context.installation.backups.start((result) =>
          platform.audit({
            action: 'backup.create',
            target: 'folder' in result ? result.folder : '',
            outcome: 'folder' in result ? 'done' : 'failed',
            by,
            detail: 'folder' in result ? { files: result.files } : { reason: result.failed },
          }),
        );
        return context.installation.backups.state();
      },
    }),
    route({
      method: 'GET',
      path: '/api/operations/workers',
      access: read,
      summary: '工作程序与令牌',
      handle: async (): Promise<WorkerList> => ({
        workers: context.installation.workers.list(),
        topics: await topicNames(context),
        verbs: [...VERBS],
      }),
    }),
    route({
      method: 'POST',
      path: '/api/operations/workers',
      access: manage,
      summary: '提请发放工作程序令牌，由安全管理员复核',
      audit: { own: true },
      status: 201,
      body: z.strictObject({
        name,
        topics: z.array(z.string().trim().min(1).max(255)).min(1, asText(say.topicMissing)).max(100),
        verbs: z.array(z.enum(VERBS)).min(1, asText(say.verbMissing)),
        reason,
      }),
      handle: async ({ body: { reason: why, ...token }, person }) =>
        proposals().propose('token.issue', token, person(), why),
    }),
    route({
      method: 'DELETE',
      path: '/api/operations/workers/:name',
      access: manage,
      summary: '吊销工作程序令牌，立即生效',
      audit: { action: 'token.revoke' },
      params: z.object({ name }),
      handle: async ({ params }) => revokeToken(context.installation, params.name),
    }),
  ];
}
