import { randomUUID } from 'node:crypto';
import type { PeopleImport, PeopleImported, PeopleRow, PersonRowValues } from '@anliu/contract';
import { AppError, invalid, Proposals, type Message, type PersonPrincipal } from '@anliu/kit';
import { sentenceOf } from '@anliu/sentences';
import type { AssignmentInput, Unit } from '@anliu/organization';
import { z } from 'zod';
import { generatePassword } from '../domain/password.js';
import { isAdminPost } from '../domain/separation.js';
import type { GrantRouteParts } from '../http/grant-routes.js';
import { personFields } from '../http/person-fields.js';
import { assignmentKey, type PostsPayload } from '../proposals/kinds.js';
import { say } from '../sentences.js';
import type { ProposalShown } from '@anliu/kit';
import { BRIGADE } from './people-columns.js';

const person = z.object({
  name: personFields.name,
  login: personFields.login,
  phone: personFields.phone,
  certificate: personFields.certificate,
});

/** A row with its problems, which are told when the answer is written. */
type CheckedRow = Omit<PeopleRow, 'problems'> & { problems: Message[] };
export type CheckedPeople = Omit<PeopleImport, 'rows'> & { rows: CheckedRow[] };
export type ImportedPeople = Omit<PeopleImported, 'refused' | 'proposal'> & {
  refused: CheckedRow[];
  proposal: ProposalShown;
};

/** Checks rows against what there is; one bad row refuses itself and no other. */
export async function checkPeople(parts: GrantRouteParts, rows: readonly PeopleRow[]): Promise<CheckedPeople> {
  const { organization } = parts;
  const units = await organization.units();
  const posts = await organization.posts();
  const taken = new Set((await organization.allPeople()).map((one) => one.login));
  const nameOf = new Map<string, string>();
  const newUnits = new Set<string>();
  const checked = rows.map(({ row, values }): CheckedRow => {
    const problems: Message[] = [];
    const parsed = person.safeParse({
      name: values.name,
      login: values.login,
      phone: values.phone || undefined,
      certificate: values.certificate || undefined,
    });
    if (!parsed.success)
      problems.push(...parsed.error.issues.map((issue) => sentenceOf(issue.message) ?? issue.message));
    if (taken.has(values.login)) problems.push(say.loginTaken({ login: values.login }));
    const earlier = nameOf.get(values.login);
    if (earlier !== undefined && earlier !== values.name)
      problems.push(say.loginOfOther({ login: values.login, name: earlier }));
    nameOf.set(values.login, earlier ?? values.name);
    const post = posts.find((one) => one.title === values.post || one.id === values.post);
    if (!post) problems.push(say.noPostNamed({ post: values.post, posts: posts.map((one) => one.title) }));
    else if (isAdminPost(post.id)) problems.push(say.noAdminImport);
    const unit = units.find((one) => one.name === values.unit);
    if (!values.unit) problems.push(say.unitMissing);
    else if (unit?.retired) problems.push(say.unitRetired({ unit: values.unit }));
    else if (post && unit) {
      try {
        organization.checkPosts([assignmentOf(values, unit.id, post.id)]);
      } catch (error) {
        problems.push(error instanceof AppError ? error.said : String(error));
      }
    }
    if (!unit && values.unit && !problems.length) newUnits.add(values.unit);
    return { row, values, problems };
  });
  return { rows: checked, newUnits: [...newUnits] };
}

/**
 * Makes the units that are missing, the people with their accounts, and one proposal for all their posts: nobody may do anything
 * before a second administrator confirmed. @throws AppError 400 when no row can be imported
 */
export async function importPeople(
  parts: GrantRouteParts,
  rows: readonly PeopleRow[],
  by: PersonPrincipal,
): Promise<ImportedPeople> {
  const { organization, accounts, platform } = parts;
  const checked = await checkPeople(parts, rows);
  const good = checked.rows.filter((row) => !row.problems.length);
  if (!good.length) throw invalid(say.noGoodRow);
  const units = new Map((await organization.units()).map((unit) => [unit.name, unit]));
  for (const name of checked.newUnits) units.set(name, await makeUnit(parts, name, [...units.values()], by));
  const posts = await organization.posts();
  const people = grouped(good);
  const created: PeopleImported['created'] = [];
  const grants: PostsPayload['grants'][number][] = [];
  for (const [login, own] of people) {
    const { values } = own[0] as CheckedRow;
    const added = await organization.addPerson({
      id: `p-${randomUUID()}`,
      name: values.name,
      login,
      ...(values.phone ? { phone: values.phone } : {}),
      ...(values.certificate ? { certificate: values.certificate } : {}),
    });
    const password = generatePassword();
    await accounts.setPassword(added.id, password, { mustChange: true, generated: true, now: parts.wallClock() });
    created.push({ name: added.name, login, password });
    const wanted = own.map(({ values: each }) =>
      assignmentOf(
        each,
        units.get(each.unit)?.id ?? '',
        posts.find((one) => one.title === each.post || one.id === each.post)?.id ?? '',
      ),
    );
    const unique = [...new Map(wanted.map((one) => [assignmentKey(one), one])).values()];
    grants.push({ person: added.id, posts: unique, before: [] });
  }
  await platform.audit({
    action: 'account.import',
    target: `${created.length}`,
    outcome: 'done',
    by: by.person.id,
    detail: { login: created.map((one) => one.login).join('，') },
  });
  const payload: PostsPayload = { grants };
  const proposal = await platform.services
    .use(Proposals)
    .propose('account.posts', payload, by, say.peopleImport.toString());
  return { created, refused: checked.rows.filter((row) => row.problems.length), proposal };
}

const assignmentOf = ({ from, until }: PersonRowValues, organization: string, post: string): AssignmentInput => ({
  post,
  organization,
  ...(from ? { from } : {}),
  ...(until ? { until } : {}),
});

function grouped(rows: readonly CheckedRow[]): Map<string, CheckedRow[]> {
  const people = new Map<string, CheckedRow[]>();
  for (const row of rows) people.set(row.values.login, [...(people.get(row.values.login) ?? []), row]);
  return people;
}

/** A unit named in the file: below the first one; a town's office where the name begins with a town of the region. */
async function makeUnit(
  { organization, platform }: GrantRouteParts,
  name: string,
  known: readonly Unit[],
  by: PersonPrincipal,
): Promise<Unit> {
  const own = platform.config.region;
  const town = organization.regionChildren(own).find((region) => name.startsWith(region.name));
  const parent = known.find((unit) => !unit.retired && !unit.parent && unit.kind === 'bureau');
  const unit = await organization.addUnit({
    id: `u-${randomUUID()}`,
    name,
    kind: town ? 'town-office' : name.endsWith(BRIGADE) ? 'brigade' : parent ? 'section' : 'bureau',
    region: town?.code ?? own,
    ...(town || !parent ? {} : { parent: parent.id }),
  });
  await platform.audit({
    action: 'unit.create',
    target: unit.id,
    outcome: 'done',
    by: by.person.id,
    detail: { title: name, region: unit.region },
  });
  return unit;
}
