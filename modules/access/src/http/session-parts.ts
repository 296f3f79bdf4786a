import { ERROR, type SessionInfo } from '@anliu/contract';
import { AppError, type Platform } from '@anliu/kit';
import { officeIso } from '@anliu/office-time';
import type { OrganizationService } from '@anliu/organization';
import type { AccessControl } from '../access.js';
import type { AuthenticatedSession } from '../service.js';
import { RESET_SHOWN_MS, type Accounts } from '../store/accounts.js';
import type { Devices } from '../store/devices.js';
import type { LoginGuard } from '../store/login-guard.js';
import type { Sessions } from '../store/sessions.js';
import { say } from '../sentences.js';

export interface SessionRouteParts {
  readonly platform: Platform;
  readonly organization: OrganizationService;
  readonly access: AccessControl;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly guard: LoginGuard;
  readonly devices: Devices;
  readonly wallClock: () => Date;
  readonly today: () => string;
}

export function lockedOut(until: Date, now: Date): AppError {
  const minutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  return new AppError(423, ERROR.lockedOut, say.lockedOut({ minutes }), { details: { minutes } });
}

/** What the shell knows of the person who is logged in. */
export async function describeSession(
  parts: SessionRouteParts,
  { principal, csrf, mustChangePassword, mustEnrolSecondFactor }: AuthenticatedSession,
): Promise<SessionInfo> {
  const account = await parts.accounts.find(principal.person.id);
  const since = parts.wallClock().getTime() - RESET_SHOWN_MS;
  const resets = await Promise.all(
    (account?.resets ?? [])
      .filter(({ at }) => at.getTime() >= since)
      .map(async ({ by, at }) => ({
        by: (await parts.organization.byIds([...by])).map(({ name }) => name),
        at: officeIso(at),
      })),
  );
  return {
    person: principal.person,
    acting: principal.acting,
    posts: [...principal.posts],
    regionPath: parts.organization.regionPath(principal.acting.organization.region),
    permissions: await parts.access.permissionsOf(principal),
    places: await parts.access.placesOf(principal),
    csrf,
    mustChangePassword,
    mustEnrolSecondFactor,
    secondFactor: account?.totp !== undefined,
    ...(resets.length ? { resets } : {}),
    now: officeIso(parts.platform.clock.now()),
  };
}

export function cookieOf(context: { header(name: string): string | undefined }, wanted: string): string | undefined {
  for (const part of (context.header('cookie') ?? '').split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === wanted) return value.join('=');
  }
  return undefined;
}
