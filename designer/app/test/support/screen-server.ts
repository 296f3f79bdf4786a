import http from 'node:http';
import fs from 'node:fs';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import type { ImportPreview, ServerEvent, SessionInfo } from '@anliu/contract';
import {
  caseDetail,
  enterprises,
  formOf,
  header,
  NOW,
  processOf,
  session,
  summaries,
  taskDetail,
} from './sample-data.js';

/** What arrived at the server, for tests that look at what a screen sent. */
interface Seen {
  method: string;
  path: string;
  headers: http.IncomingHttpHeaders;
  body: unknown;
}
type Answer = { status?: number; body?: unknown };
type Handler = (seen: Seen, parameters: string[], query: URLSearchParams) => Answer | Promise<Answer>;

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

const refuse = (status: number, code: string, message: string, more: object = {}): Answer => ({
  status,
  body: { error: { code, message, ...more } },
});

/** Serves the built application and answers its calls from memory, so that a screen can be put into any state. */
export async function startScreenServer(dist: string) {
  let current: SessionInfo | undefined;
  let tasks = summaries();
  const seen: Seen[] = [];
  const streams = new Set<http.ServerResponse>();
  const overrides: { method: string; pattern: RegExp; handler: Handler }[] = [];
  const completed = new Map<string, Answer>();
  let preview: ImportPreview | undefined;

  const columns = [
    { key: 'name', title: '企业名称', required: true },
    { key: 'uscc', title: '统一社会信用代码', required: true },
    { key: 'region', title: '行政区划代码', required: true },
    { key: 'principalPhone', title: '主要负责人电话', required: false },
  ];
  const newPreview = (): ImportPreview => ({
    id: 'import-1',
    fileName: '企业名录.csv',
    state: 'preview',
    total: 3,
    good: 2,
    bad: 1,
    committed: 0,
    dropped: [],
    columns,
    rejected: [
      {
        row: 4,
        state: 'bad',
        values: {
          name: '灌南县错误代码有限公司',
          uscc: '91320724MA1TESTX00',
          region: '320724',
          principalPhone: '13800000000',
        },
        problems: [
          { column: 'uscc', title: '统一社会信用代码', code: 'USCC_CHECK', message: '校验位不正确，请核对营业执照' },
        ],
      },
    ],
    sample: enterprises.slice(0, 2).map((item, index) => ({
      row: index + 2,
      state: 'good',
      problems: [],
      values: { name: item.name, uscc: item.uscc, region: item.region, principalPhone: '13800000000' },
    })),
  });

  const routes: [string, RegExp, Handler][] = [
    ['GET', /^\/api\/session$/, () => (current ? { body: current } : refuse(401, 'AUTH_REQUIRED', '请先登录。'))],
    [
      'POST',
      /^\/api\/session$/,
      ({ body }) => {
        const { login, password } = body as { login: string; password: string };
        if (login !== 'chenli' || password !== 'correct horse')
          return refuse(401, 'AUTH_BAD_CREDENTIALS', '登录名或口令不正确，请核对后重试。');
        current = { ...session, csrf: `token-${seen.length}` };
        return { body: current };
      },
    ],
    ['DELETE', /^\/api\/session$/, () => ((current = undefined), { status: 204 })],
    [
      'PUT',
      /^\/api\/session\/post$/,
      ({ body }) => {
        current = { ...current!, acting: session.posts.find((post) => post.id === (body as { post: string }).post)! };
        return { body: current };
      },
    ],
    [
      'GET',
      /^\/api\/notices$/,
      () => ({
        body: [
          {
            id: 'n1',
            title: '整改到期提醒',
            text: '灌南县海陵化工有限公司（示例）的整改今天到期。',
            at: NOW,
            read: false,
            link: '/cases/case-0',
          },
        ],
      }),
    ],
    [
      'GET',
      /^\/api\/tasks$/,
      (_seen, _p, query) => {
        const q = query.get('q');
        const view = query.get('view');
        const items = ['done', 'started', 'cc', 'claimable', 'drafts'].includes(view!)
          ? view === 'done'
            ? tasks.slice(0, 2).map((task) => ({ ...task, endedAt: NOW, outcomeLabel: '同意' }))
            : []
          : tasks.filter((task) => !q || task.case.title.includes(q));
        return {
          body: {
            items,
            total: items.length,
            page: 1,
            size: 30,
            counts: { todo: tasks.length, claimable: 0, done: 2, started: 0, cc: 0, drafts: 0 },
          },
        };
      },
    ],
    [
      'GET',
      /^\/api\/tasks\/([^/]+)$/,
      (_seen, [id]) => {
        const task = tasks.find((item) => item.id === id);
        return task ? { body: taskDetail(task) } : refuse(404, 'NOT_FOUND', '没有找到这项任务，可能已由他人办理。');
      },
    ],
    ['PUT', /^\/api\/tasks\/([^/]+)\/draft$/, () => ({ body: { savedAt: NOW } })],
    [
      'POST',
      /^\/api\/tasks\/([^/]+)\/complete$/,
      ({ headers }, [id]) => {
        const key = String(headers['idempotency-key']);
        const before = completed.get(key);
        if (before) return before;
        const task = tasks.find((item) => item.id === id);
        if (!task) return refuse(409, 'TASK_GONE', '这一步已由周海于 10:20 办理。');
        tasks = tasks.filter((item) => item.id !== id);
        const answer = {
          body: {
            message: '检查记录已提交，已立隐患 3 件。',
            case: task.case,
            next: [{ name: '责令限期整改', people: [{ id: 'p-3', name: '孙强' }] }],
            documents: caseDetail(task.case).documents,
          },
        };
        completed.set(key, answer);
        return answer;
      },
    ],
    ['POST', /^\/api\/tasks\/([^/]+)\/(claim|unclaim|transfer)$/, () => ({ status: 204 })],
    [
      'GET',
      /^\/api\/cases$/,
      () => ({ body: { items: [0, 1, 2, 3].map((index) => header(index)), total: 4, page: 1, size: 20 } }),
    ],
    [
      'GET',
      /^\/api\/cases\/([^/]+)$/,
      (_seen, [id]) =>
        /^case-\d$/.test(id!)
          ? { body: caseDetail(header(Number(id!.slice(5)))) }
          : refuse(404, 'NOT_FOUND', '没有找到这件办件。'),
    ],
    [
      'GET',
      /^\/api\/cases\/([^/]+)\/diagram$/,
      () => {
        const xml = processOf('inspection');
        const tasksOf = [...xml.matchAll(/<bpmn:userTask id="([^"]+)"/g)].map((match) => match[1]!);
        return {
          body: {
            xml,
            active: [{ activityId: tasksOf[1], count: 1 }],
            finished: [{ activityId: tasksOf[0], count: 1, totalDuration: 23_400_000 }],
            incidents: [],
          },
        };
      },
    ],
    [
      'GET',
      /^\/api\/startables$/,
      () => ({ body: [{ key: 'inspection', title: '执法检查', description: '制定方案、现场检查、责令整改' }] }),
    ],
    [
      'GET',
      /^\/api\/startables\/([^/]+)\/form$/,
      () => ({
        body: {
          process: { key: 'inspection', title: '执法检查' },
          form: { key: 'form:form.inspection#plan', definition: formOf('inspection'), view: 'plan' },
          data: {},
          parameters: {},
        },
      }),
    ],
    [
      'POST',
      /^\/api\/cases$/,
      () => ({
        status: 201,
        body: {
          message: '检查方案已送审。',
          case: header(0),
          next: [{ name: '检查方案审批', people: [{ id: 'p-3', name: '孙强' }] }],
        },
      }),
    ],
    ['GET', /^\/api\/people$/, () => ({ body: [{ id: 'p-2', name: '周海', title: '执法大队 · 执法人员' }] })],
    ['GET', /^\/api\/regions$/, () => ({ body: [{ code: '320724', name: '灌南县', level: 'county' }] })],
    [
      'GET',
      /^\/api\/codes\/([^/]+)$/,
      (_seen, [id]) => ({
        body: {
          id,
          title: id,
          items: [
            { code: '01', name: '年度计划' },
            { code: '02', name: '专项检查' },
          ],
        },
      }),
    ],
    [
      'GET',
      /^\/api\/enterprises$/,
      () => ({ body: { items: enterprises, total: enterprises.length, page: 1, size: 20 } }),
    ],
    ['POST', /^\/api\/enterprises\/imports$/, () => ({ status: 201, body: (preview = newPreview()) })],
    ['GET', /^\/api\/enterprises\/imports\/([^/]+)$/, () => ({ body: preview ?? newPreview() })],
    [
      'PUT',
      /^\/api\/enterprises\/imports\/([^/]+)\/rows\/(\d+)$/,
      ({ body }) => {
        const { values } = body as { values: Record<string, string> };
        const row = preview!.rejected[0]!;
        preview =
          values['uscc'] === '91320724MA1TESTX07'
            ? { ...preview!, good: 3, bad: 0, rejected: [] }
            : { ...preview!, rejected: [{ ...row, values }] };
        return { body: preview };
      },
    ],
    [
      'POST',
      /^\/api\/enterprises\/imports\/([^/]+)\/commit$/,
      () => ({
        body: (preview = { ...preview!, state: 'committed', committed: preview!.committed + preview!.good, good: 0 }),
      }),
    ],
    [
      'GET',
      /^\/api\/enterprises\/([^/]+)$/,
      (_seen, [uscc]) => {
        const found = enterprises.find((item) => item.uscc === uscc);
        return found ? { body: found } : refuse(404, 'NOT_FOUND', '没有找到这家企业。');
      },
    ],
    ['GET', /^\/api\/packs$/, () => ({ body: [packSummary()] })],
    [
      'GET',
      /^\/api\/packs\/([^/]+)$/,
      () => ({
        body: {
          ...packSummary(),
          artifacts: [
            { kind: 'process', id: 'inspection', title: '执法检查', version: 1, hash: 'h1', changed: true },
            { kind: 'form', id: 'form.inspection', title: '执法检查表单', version: 1, hash: 'h2', changed: false },
          ],
          parameters: [
            {
              id: 'TP73',
              title: '责令限期整改',
              value: 30,
              unit: 'CD',
              legalBasis: '执法实务',
              bound: 'upper',
              locked: false,
              effectiveFrom: '2026-01-01',
            },
            {
              id: 'TP74',
              title: '停电措施提前通知',
              value: 24,
              unit: 'H',
              legalBasis: '《安全生产法》第七十条',
              bound: 'fixed',
              locked: true,
            },
          ],
          posts: [{ id: 'post-site', title: '执法人员' }],
          history: [{ version: '1.0.0', at: NOW, by: '系统', note: '初次安装' }],
        },
      }),
    ],
    [
      'GET',
      /^\/api\/packs\/([^/]+)\/processes\/([^/]+)$/,
      () => ({
        body: {
          kind: 'process',
          id: 'inspection',
          title: '执法检查',
          version: 1,
          hash: 'h1',
          changed: true,
          xml: processOf('inspection'),
        },
      }),
    ],
    [
      'GET',
      /^\/api\/packs\/([^/]+)\/forms\/([^/]+)$/,
      () => ({
        body: {
          kind: 'form',
          id: 'form.inspection',
          title: '执法检查表单',
          version: 1,
          hash: 'h2',
          changed: false,
          definition: formOf('inspection'),
        },
      }),
    ],
    [
      'PUT',
      /^\/api\/packs\/([^/]+)\/(processes|forms|parameters)\/([^/]+)$/,
      () => ({ body: { hash: 'h3', problems: [] } }),
    ],
    [
      'GET',
      /^\/api\/packs\/([^/]+)\/changes$/,
      () => ({
        body: {
          weakens: [],
          changes: [
            {
              artifact: 'inspection',
              kind: 'changed',
              text: '流程“执法检查”的步骤改名',
              before: '现场检查',
              after: '现场检查记录',
            },
          ],
          problems: [],
        },
      }),
    ],
    ['DELETE', /^\/api\/packs\/([^/]+)\/draft$/, () => ({})],
    ['POST', /^\/api\/packs\/([^/]+)\/publish$/, () => ({ body: packSummary() })],
  ];

  const server = http.createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url!, 'http://localhost');
      if (!url.pathname.startsWith('/api/')) {
        const file = path.join(dist, path.normalize(url.pathname));
        const target =
          file.startsWith(dist) && fs.existsSync(file) && fs.statSync(file).isFile()
            ? file
            : path.join(dist, 'index.html');
        response.writeHead(200, {
          'content-type': `${TYPES[path.extname(target)] ?? 'application/octet-stream'}; charset=utf-8`,
          'content-security-policy': CSP,
        });
        response.end(fs.readFileSync(target));
        return;
      }
      if (url.pathname === '/api/events') {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': open\n\n');
        streams.add(response);
        response.on('close', () => streams.delete(response));
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      const isJson = request.headers['content-type']?.includes('json');
      const call: Seen = {
        method: request.method!,
        path: url.pathname,
        headers: request.headers,
        body: isJson && text ? JSON.parse(text) : text,
      };
      seen.push(call);
      const override = overrides.findLast((item) => item.method === call.method && item.pattern.test(call.path));
      const own = routes.find(([method, pattern]) => method === call.method && pattern.test(call.path));
      const matched = override ?? (own && { pattern: own[1], handler: own[2] });
      const guarded = !(
        call.method !== 'GET' &&
        !call.path.endsWith('/session') &&
        request.headers['x-csrf-token'] !== current?.csrf
      );
      const answer = !guarded
        ? refuse(403, 'CSRF', '页面已过期，请刷新。')
        : matched
          ? await matched.handler(call, matched.pattern.exec(call.path)!.slice(1), url.searchParams)
          : refuse(404, 'NOT_FOUND', `没有接口 ${call.method} ${call.path}`);
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json; charset=utf-8' });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    seen,
    /** Answers a call differently from now on. */
    on(method: string, pattern: RegExp, handler: Handler): () => void {
      const entry = { method, pattern, handler };
      overrides.push(entry);
      return () => overrides.splice(overrides.indexOf(entry), 1);
    },
    login(): void {
      current = { ...session };
    },
    expire(): void {
      current = undefined;
    },
    reset(): void {
      current = undefined;
      tasks = summaries();
      overrides.length = 0;
      completed.clear();
      preview = undefined;
      seen.length = 0;
    },
    /** A task is done, before anybody was told. */
    finish(id: string): void {
      tasks = tasks.filter((task) => task.id !== id);
    },
    arrive(): void {
      tasks = [{ ...tasks[0]!, id: `new-${tasks.length}`, case: header(5, { id: 'case-9' }) }, ...tasks];
    },
    tell(event: ServerEvent): void {
      for (const stream of streams) stream.write(`data: ${JSON.stringify(event)}\n\n`);
    },
    /** Breaks every line of hints; browsers connect again by themselves. */
    cutEvents(): void {
      for (const stream of streams) stream.end();
    },
    async stop(): Promise<void> {
      for (const stream of streams) stream.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const packSummary = () => ({
  id: 'county-hazard',
  version: '1.0.0',
  title: '县级隐患整改',
  level: '县级',
  publishedAt: NOW,
  publishedBy: '系统',
  draft: true,
});

export { refuse };
export type ScreenServer = Awaited<ReturnType<typeof startScreenServer>>;
