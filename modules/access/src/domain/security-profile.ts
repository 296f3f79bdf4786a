const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What an installation asks of passwords, sessions and logins. Which one holds is a setting (`profile` in `config.json`). */
export interface SecurityProfile {
  readonly password: {
    readonly minLength: number;
    /** Of upper case, lower case, digits, signs. */
    readonly minKinds: number;
    /** What the estimator has to say at least, 0–4. */
    readonly minScore: number;
    /** Passwords, the present one among them, that may not come back. */
    readonly remembered: number;
    /** A password older than this is changed at the next login (milliseconds). */
    readonly maxAgeMs: number | undefined;
  };
  readonly session: {
    /** Sessions of one person at once; a new login ends the oldest. */
    readonly max: number;
    readonly idleMs: number;
    readonly absoluteMs: number;
  };
  /** Whose account needs a second factor. */
  readonly secondFactor: 'administrators' | 'nobody';
  /** Whose password takes two people to reset, each of whom then knows one half of the new one. */
  readonly resetByTwo: 'administrators' | 'everybody';
}

export const PROFILE_IDS = ['gb22239-l3', 'gb22239-l3-two', 'asvs'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];

const LEVEL_3: SecurityProfile = {
  password: { minLength: 10, minKinds: 3, minScore: 3, remembered: 5, maxAgeMs: 90 * DAY },
  session: { max: 1, idleMs: 30 * MINUTE, absoluteMs: 12 * 60 * MINUTE },
  secondFactor: 'administrators',
  resetByTwo: 'administrators',
};

/** GB/T 22239-2019 level 3 asks for kinds of characters and regular change; OWASP ASVS 5.0 forbids both and asks for length. `gb22239-l3-two`: level 3, and nobody's password is reset by one administrator alone. */
export const PROFILES: Readonly<Record<ProfileId, SecurityProfile>> = {
  'gb22239-l3': LEVEL_3,
  'gb22239-l3-two': { ...LEVEL_3, resetByTwo: 'everybody' },
  asvs: {
    password: { minLength: 12, minKinds: 1, minScore: 3, remembered: 1, maxAgeMs: undefined },
    session: { max: 5, idleMs: 30 * MINUTE, absoluteMs: 12 * 60 * MINUTE },
    secondFactor: 'administrators',
    resetByTwo: 'administrators',
  },
};

/** Sessions of one person of the demonstration, who is many visitors. */
const DEMONSTRATION_SESSIONS = 20;

/** The demonstration keeps the profile but for what would stand in a visitor's way: its people are nobody's. */
export function profileOf(id: ProfileId, demonstration: boolean): SecurityProfile {
  const profile = PROFILES[id];
  if (!demonstration) return profile;
  return {
    password: { ...profile.password, maxAgeMs: undefined },
    session: { ...profile.session, max: DEMONSTRATION_SESSIONS },
    secondFactor: 'nobody',
    resetByTwo: profile.resetByTwo,
  };
}
