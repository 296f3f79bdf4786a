import fs from 'node:fs';
import path from 'node:path';
import type { OrganizationKind } from '@anliu/contract';
import { demonstrationRegion } from '@anliu/regions';
import { parse } from 'yaml';
import { z } from 'zod';

const person = z.strictObject({
  id: z.string(),
  name: z.string(),
  login: z.string(),
  certificate: z.string().optional(),
  phone: z.string().optional(),
  posts: z.array(z.strictObject({ post: z.string(), organization: z.string() })).min(1),
});

const enterprise = z.strictObject({
  uscc: z.string(),
  name: z.string(),
  region: z.string(),
  sector: z.string(),
  industry: z.string(),
  scale: z.string(),
  address: z.string(),
  staffTotal: z.int(),
  people: z.array(z.strictObject({ name: z.string(), login: z.string(), post: z.string(), phone: z.string() })).min(1),
});

const demoRegion = z.strictObject({
  region: z.string(),
  posts: z.array(z.strictObject({ id: z.string(), title: z.string() })),
  organizations: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['bureau', 'section', 'brigade', 'town-office']) satisfies z.ZodType<OrganizationKind>,
      region: z.string(),
      parent: z.string().optional(),
    }),
  ),
  people: z.array(person),
  /** Whom a visitor may be with one click, and as what. */
  tryOut: z
    .array(z.strictObject({ role: z.enum(['inspector', 'chief', 'enterprise', 'business', 'it']), login: z.string() }))
    .default([]),
  enterprises: z.array(enterprise),
});

export type DemoRegion = z.infer<typeof demoRegion>;
export type DemoPerson = z.infer<typeof person>;
export type DemoEnterprise = z.infer<typeof enterprise>;

/** The demonstration region shipped with the product; its `people.yaml` is meant to be read and edited. */
export function readDemoRegion(): DemoRegion {
  const { region, folder } = demonstrationRegion();
  const people = parse(fs.readFileSync(path.join(folder, 'people.yaml'), 'utf8')) as Record<string, unknown>;
  return demoRegion.parse({ ...people, region });
}
