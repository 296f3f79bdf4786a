import { dayOf } from '@anliu/office-time';
import { TemplateError } from './template.js';

/** What a numbering pattern may name besides `{seq}` or `{seq:4}` (padded with zeros). */
export interface NumberFacts {
  readonly at: Date;
  readonly region: string;
  /** e.g. `short`: the short name of the issuing office. */
  readonly issuer?: Readonly<Record<string, string>>;
  /** The year of the chain a number is copied from; else the year of `at`. */
  readonly year?: string;
}

const SEQUENCE = /\{seq(?::([1-9]))?\}/;

/**
 * A pattern with everything filled in but the sequence. Numbers of the same scope count together: per year with `{yyyy}`,
 * per day with `{yyyyMMdd}`, per region with `{region}`.
 * @throws TemplateError for a name that is unknown or a pattern without `{seq}`
 */
export function scopeOfPattern(pattern: string, facts: NumberFacts): string {
  if (!SEQUENCE.test(pattern)) throw new TemplateError(`编号规则“${pattern}”缺少 {seq}`);
  const [current = '', month = '', day = ''] = dayOf(facts.at).split('-');
  const year = facts.year ?? current;
  const names: Record<string, string> = {
    ...facts.issuer,
    yyyy: year,
    yyyyMM: `${year}${month}`,
    yyyyMMdd: `${year}${month}${day}`,
    region: facts.region,
  };
  return pattern.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) => {
    if (name === 'seq') return whole;
    if (!Object.hasOwn(names, name)) throw new TemplateError(`编号规则“${pattern}”中的 {${name}} 没有值`);
    return names[name]!;
  });
}

/** The number for a sequence; `copy` > 1 distinguishes further documents of a kind in one chain: 5号, 5-2号. */
export const formatNumber = (scope: string, sequence: number, copy = 1): string =>
  scope.replace(
    SEQUENCE,
    (_, width: string | undefined) =>
      `${String(sequence).padStart(Number(width ?? 1), '0')}${copy > 1 ? `-${copy}` : ''}`,
  );
