import type { RegionRef, SetupChoices, SetupResult, Welcome } from '@anliu/contract';
import { Access } from '@anliu/access';
import { CALENDAR } from '@anliu/calendar';
import { notFound, route, type Platform, type RouteDeclaration } from '@anliu/kit';
import { Organization } from '@anliu/organization';
import { PACKS } from '@anliu/packs';
import { asText } from '@anliu/sentences';
import { z } from 'zod';
import type { FirstRun } from './first-run.js';
import { say } from '../sentences.js';

const text = (max: number): z.ZodString => z.string().trim().min(1, asText(say.fillIn)).max(max);
const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,31}$/, asText(say.loginFormat));

/** What is open before anybody can log in: what the login page offers, and the first run while there is no administrator. */
export function setupRoutes(platform: Platform, firstRun: FirstRun): RouteDeclaration[] {
  const whileNeeded = (): void => {
    if (!firstRun.needed) throw notFound(say.isSetUp);
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
              password: z.string().min(1, asText(say.setPassword)).max(256),
              phone: z
                .string()
                .regex(/^1[3-9]\d{9}$/, asText(say.phoneFormat))
                .optional(),
            }),
          )
          .length(3, asText(say.threeAdministrators)),
      }),
      handle: ({ body }): Promise<SetupResult> =>
        firstRun.run({
          ...body,
          administrators: body.administrators.map(({ phone, ...one }) => ({ ...one, ...(phone ? { phone } : {}) })),
        }),
    }),
  ];
}
