import { isPlainObject, own } from '../../values/empty.js';

/** Tests of which the shapes of values are made. */
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const listOf = (test: (item: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(test);

const text = (value: unknown, max: number): boolean => typeof value === 'string' && value.length <= max;
export const optionalText = (object: unknown, key: string, max = 200): boolean =>
  own(object, key) === undefined || text(own(object, key), max);
export const filledText = (object: unknown, key: string, max = 200): boolean =>
  text(own(object, key), max) && own(object, key) !== '';
export const optionalNumber = (object: unknown, key: string): boolean => {
  const value = own(object, key);
  return value === undefined || (isNumber(value) && value >= 0);
};

/** An object with no other keys than these: what nobody asked for is not stored. */
export const isRecordOf = (value: unknown, keys: readonly string[]): value is Record<string, unknown> =>
  isPlainObject(value) && Object.keys(value).every((key) => keys.includes(key));
