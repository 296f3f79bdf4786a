import type { PersonValue } from '@anliu/form-model';
import type { Reading } from '../look.js';

const MOST_DECIMALS = 6;

/** A number as people write it here, with its unit. */
export function numberText(value: unknown, decimals: number | undefined, unit: string | undefined): string {
  const text = Number(value).toLocaleString(
    'zh-CN',
    decimals === undefined
      ? { maximumFractionDigits: MOST_DECIMALS }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  );
  return unit ? `${text} ${unit}` : text;
}

export const codeText = (code: unknown, { options }: Reading): string =>
  options?.find((option) => option.code === code)?.name ?? String(code);

export const personText = (value: PersonValue): string =>
  value.certificate ? `${value.name}（${value.certificate}）` : value.name;
