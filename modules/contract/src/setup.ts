import type { RegionRef } from './session.js';

/** Somebody of the demonstration whom a visitor may be with one click. */
export interface TryOutPerson {
  role: 'inspector' | 'chief' | 'enterprise' | 'business' | 'it';
  login: string;
  name: string;
  title: string;
}

/** `GET /api/welcome`: what the login page offers beside logging in. */
export interface Welcome {
  /** True while the installation has no administrators: the first-run page comes first. */
  setup: boolean;
  /** Only in the demonstration. */
  tryOut: TryOutPerson[];
  /** True when the connection is encrypted, or does not leave this machine. */
  encrypted: boolean;
}

/** `GET /api/setup`, only while the installation is being set up. */
export interface SetupChoices {
  regions: RegionRef[];
  years: { year: number; status: 'published' | 'provisional'; workingDays: number; source: string }[];
  packs: { id: string; title: string; version: string }[];
}

export interface SetupAdministrator {
  post: 'admin-system' | 'admin-security' | 'admin-audit';
  name: string;
  login: string;
  password: string;
  phone?: string;
}

/** `POST /api/setup`. */
export interface SetupRequest {
  /** From the data folder or the terminal: whoever merely reaches the address is not whoever installs. */
  code: string;
  region: string;
  unit: string;
  administrators: SetupAdministrator[];
}

/** Shown once, to be printed and sealed: each opens one administrator's account again. */
export interface SetupResult {
  recovery: { login: string; name: string; code: string }[];
}
