import { RuleError } from './split.js';

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
  /^(?<id>[A-Za-z][A-Za-z0-9_]*)=(?<parameter>[A-Za-z][A-Za-z0-9_]*)(?:@(?<field>[\p{L}_][\p{L}\p{N}_]*))?\s+(?<name>\S.*)$/u;

/** Reads `anliu.clock.start`; several clocks are joined by `;`. @throws RuleError */
export function parseClockStart(text: string): ClockRule[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const groups = CLOCK.exec(part)?.groups;
      const { id, parameter, field, name } = groups ?? {};
      if (id === undefined || parameter === undefined || name === undefined) {
        throw new RuleError(
          'CLOCK_RULE',
          `计时规则“${part}”无法识别，应为 标识=参数[@日期字段] 名称，例如 reply=TP71 答复期限。`,
        );
      }
      return { id, parameter, ...(field === undefined ? {} : { field }), name: name.trim() };
    });
}

/** Clock ids of `anliu.clock` and `anliu.clock.end`. */
export const parseIds = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
