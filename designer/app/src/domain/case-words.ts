import type { CaseHeader } from '@anliu/contract';

/** What a row says first: the item itself; then the enterprise. Titles often begin with the enterprise's name. */
export function itemAndEnterprise(header: Pick<CaseHeader, 'title' | 'kindTitle' | 'enterprise'>): {
  item: string;
  enterprise: string;
} {
  const enterprise = header.enterprise?.name ?? '';
  if (!enterprise) return { item: header.title, enterprise };
  for (const [before, after] of [
    ['对', '的'],
    ['', ''],
  ] as const) {
    if (!header.title.startsWith(before + enterprise + after)) continue;
    const item = header.title.slice((before + enterprise + after).length).replace(/^[\s：:·，,-]+/, '');
    return { item: item || header.kindTitle, enterprise };
  }
  // A name in the middle of a sentence stays where it is.
  return { item: header.title, enterprise: header.title.includes(enterprise) ? '' : enterprise };
}
