import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app speaks it: SHA-1, six digits, thirty seconds; one step early or late is accepted. */
const DIGITS = 6;
const PERIOD_S = 30;
const WINDOW = 1;
const SECRET_BYTES = 20;
const ISSUER = '安流';

const totp = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD_S,
    secret: Secret.fromBase32(secret),
  });

/** A new secret in base32. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What an authenticator app reads from a QR code. */
export const totpUri = (secret: string, login: string): string => totp(secret, login).toString();

/** The time step a code belongs to; undefined for a wrong one. A step counts once: who accepts a code remembers its step. */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  const plain = code.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(plain)) return undefined;
  const delta = totp(secret).validate({ token: plain, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_S) + delta;
}
