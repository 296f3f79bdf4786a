import type { FileHandle } from 'node:fs/promises';
import { MAX_ARCHIVE_ENTRIES, MAX_UNPACKED_BYTES, MAX_UNPACK_RATIO } from '../limits.js';

/** The types this platform keeps. What a file is, its bytes say; name and declared type are not asked. */
type KeptType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'application/pdf'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export type Detection = { type: KeptType } | { refused: 'heic' | 'macro' | 'archive' | 'unknown' };

export const isPicture = (type: string): boolean => type.startsWith('image/');

/** Bytes at the start that decide. */
const HEAD = 64;

/** Finds the real type of a file. Office files are looked into as far as their list of entries; nothing is unpacked. */
export async function detect(file: FileHandle, size: number): Promise<Detection> {
  const head = await bytesAt(file, 0, Math.min(HEAD, size));
  const text = head.toString('latin1');
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return { type: 'image/jpeg' };
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return { type: 'image/png' };
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return { type: 'image/webp' };
  if (text.startsWith('%PDF-')) return { type: 'application/pdf' };
  if (text.slice(4, 8) === 'ftyp' && /^(hei[cfmsx]|hev[cx]|mif1|msf1|avif)$/.test(text.slice(8, 12)))
    return { refused: 'heic' };
  if (text.startsWith('PK\x03\x04')) return officeType(file, size);
  return { refused: 'unknown' };
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const MAX_COMMENT = 65_535;
const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024;

async function officeType(file: FileHandle, size: number): Promise<Detection> {
  const tail = await bytesAt(
    file,
    Math.max(0, size - END_LENGTH - MAX_COMMENT),
    Math.min(size, END_LENGTH + MAX_COMMENT),
  );
  let end = tail.length - END_LENGTH;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) return { refused: 'archive' };
  const [count, length, start] = [
    tail.readUInt16LE(end + 10),
    tail.readUInt32LE(end + 12),
    tail.readUInt32LE(end + 16),
  ];
  if (count > MAX_ARCHIVE_ENTRIES || length > MAX_DIRECTORY_BYTES || start + length > size)
    return { refused: 'archive' };
  const directory = await bytesAt(file, start, length);
  const names = new Set<string>();
  let unpacked = 0;
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    if (name.includes('..') || name.startsWith('/') || name.includes('\\') || name.includes('\0'))
      return { refused: 'archive' };
    unpacked += directory.readUInt32LE(at + 24);
    names.add(name);
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  if (names.size === 0 || names.size !== count) return { refused: 'archive' };
  if (unpacked > MAX_UNPACKED_BYTES || unpacked > size * MAX_UNPACK_RATIO) return { refused: 'archive' };
  if ([...names].some((name) => name.toLowerCase().endsWith('vbaproject.bin'))) return { refused: 'macro' };
  if (!names.has('[Content_Types].xml')) return { refused: 'unknown' };
  if (names.has('word/document.xml'))
    return { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' };
  if (names.has('xl/workbook.xml'))
    return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
  return { refused: 'unknown' };
}
