import { Schema, type Model } from 'mongoose';
import type { OrganizationKind } from '@anliu/contract';
import type { Storage } from '@anliu/storage';

export interface StoredOrganization {
  _id: string;
  name: string;
  kind: OrganizationKind;
  region: string;
  parent?: string;
  uscc?: string;
  /** A retired unit keeps its history; nobody new is put into it. */
  retired?: boolean;
}

interface StoredPost {
  _id: string;
  title: string;
}

export interface StoredPerson {
  _id: string;
  name: string;
  login: string;
  certificate?: string;
  phone?: string;
  disabled: boolean;
  posts: StoredAssignment[];
}

export interface StoredAssignment {
  id: string;
  post: string;
  organization: string;
  /** First and last day of the period. */
  from?: string;
  until?: string;
}

/** What was set up once; written last, so that an interrupted set-up is repeated. */
interface StoredSetup {
  _id: string;
  at: Date;
}

export interface OrganizationModels {
  organizations: Model<StoredOrganization>;
  posts: Model<StoredPost>;
  people: Model<StoredPerson>;
  setups: Model<StoredSetup>;
}

const text = { type: String, required: true } as const;

export function organizationModels(storage: Storage): OrganizationModels {
  const organization = new Schema<StoredOrganization>(
    {
      _id: text,
      name: text,
      kind: text,
      region: { ...text, index: true },
      parent: { type: String, index: true },
      uscc: { type: String, index: true },
      retired: Boolean,
    },
    { collection: 'organizations', versionKey: false },
  );
  const post = new Schema<StoredPost>({ _id: text, title: text }, { collection: 'posts', versionKey: false });
  const person = new Schema<StoredPerson>(
    {
      _id: text,
      name: text,
      login: { ...text, unique: true },
      certificate: String,
      phone: String,
      disabled: { type: Boolean, required: true, default: false },
      posts: [new Schema({ id: text, post: text, organization: text, from: String, until: String }, { _id: false })],
    },
    { collection: 'people', versionKey: false },
  );
  const setup = new Schema<StoredSetup>(
    { _id: text, at: { type: Date, required: true } },
    { collection: 'organization_setups', versionKey: false },
  );
  return {
    organizations: storage.model('Organization', organization),
    posts: storage.model('Post', post),
    people: storage.model('Person', person),
    setups: storage.model('OrganizationSetup', setup),
  };
}
