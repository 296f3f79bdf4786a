import { YEAR_2025 } from '../data/2025.js';
import { YEAR_2026 } from '../data/2026.js';
import { YEAR_2027 } from '../data/2027.js';
import type { Arrangement } from './work-calendar.js';

/** Arrangements known when this version was made; an administrator enters newer ones. */
export const KNOWN_ARRANGEMENTS: readonly Arrangement[] = [YEAR_2025, YEAR_2026, YEAR_2027];
