import type { FieldError } from '@anliu/contract';
import { MAX_ARRANGEMENT_DAYS } from '../limits.js';
import { isDay, weekdayOf, yearOf } from '@anliu/office-time';
import type { Arrangement } from './work-calendar.js';

/** What is wrong with an arrangement somebody enters; empty when it may be stored. */
export function checkArrangement(arrangement: Arrangement): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  if (arrangement.days.length > MAX_ARRANGEMENT_DAYS) {
    errors.push({
      path: 'days',
      code: 'TOO_MANY',
      message: `一年的安排最多 ${MAX_ARRANGEMENT_DAYS} 天，现在是 ${arrangement.days.length} 天。`,
    });
  }
  arrangement.days.slice(0, MAX_ARRANGEMENT_DAYS).forEach(({ date, off }, index) => {
    const path = `days.${index}.date`;
    if (!isDay(date)) errors.push({ path, code: 'TYPE', message: `“${date}”不是有效日期，应如 2027-01-01。` });
    else if (Math.abs(yearOf(date) - arrangement.year) > 1) {
      errors.push({ path, code: 'YEAR', message: `${date} 不属于 ${arrangement.year} 年的安排。` });
    } else if (seen.has(date)) errors.push({ path, code: 'DUPLICATE', message: `${date} 出现了两次。` });
    else if (!off && weekdayOf(date) !== 0 && weekdayOf(date) !== 6) {
      errors.push({ path, code: 'NOT_WEEKEND', message: `${date} 本来就是工作日，不需要列为调休上班。` });
    }
    seen.add(date);
  });
  return errors;
}
