import type { CaseHeader } from '@anliu/contract';

/** What a row says first: the item itself; then the enterprise. Titles often begin with the enterprise's name. */
export function itemAndEnterprise(header: Pick<CaseHeader, 'title' | 'kindTitle' | 'enterprise'>): {
  item: string;
  enterprise: string;
} {
  const enterprise = header.enterprise?.name ?? '';
  if (!enterprise || !header.title.includes(enterprise)) return { item: header.title, enterprise };
  const item = header.title.replace(enterprise, '').replace(/^[\s：:·，,-]+|[\s：:·，,-]+$/g, '');
  return { item: item || header.kindTitle, enterprise };
}
