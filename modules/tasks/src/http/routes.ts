import {
  DEFAULT_PAGE_SIZE,
  idempotencyKey,
  MAX_OPINION_LENGTH,
  MAX_PAGE_SIZE,
  MAX_SEARCH_LENGTH,
  MAX_SUBMISSION_BYTES,
} from '@anliu/cases';
import { route, type RouteDeclaration } from '@anliu/kit';
import { isBlank } from '@anliu/text';
import { asText } from '@anliu/sentences';
import { z } from 'zod';
import type { TaskCommands } from '../app/commands.js';
import type { TaskContext } from '../app/context.js';
import { deliverNotice, listNotices, markRead } from '../app/notices.js';
import { taskDetail } from '../app/read.js';
import { MAX_REASON_LENGTH } from '../limits.js';
import { listCases, listTasks } from '../worklist/lists.js';
import { say } from '../sentences.js';

const id = z.string().min(1).max(200);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const params = z.strictObject({ id });
const data = z.record(z.string(), z.unknown());
// Twice the limit, so that an opinion that is too long gets a sentence and not a shape error.
const opinion = z
  .string()
  .max(2 * MAX_OPINION_LENGTH)
  .optional();
const caseVersion = z.number().int().min(0);
const nothing = z.strictObject({}).optional();

export function taskRoutes(context: TaskContext, commands: TaskCommands): RouteDeclaration[] {
  const read = { permission: 'tasks.read' };
  const work = { permission: 'tasks.work' };
  const notices = { permission: 'notices.read' };
  return [
    route({
      method: 'GET',
      path: '/api/tasks',
      access: read,
      summary: '收件箱',
      query: z.strictObject({
        view: z.enum(['todo', 'claimable', 'done', 'started', 'cc', 'drafts']).default('todo'),
        q: z.string().max(MAX_SEARCH_LENGTH).optional(),
        kind: z.string().max(60).optional(),
        page: z.coerce.number().int().min(1).max(100_000).default(1),
        size: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
      }),
      handle: ({ query, person }) => listTasks(context, person(), query),
    }),
    route({
      method: 'GET',
      path: '/api/cases',
      access: { permission: 'cases.read' },
      summary: '办件列表',
      query: z.strictObject({
        q: z.string().max(MAX_SEARCH_LENGTH).optional(),
        kind: id.optional(),
        state: z.string().max(40).optional(),
        closed: flag.optional(),
        overdue: flag.optional(),
        enterprise: z.string().max(18).optional(),
        grade: z.enum(['major', 'larger', 'general', 'low']).optional(),
        page: z.coerce.number().int().min(1).max(100_000).default(1),
        size: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
      }),
      handle: ({ query: { enterprise, ...query }, person }) =>
        listCases(context, person(), { ...query, uscc: enterprise }),
    }),
    route({
      method: 'GET',
      path: '/api/tasks/:id',
      access: read,
      summary: '任务详情',
      params,
      handle: ({ params, person }) => taskDetail(context, params.id, person()),
    }),
    route({
      method: 'POST',
      path: '/api/tasks/:id/complete',
      access: work,
      summary: '办理',
      audit: { withChange: true },
      params,
      maxBodyBytes: MAX_SUBMISSION_BYTES,
      body: z.strictObject({ outcome: z.string().min(1).max(60), data, opinion, caseVersion }),
      handle: ({ params, body, person, header }) => {
        const { outcome, opinion: said } = body;
        const request = {
          outcome,
          data: body.data,
          caseVersion: body.caseVersion,
          ...(said === undefined ? {} : { opinion: said }),
        };
        return commands.complete(params.id, request, idempotencyKey(header('idempotency-key')), person());
      },
    }),
    route({
      method: 'POST',
      path: '/api/tasks/:id/claim',
      access: work,
      summary: '领取',
      audit: { action: 'task.claim' },
      params,
      body: nothing,
      handle: ({ params, person }) => commands.claim(params.id, person()),
    }),
    route({
      method: 'POST',
      path: '/api/tasks/:id/unclaim',
      access: work,
      summary: '退回待领',
      audit: { action: 'task.unclaim' },
      params,
      body: nothing,
      handle: ({ params, person }) => commands.unclaim(params.id, person()),
    }),
    route({
      method: 'POST',
      path: '/api/tasks/:id/transfer',
      access: work,
      summary: '转办',
      audit: { action: 'task.transfer', detail: ({ body }) => ({ to: body.to, reason: body.reason }) },
      params,
      body: z.strictObject({
        to: id,
        reason: z
          .string()
          .trim()
          .refine((text) => !isBlank(text), asText(say.transferReasonMissing))
          .max(MAX_REASON_LENGTH),
      }),
      handle: ({ params, body, person }) => commands.transfer(params.id, body, person()),
    }),
    route({
      method: 'PUT',
      path: '/api/tasks/:id/draft',
      access: work,
      summary: '保存草稿',
      audit: { none: '个人草稿，办理时才成为记录' },
      params,
      maxBodyBytes: MAX_SUBMISSION_BYTES,
      body: z.strictObject({ data, opinion, caseVersion }),
      handle: ({ params, body, person }) =>
        commands.saveDraft(
          params.id,
          {
            data: body.data,
            caseVersion: body.caseVersion,
            ...(body.opinion === undefined ? {} : { opinion: body.opinion }),
          },
          person(),
        ),
    }),
    route({
      method: 'GET',
      path: '/api/notices',
      access: notices,
      summary: '站内消息',
      handle: ({ person }) => listNotices(context, person()),
    }),
    route({
      method: 'POST',
      path: '/api/notices/:id/read',
      access: notices,
      summary: '标记消息已读',
      audit: { none: '个人阅读状态' },
      params,
      body: nothing,
      handle: ({ params, person }) => markRead(context, params.id, person()),
    }),
    route({
      method: 'POST',
      path: '/api/worker/notices',
      access: { worker: true },
      summary: '发送“通知”外部任务的站内消息；重复请求不重复发送',
      audit: { action: 'notice.send', target: () => '', detail: ({ body }) => ({ externalTask: body.externalTaskId }) },
      body: z.strictObject({ externalTaskId: z.string().min(1).max(64) }),
      handle: ({ body }) => deliverNotice(context, body.externalTaskId),
    }),
  ];
}
