import { Schema, type Model } from 'mongoose';
import type { Storage } from '@anliu/storage';

export interface StoredAccount {
  /** Person id. */
  _id: string;
  hash: string;
  /** Hashes of earlier passwords, newest first. */
  previous: string[];
  mustChange: boolean;
  changedAt: Date;
  lastLoginAt?: Date;
  demo?: boolean;
  /** Secret of the second factor in base32; `step` is the last one a code was accepted for. */
  totp?: { secret: string; step: number };
  /** A secret that was shown and not confirmed yet. */
  totpOffered?: string;
  /** Hash of the sealed recovery code; only administrators have one. */
  recovery?: string;
  /** Who reset the password, newest first; the person is told at the next logins. */
  resets?: { by: string[]; at: Date }[];
}

export interface StoredSession {
  /** SHA-256 of the cookie value; the value itself is not stored. */
  _id: string;
  person: string;
  assignment: string;
  csrf: string;
  createdAt: Date;
  seenAt: Date;
  ip: string;
}

export interface StoredLoginFailures {
  /** Login and address. */
  _id: string;
  login: string;
  count: number;
  since: Date;
  lockedUntil?: Date;
}

export interface StoredPolicy {
  _id: string;
  subject: string;
  region: string;
  permission: string;
}

/** `permission:<id>` once its default rows were added, `demo-accounts` once they were made. */
interface StoredMark {
  _id: string;
  at: Date;
}

/** A browser people have logged in with; the cookie holds the value of the hash. */
interface StoredDevice {
  _id: string;
  people: string[];
  at: Date;
}

export interface AccessModels {
  accounts: Model<StoredAccount>;
  sessions: Model<StoredSession>;
  failures: Model<StoredLoginFailures>;
  policies: Model<StoredPolicy>;
  marks: Model<StoredMark>;
  devices: Model<StoredDevice>;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

export function accessModels(storage: Storage): AccessModels {
  const schema = <T>(definition: object, collection: string): Schema<T> =>
    new Schema<T>(definition as never, { collection, versionKey: false });
  return {
    accounts: storage.model(
      'Account',
      schema<StoredAccount>(
        {
          _id: text,
          hash: text,
          previous: [String],
          mustChange: { type: Boolean, required: true },
          changedAt: date,
          lastLoginAt: Date,
          demo: Boolean,
          totp: { type: new Schema({ secret: String, step: Number }, { _id: false }) },
          totpOffered: String,
          recovery: String,
          resets: { type: [new Schema({ by: [String], at: Date }, { _id: false })], default: undefined },
        },
        'accounts',
      ),
    ),
    sessions: storage.model(
      'Session',
      schema<StoredSession>(
        {
          _id: text,
          person: { ...text, index: true },
          assignment: text,
          csrf: text,
          createdAt: date,
          seenAt: date,
          ip: text,
        },
        'sessions',
      ),
    ),
    failures: storage.model(
      'LoginFailures',
      schema<StoredLoginFailures>(
        {
          _id: text,
          login: { ...text, index: true },
          count: { type: Number, required: true },
          since: date,
          lockedUntil: Date,
        },
        'login_failures',
      ),
    ),
    policies: storage.model(
      'Policy',
      schema<StoredPolicy>({ _id: text, subject: text, region: text, permission: text }, 'policies'),
    ),
    devices: storage.model(
      'KnownDevice',
      schema<StoredDevice>({ _id: text, people: { type: [String], index: true }, at: date }, 'known_devices'),
    ),
    marks: storage.model('AccessMark', schema<StoredMark>({ _id: text, at: date }, 'access_marks')),
  };
}
