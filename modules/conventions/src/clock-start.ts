import { ConventionError } from './convention-error.js';
import { split } from './split.js';

/** A case clock that starts here: `rectification=TP73@due_date 整改期限`. */
export interface ClockRule {
  readonly id: string;
  /** Parameter with unit, amount and legal basis. */
  readonly parameter: string;
  /** Date field that fixes the due date; without it the parameter's amount counts from the start. */
  readonly field?: string;
  readonly name: string;
}

const CLOCK =
  /^(?<id>[A-Za-z][A-Za-z0-9_]*)=(?<parameter>[A-Za-z][A-Za-z0-9_]*)(?:@(?<field>[\p{L}_][\p{L}\p{N}_]*))?\s+(?<name>\S(?:.*\S)?)$/u;

/** Reads `anliu.clock.start`; several clocks are joined by `;`. @throws ConventionError */
export function parseClockStart(text: string): ClockRule[] {
  return split(text, ';').map((part) => {
    const { id, parameter, field, name } = CLOCK.exec(part.text)?.groups ?? {};
    if (id === undefined || parameter === undefined || name === undefined)
      throw new ConventionError('CLOCK_RULE', { part: part.text, at: part.at });
    return { id, parameter, ...(field === undefined ? {} : { field }), name };
  });
}

/** @throws ConventionError for ids or names the grammar cannot hold */
export const formatClockStart = (rules: readonly ClockRule[]): string =>
  rules
    .map(({ id, parameter, field, name }) => {
      const part = `${id}=${parameter}${field === undefined ? '' : `@${field}`} ${name}`;
      const read = CLOCK.exec(part)?.groups;
      const same =
        read &&
        read['id'] === id &&
        read['parameter'] === parameter &&
        read['field'] === field &&
        read['name'] === name;
      if (!same || part.includes(';')) throw new ConventionError('CLOCK_RULE', { part });
      return part;
    })
    .join(';');
