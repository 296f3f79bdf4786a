import type { OrganizationModels, StoredOrganization, StoredPerson } from '../store/models.js';
import { assignmentId } from '../domain/assignment.js';
import type { DemoRegion } from './demo-region.js';

/** Name of the set-up record; present when the demonstration region was loaded completely. */
export const DEMO_SETUP = 'demonstration-region';

const enterpriseOrganizationId = (uscc: string): string => `ent-${uscc}`;

/** Loads the demonstration region into an installation that has no people. Interrupted, it is repeated from the beginning. */
export async function seedDemoRegion(models: OrganizationModels, demo: DemoRegion, now: Date): Promise<boolean> {
  if (await models.setups.exists({ _id: DEMO_SETUP })) return false;
  const organizations = organizationsOf(demo);
  const people = peopleOf(demo);
  const known = new Set(people.map((person) => person._id));
  const others = await models.people.find().lean<StoredPerson[]>();
  if (others.some((person) => !known.has(person._id))) return false;
  await models.organizations.deleteMany({ _id: { $in: organizations.map((organization) => organization._id) } });
  await models.people.deleteMany({ _id: { $in: [...known] } });
  await models.posts.deleteMany({ _id: { $in: demo.posts.map((post) => post.id) } });
  await models.posts.insertMany(demo.posts.map((post) => ({ _id: post.id, title: post.title })));
  await models.organizations.insertMany(organizations);
  await models.people.insertMany(people);
  await models.setups.create({ _id: DEMO_SETUP, at: now });
  return true;
}

function organizationsOf(demo: DemoRegion): StoredOrganization[] {
  const offices = demo.organizations.map(({ id, parent, ...rest }) => ({
    _id: id,
    ...rest,
    ...(parent ? { parent } : {}),
  }));
  const enterprises = demo.enterprises.map((enterprise) => ({
    _id: enterpriseOrganizationId(enterprise.uscc),
    name: enterprise.name,
    kind: 'enterprise' as const,
    region: enterprise.region,
    uscc: enterprise.uscc,
  }));
  return [...offices, ...enterprises];
}

function peopleOf(demo: DemoRegion): StoredPerson[] {
  const officials = demo.people.map(({ id, name, login, certificate, phone, posts }) => ({
    _id: id,
    name,
    login,
    disabled: false,
    posts: posts.map(({ post, organization }) => ({ id: assignmentId(id, post, organization), post, organization })),
    ...(certificate ? { certificate } : {}),
    ...(phone ? { phone } : {}),
  }));
  const staff = demo.enterprises.flatMap((enterprise) =>
    enterprise.people.map(({ name, login, post, phone }) => {
      const organization = enterpriseOrganizationId(enterprise.uscc);
      const id = `p-${login}`;
      return {
        _id: id,
        name,
        login,
        phone,
        disabled: false,
        posts: [{ id: assignmentId(id, post, organization), post, organization }],
      };
    }),
  );
  return [...officials, ...staff];
}
