import type { PlaceId, SetupAdministrator, TryOutPerson } from '@anliu/contract';
import { serviceToken, type PersonPrincipal, type Principal } from '@anliu/kit';
import type { PermissionDeclaration } from '@anliu/kit';
import type { Sentence } from '@anliu/sentences';

/**
 * What a person in the post acted in may see of cases and what hangs on them:
 * - `participant`: cases the person took part in, and open tasks the organisation may claim
 * - `organization`: everything of the organisation and those below it
 * - `region`: everything in the region and below
 * - `enterprise`: everything about the own enterprise
 * - `none`: no business data at all (configuration and the three administrators)
 */
export type DataScope =
  | { readonly kind: 'participant'; readonly person: string; readonly organization: string }
  | { readonly kind: 'organization'; readonly person: string; readonly organization: string }
  | { readonly kind: 'region'; readonly person: string; readonly region: string }
  | { readonly kind: 'enterprise'; readonly person: string; readonly uscc: string }
  | { readonly kind: 'none' };

export interface AuthenticatedSession {
  readonly principal: PersonPrincipal;
  readonly csrf: string;
  readonly mustChangePassword: boolean;
  /** The profile asks for a second factor that this account does not have yet. */
  readonly mustEnrolSecondFactor: boolean;
}

export interface FirstAdministrator extends SetupAdministrator {
  readonly organization: string;
}

export type SessionEnd = (session: { id: string; person: string }) => void;

export interface AccessService {
  /**
   * True when the post acted in carries the permission in the own region, and `region` (when given) is the own region or below it.
   * A failing policy store answers false, never true.
   */
  can(principal: Principal, permission: string, target?: { region?: string }): Promise<boolean>;
  /** @throws AppError 403 with a sentence when `can` is false, 503 when the policies are not available */
  require(principal: Principal, permission: string, target?: { region?: string }): Promise<void>;
  /** Permissions of the post acted in, sorted. */
  permissionsOf(principal: PersonPrincipal): Promise<string[]>;
  placesOf(principal: PersonPrincipal): Promise<PlaceId[]>;
  scopeOf(principal: Principal): DataScope;
  /** The session behind a cookie value; undefined when there is none, it is over, or its person is disabled. Counts as activity. */
  authenticate(token: string | undefined): Promise<AuthenticatedSession | undefined>;
  /** True while the session lives; does not count as activity. */
  isAlive(sessionId: string): Promise<boolean>;
  /** Ends every session of a person at once, e.g. after disabling. */
  endSessionsOf(person: string): Promise<void>;
  /** Id of a browser somebody has logged in with, by its cookie. */
  knownDevice(token: string | undefined): Promise<string | undefined>;
  /** People of the demonstration whom a visitor may be with one click; nobody anywhere else. */
  tryOut(): Promise<TryOutPerson[]>;
  /** Why a new password is refused, as a sentence. */
  passwordProblem(password: string, context: { login: string; name: string }): Sentence | undefined;
  /** False while an installation without demonstration has no administrators. */
  isSetUp(): Promise<boolean>;
  markSetUp(): Promise<void>;
  /** The first administrators, made by the first run only. @returns the sealed recovery code */
  createAdministrator(administrator: FirstAdministrator): Promise<string>;
  /** Called when a session ends for whatever reason but time. Returns the way to stop listening. */
  onSessionEnd(listener: SessionEnd): () => void;
  /** Makes what the modules declare known; the host calls it once before `start`. */
  declare(permissions: readonly PermissionDeclaration[]): void;
}

export const Access = serviceToken<AccessService>('access');
