import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期应为 yyyy-MM-dd');
const id = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,59}$/, '标识应以字母开头，由字母、数字和连字符组成');

const parameterSchema = z.strictObject({
  title: z.string().min(1).max(80),
  value: z.number().int().min(0).max(100_000),
  unit: z.enum(['WD', 'CD', 'H', 'N']),
  /** Which way a lower level may move it: `upper` only shorter, `lower` only longer, `fixed` not at all. */
  bound: z.enum(['upper', 'lower', 'fixed', 'open']).optional(),
  /** What the law gives, once the region has moved `value` away from it; the bound is counted from here, never from `value`. */
  statutory: z.number().int().min(0).max(100_000).optional(),
  legalBasis: z.string().max(300).optional(),
  effectiveFrom: day.optional(),
  effectiveTo: day.optional(),
  stops: z.array(z.string()).optional(),
  breach: z.string().max(60).optional(),
});

export const manifestSchema = z.strictObject({
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.-]+)?$/, '版本应为三段数字，例如 2026.11.0'),
  title: z.string().min(1).max(80),
  description: z.string().max(500).optional(),
  level: z.enum(['province', 'city', 'county', 'town', 'park', 'enterprise']),
  extends: z.string().optional(),
  modules: z.array(z.string()).default([]),
  posts: z.array(z.strictObject({ id, title: z.string().min(1).max(40) })).default([]),
  parameters: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/), parameterSchema).default({}),
  numbering: z.record(id, z.string().min(1).max(120)).default({}),
  documents: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/),
        title: z.string().min(1).max(80),
        template: z.string().regex(/^documents\/[\p{L}\p{N}._-]+$/u, '模板应在 documents/ 文件夹中'),
        number: z.string().optional(),
        requires: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  /** What the code tables are called, by id (the name of the file in codes/). */
  codes: z.record(z.string(), z.string().min(1).max(40)).default({}),
  /** What `anliu.check` names: a check of the library (`modules/checks`) and what it looks at here. */
  checks: z
    .record(id, z.strictObject({ use: z.string().min(1).max(60), with: z.record(z.string(), z.unknown()).default({}) }))
    .default({}),
  /** Only where the region says nothing (`templates/regions`). */
  issuer: z.record(z.string(), z.string()).default({}),
  changelog: z
    .array(
      z.strictObject({
        version: z.string(),
        date: day.optional(),
        note: z.string(),
        legalBasis: z.string().optional(),
      }),
    )
    .default([]),
});

/** What `pack.yaml` says. */
export type Manifest = z.infer<typeof manifestSchema>;
export type Parameter = z.infer<typeof parameterSchema>;
export type DocumentKind = Manifest['documents'][number];

/** A manifest as it was stored: what later versions added has its default. */
export const storedManifest = (stored: Partial<Manifest> & Omit<Manifest, 'checks'>): Manifest => ({
  ...stored,
  checks: stored.checks ?? {},
});
