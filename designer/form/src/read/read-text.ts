import type { EnterpriseValue, FieldDefinition, FormCode, GeoValue, PersonValue } from '@anliu/form-model';
import { isEmpty } from '@anliu/form-model';
import type { Words } from '../words.js';

const numberText = (value: number, decimals?: number): string =>
  value.toLocaleString(
    'zh-CN',
    decimals === undefined
      ? { maximumFractionDigits: 6 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  );

const personText = (value: PersonValue): string =>
  value.certificate ? `${value.name}（${value.certificate}）` : value.name;

/** `2026-11-23T10:02:00+08:00` as the clock on the wall says it. */
export const dateTimeText = (value: string): string => value.slice(0, 16).replace('T', ' ');

/** A filled value as people read it; empty text when there is nothing to read. Files are not text. */
export function readText(
  field: FieldDefinition,
  value: unknown,
  options: readonly FormCode[] | undefined,
  words: Words,
): string {
  if (isEmpty(value)) return '';
  const codeText = (code: unknown): string => options?.find((option) => option.code === code)?.name ?? String(code);
  const unit = 'unit' in field && field.unit ? ` ${field.unit}` : '';
  switch (field.type === 'computed' ? field.result : field.type) {
    case 'integer':
    case 'number':
      return `${numberText(value as number, 'precision' in field ? field.precision : undefined)}${unit}`;
    case 'money':
      return `${numberText(value as number, ('precision' in field ? field.precision : undefined) ?? 2)}${unit || ` ${words('form.yuan')}`}`;
    case 'boolean': {
      const [yes, no] = field.type === 'boolean' ? [field.trueTitle, field.falseTitle] : [];
      return value === true ? (yes ?? words('form.yes')) : (no ?? words('form.no'));
    }
    case 'datetime':
      return dateTimeText(String(value));
    case 'code':
      return codeText(value);
    case 'region':
      return codeText(value);
    case 'codes':
      return (value as unknown[]).map(codeText).join('、');
    case 'person':
      return personText(value as PersonValue);
    case 'persons':
      return (value as PersonValue[]).map(personText).join('、');
    case 'enterprise': {
      const { name, uscc } = value as EnterpriseValue;
      return `${name}（${uscc}）`;
    }
    case 'geo': {
      const { lng, lat, address } = value as GeoValue;
      return `${address ? `${address} ` : ''}${lng.toFixed(6)}, ${lat.toFixed(6)}`;
    }
    default:
      return typeof value === 'object' ? '' : String(value);
  }
}
