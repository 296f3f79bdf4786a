import type { FieldDefinition } from '../form.js';
import { isPlainObject, own } from './empty.js';
import { isDate, isDateTime } from './date.js';

const text = (value: unknown, max: number): boolean => typeof value === 'string' && value.length <= max;
const optionalText = (object: unknown, key: string, max = 200): boolean =>
  own(object, key) === undefined || text(own(object, key), max);
const filledText = (object: unknown, key: string, max = 200): boolean =>
  text(own(object, key), max) && own(object, key) !== '';
const onlyKeys = (value: Record<string, unknown>, keys: readonly string[]): boolean =>
  Object.keys(value).every((key) => keys.includes(key));

const isPerson = (value: unknown): boolean =>
  isPlainObject(value) &&
  onlyKeys(value, ['id', 'name', 'title', 'certificate']) &&
  filledText(value, 'id') &&
  filledText(value, 'name') &&
  optionalText(value, 'title') &&
  optionalText(value, 'certificate');

const isEnterprise = (value: unknown): boolean =>
  isPlainObject(value) &&
  onlyKeys(value, ['uscc', 'name']) &&
  filledText(value, 'uscc', 18) &&
  filledText(value, 'name');

const optionalNumber = (object: unknown, key: string): boolean => {
  const value = own(object, key);
  return value === undefined || (typeof value === 'number' && Number.isFinite(value) && value >= 0);
};

/** Addresses in data lead to our own files only. */
const optionalAddress = (object: unknown, key: string): boolean => {
  const value = own(object, key);
  return value === undefined || (typeof value === 'string' && value.length <= 500 && value.startsWith('/api/'));
};

export const isFileRef = (value: unknown): boolean =>
  isPlainObject(value) &&
  onlyKeys(value, ['id', 'name', 'type', 'size', 'width', 'height', 'takenAt', 'url', 'thumbnail']) &&
  filledText(value, 'id') &&
  filledText(value, 'name', 255) &&
  optionalText(value, 'type') &&
  optionalText(value, 'takenAt', 40) &&
  optionalAddress(value, 'url') &&
  optionalAddress(value, 'thumbnail') &&
  ['size', 'width', 'height'].every((key) => optionalNumber(value, key));

const within = (value: unknown, limit: number): boolean =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= limit;

const isGeo = (value: unknown): boolean =>
  isPlainObject(value) &&
  onlyKeys(value, ['lng', 'lat', 'accuracy', 'at', 'address']) &&
  within(own(value, 'lng'), 180) &&
  within(own(value, 'lat'), 90) &&
  optionalNumber(value, 'accuracy') &&
  optionalText(value, 'at', 40) &&
  optionalText(value, 'address', 300);

const listOf = (test: (item: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(test);
const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

/** Does a filled value have the shape of its type? Bounds, patterns and codes are checked after this. */
export const SHAPES: Record<FieldDefinition['type'], { test(value: unknown): boolean; expected: string }> = {
  text: { test: isText, expected: '文字' },
  textarea: { test: isText, expected: '文字' },
  integer: { test: (value) => Number.isSafeInteger(value), expected: '整数' },
  number: { test: isNumber, expected: '数字' },
  money: { test: isNumber, expected: '金额' },
  date: { test: isDate, expected: '日期（如 2026-11-23）' },
  datetime: { test: isDateTime, expected: '日期和时间' },
  boolean: { test: (value) => typeof value === 'boolean', expected: '是或否' },
  code: { test: isText, expected: '一个选项' },
  codes: { test: listOf(isText), expected: '若干选项' },
  person: { test: isPerson, expected: '一名人员' },
  persons: { test: listOf(isPerson), expected: '若干人员' },
  enterprise: { test: isEnterprise, expected: '一家企业' },
  region: { test: (value) => typeof value === 'string' && /^\d{6}(\d{3})?$/.test(value), expected: '行政区划代码' },
  table: { test: listOf(isPlainObject), expected: '表格行' },
  photo: { test: listOf(isFileRef), expected: '照片' },
  file: { test: listOf(isFileRef), expected: '附件' },
  signature: { test: isFileRef, expected: '签名' },
  geo: { test: isGeo, expected: '位置坐标' },
  'document-number': { test: isText, expected: '文号' },
  computed: { test: () => true, expected: '计算值' },
};
