import { invalid, type FieldRefusal } from '@anliu/kit';
import { together, type Sentence } from '@anliu/sentences';
import { isDay } from '@anliu/office-time';
import type { AssignmentInput } from '../service.js';
import type { StoredOrganization } from './models.js';
import { say } from '../sentences.js';

interface Known {
  readonly titles: ReadonlyMap<string, string>;
  readonly organizations: ReadonlyMap<string, StoredOrganization>;
}

/** @throws AppError 400 that names every post, unit and day that cannot be used */
export function checkAssignments(posts: readonly AssignmentInput[], known: Known): void {
  const errors: FieldRefusal[] = [];
  posts.forEach(({ post, organization, from, until }, index) => {
    const refuse = (field: string, code: string, message: Sentence): void =>
      void errors.push({ path: `posts.${index}.${field}`, code, message });
    const unit = known.organizations.get(organization);
    if (!known.titles.has(post)) refuse('post', 'unknown', say.noPost({ post }));
    if (!unit) refuse('organization', 'unknown', say.noUnitNamed({ unit: organization }));
    else if (unit.retired) refuse('organization', 'retired', say.unitRetired({ unit: unit.name }));
    for (const [field, day] of [
      ['from', from],
      ['until', until],
    ] as const) {
      if (day !== undefined && !isDay(day)) refuse(field, 'day', say.notADay({ day }));
    }
    if (from && until && from > until) refuse('until', 'order', say.periodOrder);
    if (posts.findIndex((other) => other.post === post && other.organization === organization) !== index)
      refuse('post', 'duplicate', say.postTwice);
  });
  if (errors.length) throw invalid(together(errors.map((error) => error.message)), errors);
}
