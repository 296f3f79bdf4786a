import { formatDateTime } from '@anliu/engine-protocol';
import type { DateTimeString } from '@anliu/engine-protocol';

/** An instant column as the DTOs show it. */
export const shownTime = (ms: number): DateTimeString => formatDateTime(ms);
export const shownTimeOrNull = (ms: number | null): DateTimeString | null => (ms === null ? null : formatDateTime(ms));
