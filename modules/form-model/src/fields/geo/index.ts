import { own } from '../../values/empty.js';
import type { FieldCommon } from '../common.js';
import type { FieldKind } from '../kind.js';
import { definitionOf } from '../shared/schema.js';
import { isNumber, isRecordOf, optionalNumber, optionalText } from '../shared/shapes.js';

export interface GeoValue {
  lng: number;
  lat: number;
  /** Metres. */
  accuracy?: number;
  at?: string;
  address?: string;
}

/** `{ lng, lat, accuracy?, at?, address? }`, WGS 84 degrees. */
export interface GeoField extends FieldCommon {
  type: 'geo';
}

const within = (value: unknown, limit: number): boolean => isNumber(value) && Math.abs(value) <= limit;

export const geo: FieldKind<GeoField> = {
  schema: definitionOf('geo'),
  expected: ['位置坐标', 'a position'],
  isShape: (value) =>
    isRecordOf(value, ['lng', 'lat', 'accuracy', 'at', 'address']) &&
    within(own(value, 'lng'), 180) &&
    within(own(value, 'lat'), 90) &&
    optionalNumber(value, 'accuracy') &&
    optionalText(value, 'at', 40) &&
    optionalText(value, 'address', 300),
  sample: () => ({ lng: 119.3, lat: 34.1, accuracy: 5 }),
  missing: 'REQUIRED',
};
