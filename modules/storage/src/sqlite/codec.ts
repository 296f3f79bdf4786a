import mongoose from 'mongoose';
import { ERROR_CODE, serverError } from '../errors.js';
import { MAX_DOCUMENT_BYTES, MAX_DOCUMENT_DEPTH } from '../limits.js';
import { isRecord, type Document } from './values.js';

const { ObjectId, EJSON } = mongoose.mongo.BSON;

const FIRST_DATE = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_DATE = Date.parse('9999-12-31T23:59:59.999Z');

/** Dates are kept as fixed-width ISO text, so that text order is time order. */
export const dateFits = (date: Date): boolean => date.getTime() >= FIRST_DATE && date.getTime() <= LAST_DATE;

/** The text under which SQLite's `json_extract` shows a date or an ObjectId; equal text ⇔ equal value, text order = value order. */
export const dateText = (date: Date): string => `{"$date":"${date.toISOString()}"}`;
export const objectIdText = (id: mongoose.Types.ObjectId): string => `{"$oid":"${id.toHexString()}"}`;

function write(value: unknown, depth: number, at: string): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (Number.isFinite(value)) return JSON.stringify(value);
      // A JSON number beyond the double range reads back as infinity, in JavaScript as in SQLite.
      return Number.isNaN(value) ? '{"$numberDouble":"NaN"}' : value > 0 ? '9e999' : '-9e999';
    case 'object':
      break;
    default:
      throw serverError(ERROR_CODE.badValue, `a value of type ${typeof value} at '${at}' cannot be stored`);
  }
  if (value === null) return 'null';
  if (value instanceof Date) {
    if (!dateFits(value))
      throw serverError(ERROR_CODE.badValue, `the date at '${at}' is not between the years 0 and 9999`);
    return dateText(value);
  }
  if (value instanceof ObjectId) return objectIdText(value);
  if (depth >= MAX_DOCUMENT_DEPTH) {
    throw serverError(ERROR_CODE.tooDeep, `the document is nested deeper than ${MAX_DOCUMENT_DEPTH} levels at '${at}'`);
  }
  if (Array.isArray(value)) return `[${value.map((item, i) => write(item, depth + 1, `${at}.${i}`)).join(',')}]`;
  if (!isRecord(value)) return EJSON.stringify(value as Document, { relaxed: false });
  const members: string[] = [];
  for (const key of Object.keys(value)) {
    const path = at ? `${at}.${key}` : key;
    if (key.startsWith('$'))
      throw serverError(ERROR_CODE.dollarPrefixed, `the field name '${path}' may not start with $`);
    if (key === '__proto__' || key.includes('\0'))
      throw serverError(ERROR_CODE.badValue, `the field name '${path}' is not allowed`);
    members.push(`${JSON.stringify(key)}:${write(value[key], depth + 1, path)}`);
  }
  return `{${members.join(',')}}`;
}

/**
 * Writes a document (already `plain`) as JSON in which dates, ObjectIds and the rarer types are MongoDB Extended JSON.
 * @throws code 10334 above `MAX_DOCUMENT_BYTES`, 15 above `MAX_DOCUMENT_DEPTH`, 52 for field names that start with `$`,
 *   2 for values that have no stored form.
 */
export function encode(document: Document): string {
  const text = write(document, 0, '');
  if (text.length > MAX_DOCUMENT_BYTES / 3 && Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    throw serverError(ERROR_CODE.tooLarge, `the document is larger than ${MAX_DOCUMENT_BYTES} bytes`);
  }
  return text;
}

/** The value as the primary key column and `json_extract(doc, '$._id')` hold it. */
export function keyOf(id: unknown): string | number {
  if (typeof id === 'string') {
    if (id.startsWith('{"$')) throw serverError(ERROR_CODE.badValue, 'a text _id may not look like Extended JSON');
    return id;
  }
  if (typeof id === 'number' && !Number.isNaN(id)) return id;
  if (id instanceof ObjectId) return objectIdText(id);
  if (id === null || id === undefined || typeof id === 'boolean' || Array.isArray(id) || id instanceof RegExp) {
    throw serverError(ERROR_CODE.badValue, 'the _id must be a text, a number, an ObjectId or an object');
  }
  return write(id, 0, '_id');
}

function read(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = read(value[i]);
    return value;
  }
  const record = value as Document;
  for (const key of Object.keys(record)) {
    if (key.charCodeAt(0) === 36) {
      if (key === '$date') return new Date(record[key] as string);
      if (key === '$oid') return ObjectId.createFromHexString(record[key] as string);
      return EJSON.deserialize(record, { relaxed: true });
    }
    const item = record[key];
    if (item !== null && typeof item === 'object') record[key] = read(item);
  }
  return record;
}

/** The inverse of `encode`. */
export function decode(text: string): Document {
  const parsed: unknown = JSON.parse(text);
  return (text.includes('"$') ? read(parsed) : parsed) as Document;
}
