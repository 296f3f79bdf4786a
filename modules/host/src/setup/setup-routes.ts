import type { RegionRef, SetupChoices, SetupResult, Welcome } from '@anliu/contract';
import { Access } from '@anliu/access';
import { CALENDAR } from '@anliu/calendar';
import { notFound, route, type Platform, type RouteDeclaration } from '@anliu/kit';
import { Organization } from '@anliu/organization';
import { PACKS } from '@anliu/packs';
import { z } from 'zod';
import type { FirstRun } from './first-run.js';

const text = (max: number): z.ZodString => z.string().trim().min(1, '请填写').max(max);
const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/, '登录名须为 3–32 位小写字母、数字、点、横线，以字母开头');

/** What is open before anybody can log in: what the login page offers, and the first run while there is no administrator. */
export function setupRoutes(platform: Platform, firstRun: FirstRun): RouteDeclaration[] {
  const whileNeeded = (): void => {
    if (!firstRun.needed) throw notFound('系统已完成初始化。');
  };
  return [
    route({
      method: 'GET',
      path: '/api/welcome',
      access: { public: true },
      summary: '登录页所需：是否待初始化、演示人员、传输是否加密',
      handle: async ({ encrypted }): Promise<Welcome> => ({
        setup: firstRun.needed,
        tryOut: await platform.services.use(Access).tryOut(),
        encrypted,
      }),
    }),
    route({
      method: 'GET',
      path: '/api/setup',
      access: { public: true },
      summary: '初始化可选的区划、日历、业务包（仅初始化前）',
      handle: async ({ now }): Promise<SetupChoices> => {
        whileNeeded();
        const organization = platform.services.use(Organization);
        const { services } = platform;
        return {
          regions: organization.regionRoots(),
          years: services.has(CALENDAR) ? services.use(CALENDAR).years(now) : [],
          packs: services.has(PACKS)
            ? services
                .use(PACKS)
                .active()
                .map(({ manifest: { id, title, version } }) => ({ id, title, version }))
            : [],
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/setup/regions',
      access: { public: true },
      summary: '下级行政区划（仅初始化前）',
      query: z.object({ parent: z.string().max(12) }),
      handle: async ({ query }): Promise<RegionRef[]> => {
        whileNeeded();
        return platform.services.use(Organization).regionChildren(query.parent);
      },
    }),
    route({
      method: 'POST',
      path: '/api/setup',
      access: { public: true },
      csrf: false,
      summary: '初始化：三名管理员、行政区划、首个机构',
      audit: { own: true },
      body: z.object({
        code: z.string().max(64),
        region: z.string().max(12),
        unit: text(60),
        administrators: z
          .array(
            z.object({
              post: z.enum(['admin-system', 'admin-security', 'admin-audit']),
              name: text(50),
              login,
              password: z.string().min(1, '请设置口令').max(256),
              phone: z
                .string()
                .regex(/^1[3-9]\d{9}$/, '手机号须为 11 位数字')
                .optional(),
            }),
          )
          .length(3, '须设置三名管理员'),
      }),
      handle: ({ body }): Promise<SetupResult> =>
        firstRun.run({
          ...body,
          administrators: body.administrators.map(({ phone, ...one }) => ({ ...one, ...(phone ? { phone } : {}) })),
        }),
    }),
  ];
}
