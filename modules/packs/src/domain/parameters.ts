import type { ParameterView } from '@anliu/contract';
import type { Parameter } from './manifest.js';

export const UNIT_TITLES = { WD: '个工作日', CD: '日', H: '小时', N: '' } as const;

export const viewOfParameter = (id: string, parameter: Parameter): ParameterView => ({
  id,
  title: parameter.title,
  value: parameter.value,
  unit: parameter.unit,
  ...(parameter.legalBasis === undefined ? {} : { legalBasis: parameter.legalBasis }),
});

/** True when the parameter is in force on a day (`yyyy-MM-dd`). */
export const inForce = (parameter: Parameter, on: string): boolean =>
  (parameter.effectiveFrom === undefined || parameter.effectiveFrom <= on) &&
  (parameter.effectiveTo === undefined || on <= parameter.effectiveTo);

/** What the law gives, from which the bound is counted. */
const statutoryOf = (parameter: Parameter): number => parameter.statutory ?? parameter.value;

/**
 * Why a region may not give the parameter this value, as a Chinese sentence, or undefined when it may. The bound comes from the
 * statute: after 30 became 7 one may go back to 30, not to 45.
 */
export function boundProblem(parameter: Parameter, value: number): string | undefined {
  const unit = UNIT_TITLES[parameter.unit];
  const statutory = statutoryOf(parameter);
  const basis = parameter.legalBasis ? `依据：${parameter.legalBasis}` : '';
  if (!Number.isInteger(value) || value < 1) return `“${parameter.title}”应为大于 0 的整数。`;
  if (parameter.bound === 'fixed' && value !== statutory)
    return `“${parameter.title}”由法定固定为 ${statutory}${unit}，不能修改。`;
  if (parameter.bound === 'upper' && value > statutory)
    return `“${parameter.title}”只能缩短，不得超过 ${statutory}${unit}。${basis}`;
  if (parameter.bound === 'lower' && value < statutory)
    return `“${parameter.title}”只能延长，不得少于 ${statutory}${unit}。${basis}`;
  return undefined;
}
