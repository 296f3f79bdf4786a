import type { ProcessEngine } from '@anliu/engine-protocol';
import type { ServerEvent } from '@anliu/contract';
import type { Storage } from '@anliu/storage';
import type { Message } from './errors.js';
import type { RouteDeclaration } from './route.js';
import type { ServiceRegistry } from './services.js';

/** Time as the platform sees it; the scenario runner moves it. */
export interface Clock {
  now(): Date;
}

export interface Logger {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/**
 * One audit record. `key` names the command it records: a second record with the same key is not written, so whoever is not sure
 * that it was may write it again. `interrupted`: the server ended while the command was being done; the target tells how far it came.
 */
export interface AuditEntry {
  action: string;
  target: string;
  outcome: 'done' | 'refused' | 'failed' | 'interrupted';
  by: string;
  detail?: Record<string, unknown>;
  key?: string;
}

export interface PlatformConfig {
  readonly dataDir: string;
  /** Code of the division this installation serves (`templates/regions/divisions.csv`); the first run may still change it. */
  readonly region: string;
  readonly port: number;
  readonly host: string;
  /** True in an installation that starts with the demonstration region; `--empty` makes one without. */
  readonly demonstration: boolean;
  /** Security profile: what is asked of passwords, sessions and logins. */
  readonly profile: 'gb22239-l3' | 'gb22239-l3-two' | 'asvs';
  /** Base URL by which in-process plugins reach this server. */
  readonly baseUrl: string;
  /** Secret that in-process workers present; random per installation. */
  readonly workerToken: string;
}

/** What every module gets. Modules find each other through `services` only. */
export interface Platform {
  readonly config: PlatformConfig;
  readonly storage: Storage;
  readonly engine: ProcessEngine;
  readonly clock: Clock;
  readonly log: Logger;
  readonly services: ServiceRegistry;
  audit(entry: AuditEntry): Promise<void>;
  /** Hints to browsers: to everyone in `people`, or to all when absent. */
  notify(event: ServerEvent, people?: readonly string[]): void;
}

/** `source` of the deployments packs make: what has it belongs to the platform and is changed by nobody else. */
export const PLATFORM_DEPLOYMENT_SOURCE = 'anliu';

/** Topics of external tasks the platform and its own plugins work on, for processes of packs only. */
export const PLATFORM_TOPICS: ReadonlySet<string> = new Set(['case.open', 'case.update', 'document.render', 'notify']);

export interface PermissionDeclaration {
  readonly id: string;
  readonly title: Message;
}

/**
 * A module: `create…Module(platform)` builds models and provides services (no I/O), `start` runs after every module was created,
 * in order of creation (seed, projections, recovery), `stop` in reverse order.
 */
export interface AnliuModule {
  readonly name: string;
  readonly permissions: readonly PermissionDeclaration[];
  readonly routes: readonly RouteDeclaration[];
  start?(): Promise<void>;
  stop?(): Promise<void>;
}
