import path from 'node:path';
import { invalid, RawReply, route, type AnliuModule } from '@anliu/kit';
import { z } from 'zod';
import { MAX_AUDIT_PAGE, type AuditLog } from './audit/audit-log.js';
import type { TrailWatch } from './audit/trail-watch.js';
import { durationMs, type VirtualClock } from './clock/virtual-clock.js';
import type { Backups } from './data-folder/backup.js';
import type { EventHub } from './events/event-hub.js';
import { say } from './sentences.js';

export interface HostModuleParts {
  readonly audit: AuditLog;
  readonly trail: TrailWatch;
  readonly backups: Backups;
  readonly events: EventHub;
  /** Present only when the server was started with a clock that can be moved. */
  readonly virtualClock: VirtualClock | undefined;
}

const DEFAULT_AUDIT_PAGE = 50;

/** What the host itself offers: events for browsers, the audit trail, and the clock of a trial. */
export function createHostModule({ audit, trail, backups, events, virtualClock }: HostModuleParts): AnliuModule {
  return {
    name: 'host',
    permissions: [{ id: 'audit.read', title: say.permissionAudit }],
    routes: [
      route({
        method: 'GET',
        path: '/api/events',
        access: { authenticated: true },
        summary: '服务器推送的刷新提示（text/event-stream）',
        handle: async ({ person, signal }) => {
          const { person: who, sessionId } = person();
          return new RawReply(events.open(who.id, sessionId, signal), {
            'content-type': 'text/event-stream; charset=utf-8',
            'x-accel-buffering': 'no',
          });
        },
      }),
      route({
        method: 'GET',
        path: '/api/audit',
        access: { permission: 'audit.read' },
        summary: '审计记录，最新的在前',
        query: z.strictObject({
          before: z.coerce.number().int().positive().optional(),
          size: z.coerce.number().int().min(1).max(MAX_AUDIT_PAGE).default(DEFAULT_AUDIT_PAGE),
          action: z.string().max(64).optional(),
          by: z.string().max(200).optional(),
        }),
        handle: async ({ query }) => {
          const { before, size, action, by } = query;
          const entries = await audit.page({
            size,
            ...(before === undefined ? {} : { before }),
            ...(action === undefined ? {} : { action }),
            ...(by === undefined ? {} : { by }),
          });
          return {
            check: trail.state,
            items: entries.map(({ _id, detail, ...entry }) => ({
              seq: _id,
              ...entry,
              detail: JSON.parse(detail) as unknown,
            })),
          };
        },
      }),
      route({
        method: 'GET',
        path: '/api/audit/verification',
        access: { permission: 'audit.read' },
        summary: '核验审计记录是否完整、未被改动',
        handle: () => audit.verify(),
      }),
      route({
        method: 'POST',
        path: '/api/worker/backup',
        access: { worker: true },
        summary: '备份整个安装（供 npm run backup 使用）；答复备份所在目录',
        audit: { action: 'backup.create', target: ({ folder }: { folder: string }) => path.basename(folder) },
        handle: async () => {
          const { folder, manifest } = await backups.create();
          return { folder, at: manifest.at, files: manifest.files.length };
        },
      }),
      ...(virtualClock ? [clockRoute(virtualClock)] : []),
    ],
  };
}

function clockRoute(clock: VirtualClock) {
  return route({
    method: 'POST',
    path: '/api/test/clock',
    access: { worker: true },
    summary: '移动试运行时钟（仅以 --virtual-clock 启动时存在）',
    audit: { action: 'clock.move', detail: ({ body }) => ({ ...body }) },
    body: z.union([
      z.strictObject({ advance: z.string().max(32) }),
      z.strictObject({ now: z.iso.datetime({ offset: true }) }),
      z.strictObject({}),
    ]),
    handle: async ({ body }) => {
      if ('now' in body) await clock.setTo(new Date(body.now));
      if ('advance' in body) {
        const ms = durationMs(body.advance);
        if (ms === undefined) throw invalid(say.badDuration);
        await clock.advance(ms);
      }
      return { now: clock.now().toISOString() };
    },
  });
}
