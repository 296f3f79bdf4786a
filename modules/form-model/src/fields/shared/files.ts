import { z } from 'zod';
import { DEFAULT_FILES, MAX_FILES } from '../../limits.js';
import { own } from '../../values/empty.js';
import type { FieldCommon } from '../common.js';
import { problem, type FieldKind, type ValueProblem } from '../kind.js';
import { checkCount, inspectBounds } from './bounds.js';
import { count, definitionOf } from './schema.js';
import { filledText, isRecordOf, listOf, optionalNumber, optionalText } from './shapes.js';
import type { Wordings } from '@anliu/sentences';

/** A value of type `photo`, `file` (lists) or `signature` (one). */
export interface FileRef {
  id: string;
  name: string;
  type?: string;
  size?: number;
  width?: number;
  height?: number;
  takenAt?: string;
  url?: string;
  thumbnail?: string;
}

export const SAMPLE_FILE: FileRef = { id: 'f', name: 'a.jpg', type: 'image/jpeg', size: 1 };

/** A list of `{ id, name, … }`. Photos may come from the camera. */
export interface FileFieldOf<T extends 'photo' | 'file'> extends FieldCommon {
  type: T;
  /** MIME types or extensions; photos: `image/jpeg`, `image/png`, `image/webp`. */
  accept?: string[];
  minItems?: number;
  maxItems?: number;
  /** Bytes per file. */
  maxBytes?: number;
}

/** Addresses in data lead to our own files only. */
const optionalAddress = (object: unknown, key: string): boolean => {
  const value = own(object, key);
  return value === undefined || (typeof value === 'string' && value.length <= 500 && value.startsWith('/api/'));
};

export const isFileRef = (value: unknown): boolean =>
  isRecordOf(value, ['id', 'name', 'type', 'size', 'width', 'height', 'takenAt', 'url', 'thumbnail']) &&
  filledText(value, 'id') &&
  filledText(value, 'name', 255) &&
  optionalText(value, 'type') &&
  optionalText(value, 'takenAt', 40) &&
  optionalAddress(value, 'url') &&
  optionalAddress(value, 'thumbnail') &&
  ['size', 'width', 'height'].every((key) => optionalNumber(value, key));

/** Bytes as people say them. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

/** Like the `accept` attribute of a file input: MIME types, `image/*`, or extensions. */
export function acceptsFile(accept: readonly string[], name: string, type: unknown): boolean {
  const lower = name.toLowerCase();
  return accept.some((entry) => {
    if (entry.startsWith('.')) return lower.endsWith(entry.toLowerCase());
    // Without a type the server's own check of the bytes decides.
    if (typeof type !== 'string' || type === '') return true;
    return entry.endsWith('/*') ? type.startsWith(entry.slice(0, -1)) : type === entry;
  });
}

export function fileKind<T extends 'photo' | 'file'>(type: T, expected: Wordings): FieldKind<FileFieldOf<T>> {
  return {
    schema: definitionOf(type, {
      accept: z
        .array(z.string().regex(/^(\.[A-Za-z0-9]+|[a-z]+\/(\*|[A-Za-z0-9.+-]+))$/))
        .min(1)
        .optional(),
      minItems: count(MAX_FILES).optional(),
      maxItems: count(MAX_FILES).min(1).optional(),
      maxBytes: z.int().min(1).optional(),
    }),
    inspect: (field, place) => inspectBounds(field.minItems, field.maxItems, 'minItems', place),
    expected,
    isShape: listOf(isFileRef),
    check(field, items: FileRef[]): ValueProblem[] {
      const problems = checkCount(items, field.minItems, field.maxItems ?? DEFAULT_FILES);
      for (const { name, size, type: mime } of items) {
        if (field.maxBytes !== undefined && size !== undefined && size > field.maxBytes) {
          problems.push(problem('FILE_TOO_LARGE', { value: name, max: formatBytes(field.maxBytes) }));
        }
        if (field.accept !== undefined && !acceptsFile(field.accept, name, mime)) {
          problems.push(problem('FILE_TYPE', { value: name, expected: field.accept.join('、') }));
        }
      }
      return problems;
    },
    sample: () => [SAMPLE_FILE],
    missing: 'REQUIRED_FILE',
  };
}
