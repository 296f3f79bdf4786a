import type { FieldError } from '@anliu/contract';
import { invalid } from '@anliu/kit';
import { isDay } from '@anliu/office-time';
import type { AssignmentInput } from '../service.js';
import type { StoredOrganization } from './models.js';

interface Known {
  readonly titles: ReadonlyMap<string, string>;
  readonly organizations: ReadonlyMap<string, StoredOrganization>;
}

/** @throws AppError 400 that names every post, unit and day that cannot be used */
export function checkAssignments(posts: readonly AssignmentInput[], known: Known): void {
  const errors: FieldError[] = [];
  posts.forEach(({ post, organization, from, until }, index) => {
    const refuse = (field: string, code: string, message: string): void =>
      void errors.push({ path: `posts.${index}.${field}`, code, message });
    const unit = known.organizations.get(organization);
    if (!known.titles.has(post)) refuse('post', 'unknown', `岗位“${post}”不存在，请从岗位列表中选择。`);
    if (!unit) refuse('organization', 'unknown', `机构“${organization}”不存在，请从机构列表中选择。`);
    else if (unit.retired) refuse('organization', 'retired', `机构“${unit.name}”已撤销，不能再任职。`);
    for (const [field, day] of [
      ['from', from],
      ['until', until],
    ] as const) {
      if (day !== undefined && !isDay(day)) refuse(field, 'day', `“${day}”不是有效日期，应如 2026-12-01。`);
    }
    if (from && until && from > until) refuse('until', 'order', '任职截止日期不能早于开始日期。');
    if (posts.findIndex((other) => other.post === post && other.organization === organization) !== index)
      refuse('post', 'duplicate', '同一机构的同一岗位出现了两次，请合并为一行。');
  });
  if (errors.length) throw invalid(errors.map((error) => error.message).join(' '), errors);
}
