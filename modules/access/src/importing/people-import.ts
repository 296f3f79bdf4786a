import { randomUUID } from 'node:crypto';
import type { PeopleImport, PeopleImported, PeopleRow, PersonRowValues } from '@anliu/contract';
import { invalid, Proposals, type PersonPrincipal } from '@anliu/kit';
import type { AssignmentInput, Unit } from '@anliu/organization';
import { z } from 'zod';
import { generatePassword } from '../domain/password.js';
import { isAdminPost } from '../domain/separation.js';
import type { GrantRouteParts } from '../http/grant-routes.js';
import { personFields } from '../http/person-fields.js';
import { assignmentKey, type PostsPayload } from '../proposals/kinds.js';

const person = z.object({
  name: personFields.name,
  login: personFields.login,
  phone: personFields.phone,
  certificate: personFields.certificate,
});

/** Checks rows against what there is; one bad row refuses itself and no other. */
export async function checkPeople(parts: GrantRouteParts, rows: readonly PeopleRow[]): Promise<PeopleImport> {
  const { organization } = parts;
  const units = await organization.units();
  const posts = await organization.posts();
  const taken = new Set((await organization.allPeople()).map((one) => one.login));
  const nameOf = new Map<string, string>();
  const newUnits = new Set<string>();
  const checked = rows.map(({ row, values }): PeopleRow => {
    const problems: string[] = [];
    const parsed = person.safeParse({
      name: values.name,
      login: values.login,
      phone: values.phone || undefined,
      certificate: values.certificate || undefined,
    });
    if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => issue.message));
    if (taken.has(values.login)) problems.push(`登录名“${values.login}”已有账号，请换一个或删去此行。`);
    const earlier = nameOf.get(values.login);
    if (earlier !== undefined && earlier !== values.name)
      problems.push(`登录名“${values.login}”在文件里还属于“${earlier}”。`);
    nameOf.set(values.login, earlier ?? values.name);
    const post = posts.find((one) => one.title === values.post || one.id === values.post);
    if (!post) problems.push(`没有“${values.post}”这个岗位，可用的岗位：${posts.map((one) => one.title).join('、')}。`);
    else if (isAdminPost(post.id)) problems.push('三员岗位不能批量导入，请在“账号”里逐人提请。');
    const unit = units.find((one) => one.name === values.unit);
    if (!values.unit) problems.push('请填写机构。');
    else if (unit?.retired) problems.push(`机构“${values.unit}”已撤销。`);
    else if (post && unit) {
      try {
        organization.checkPosts([assignmentOf(values, unit.id, post.id)]);
      } catch (error) {
        problems.push((error as Error).message);
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
): Promise<PeopleImported> {
  const { organization, accounts, platform } = parts;
  const checked = await checkPeople(parts, rows);
  const good = checked.rows.filter((row) => !row.problems.length);
  if (!good.length) throw invalid('没有可以导入的行，请按提示改正后再导入。');
  const units = new Map((await organization.units()).map((unit) => [unit.name, unit]));
  for (const name of checked.newUnits) units.set(name, await makeUnit(parts, name, [...units.values()], by));
  const posts = await organization.posts();
  const people = grouped(good);
  const created: PeopleImported['created'] = [];
  const grants: PostsPayload['grants'][number][] = [];
  for (const [login, own] of people) {
    const { values } = own[0] as PeopleRow;
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
  const proposal = await platform.services.use(Proposals).propose('account.posts', payload, by, '人员导入');
  return { created, refused: checked.rows.filter((row) => row.problems.length), proposal };
}

const assignmentOf = ({ from, until }: PersonRowValues, organization: string, post: string): AssignmentInput => ({
  post,
  organization,
  ...(from ? { from } : {}),
  ...(until ? { until } : {}),
});

function grouped(rows: readonly PeopleRow[]): Map<string, PeopleRow[]> {
  const people = new Map<string, PeopleRow[]>();
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
    kind: town ? 'town-office' : name.endsWith('大队') ? 'brigade' : parent ? 'section' : 'bureau',
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
