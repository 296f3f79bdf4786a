import { randomUUID } from 'node:crypto';
import type { UnitDirectory, UnitView } from '@anliu/contract';
import { notFound, Proposals, route, type Platform, type ProposalKind, type RouteDeclaration } from '@anliu/kit';
import { asText } from '@anliu/sentences';
import { z } from 'zod';
import type { OrganizationService, Unit } from '../service.js';
import { say } from '../sentences.js';
import type { ProposalShown } from '@anliu/kit';

const UNIT_KINDS = ['bureau', 'section', 'brigade', 'town-office'] as const;
const id = z.string().min(1).max(64);
const name = z.string().trim().min(2, asText(say.unitNameMissing)).max(60, asText(say.unitNameTooLong));
const region = z.string().regex(/^\d{6}(\d{3})?$/, asText(say.regionMissing));

interface MovePayload {
  readonly unit: string;
  readonly region: string;
  readonly parent: string | null;
}

/** Units of the installation. Where a unit belongs decides what its people see, so moving one takes two. */
export function unitRoutes(platform: Platform, service: OrganizationService): RouteDeclaration[] {
  const unitOf = async (unit: string): Promise<Unit> => {
    const found = (await service.units()).find((one) => one.id === unit);
    if (!found) throw notFound(say.noUnit);
    return found;
  };
  const record = (entry: { action: string; by: string; detail: Record<string, unknown> }, unit: Unit): Promise<void> =>
    platform.audit({ ...entry, target: unit.id, outcome: 'done', detail: { title: unit.name, ...entry.detail } });

  return [
    route({
      method: 'GET',
      path: '/api/units',
      access: { permission: 'accounts.read' },
      summary: '机构、岗位与可选的行政区划',
      handle: async (): Promise<UnitDirectory> => {
        const people = (await service.allPeople()).filter((person) => !person.disabled);
        const own = platform.config.region;
        return {
          units: (await service.units()).map((unit) => ({
            ...unit,
            people: people.filter((person) => person.posts.some((held) => held.organization.id === unit.id)).length,
          })),
          posts: await service.posts(),
          regions: service.regionsBelow(own).flatMap((code) => service.region(code) ?? []),
        };
      },
    }),
    route({
      method: 'POST',
      path: '/api/units',
      access: { permission: 'units.manage' },
      summary: '新建机构',
      audit: { own: true },
      body: z.object({ name, kind: z.enum(UNIT_KINDS), region, parent: id.optional() }),
      status: 201,
      handle: async ({ body, person }): Promise<UnitView> => {
        const { parent, ...rest } = body;
        const unit = await service.addUnit({ id: `u-${randomUUID()}`, ...rest, ...(parent ? { parent } : {}) });
        await record({ action: 'unit.create', by: person().person.id, detail: { region: unit.region } }, unit);
        return { ...unit, people: 0 };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/units/:unit',
      access: { permission: 'units.manage' },
      summary: '机构更名立即生效；调整区划或隶属须另一人复核',
      audit: { own: true },
      params: z.object({ unit: id }),
      body: z.object({ name, region, parent: id.nullable(), reason: z.string().trim().max(500).default('') }),
      handle: async ({ params, body, person }): Promise<{ unit: Unit; proposal?: ProposalShown }> => {
        const principal = person();
        const before = await unitOf(params.unit);
        let unit = before;
        if (body.name !== before.name) {
          unit = await service.changeUnit(before.id, { name: body.name });
          const detail = { before: before.name, after: unit.name };
          await record({ action: 'unit.rename', by: principal.person.id, detail }, unit);
        }
        if (body.region === before.region && body.parent === (before.parent ?? null)) return { unit };
        const payload: MovePayload = { unit: before.id, region: body.region, parent: body.parent };
        const proposal = await platform.services.use(Proposals).propose('unit.move', payload, principal, body.reason);
        return { unit, proposal };
      },
    }),
    route({
      method: 'PUT',
      path: '/api/units/:unit/retired',
      access: { permission: 'units.manage' },
      summary: '撤销机构（已无人任职、无下级时）或恢复',
      audit: { own: true },
      params: z.object({ unit: id }),
      body: z.object({ retired: z.boolean() }),
      handle: async ({ params, body, person }) => {
        const unit = await service.retireUnit(params.unit, body.retired);
        await record({ action: 'unit.retire', by: person().person.id, detail: { retired: body.retired } }, unit);
        return unit;
      },
    }),
  ];
}

export function unitMoveKind(service: OrganizationService): ProposalKind<MovePayload> {
  const nameOf = async (unit: string | null): Promise<string> =>
    unit === null
      ? say.nothingAbove.toString()
      : ((await service.units()).find((one) => one.id === unit)?.name ?? unit);
  return {
    action: 'unit.move',
    confirm: 'grants.confirm',
    async describe({ unit, region, parent }) {
      const before = (await service.units()).find((one) => one.id === unit);
      const lines: string[] = [];
      if (before && before.region !== region)
        lines.push(
          say
            .regionChanges({
              from: service.region(before.region)?.name ?? before.region,
              to: service.region(region)?.name ?? region,
            })
            .toString(),
        );
      if (before && (before.parent ?? null) !== parent)
        lines.push(
          say.parentChanges({ from: await nameOf(before.parent ?? null), to: await nameOf(parent) }).toString(),
        );
      lines.push(say.casesChange.toString());
      return { title: say.moveUnit.toString(), target: await nameOf(unit), lines };
    },
    async check({ unit, region, parent }) {
      await service.checkUnit(unit, { region, parent });
    },
    async apply({ unit, region, parent }) {
      await service.changeUnit(unit, { region, parent });
      return undefined;
    },
  };
}
