import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { invalid } from '@anliu/kit';
import { MAX_UNZIPPED_BYTES, MAX_ZIP_ENTRIES, MAX_ZIP_RATIO } from '../limits.js';

// Ours: the libraries that unpack believe the sizes a file declares, or unpack first; here every part has a budget while it is inflated.
const inflate = promisify(inflateRaw);

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
/** Below this a high ratio is harmless. */
const RATIO_MATTERS_BYTES = 1024 * 1024;

export const damaged = (): Error =>
  invalid('Excel 文件已损坏或不是 .xlsx 格式，请用 Excel 或 WPS 重新另存为 .xlsx 后再上传。');
const tooBig = (): Error => invalid('Excel 文件解压后过大，请删除无关工作表和图片后再上传。');

/** The XML parts of a workbook by their names in lower case. */
export type Parts = ReadonlyMap<string, Buffer>;

/**
 * Unpacks the XML parts of an .xlsx before anything interprets them, and looks at number of parts, unpacked size (really
 * unpacked, not as declared) and document type declarations.
 * @throws AppError 400 for everything that is beyond a limit
 */
export async function unpackWorkbook(file: Buffer): Promise<Parts> {
  const parts = new Map<string, Buffer>();
  let unzipped = 0;
  for (const entry of entriesOf(file)) {
    const budget = MAX_UNZIPPED_BYTES - unzipped;
    const bytes = entry.compressed ? await unpack(entry.data, budget) : entry.data;
    unzipped += bytes.length;
    if (unzipped > MAX_UNZIPPED_BYTES) throw tooBig();
    if (bytes.length > RATIO_MATTERS_BYTES && bytes.length > entry.data.length * MAX_ZIP_RATIO) throw tooBig();
    if (!/\.(xml|rels)$/i.test(entry.name)) continue;
    if (bytes.includes('<!DOCTYPE') || bytes.includes('<!ENTITY'))
      throw invalid('Excel 文件含有不允许的文档类型声明，请重新另存后再上传。');
    parts.set(entry.name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase(), bytes);
  }
  return parts;
}

async function unpack(data: Buffer, budget: number): Promise<Buffer> {
  try {
    return await inflate(data, { maxOutputLength: Math.max(1, budget) });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooBig() : damaged();
  }
}

interface Entry {
  readonly name: string;
  readonly compressed: boolean;
  readonly data: Buffer;
}

/** The central directory of a ZIP file. ZIP64 and encryption are refused: no office writes them for such a table. */
function* entriesOf(file: Buffer): Generator<Entry> {
  const end = endOf(file);
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  if (count > MAX_ZIP_ENTRIES) throw tooBig();
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== CENTRAL_SIGNATURE) throw damaged();
    const encrypted = (file.readUInt16LE(at + 8) & 1) === 1;
    const method = file.readUInt16LE(at + 10);
    const size = file.readUInt32LE(at + 20);
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    if (encrypted) throw invalid('Excel 文件有密码保护，请取消密码后再上传。');
    if ((method !== 0 && method !== 8) || local + 30 > file.length || file.readUInt32LE(local) !== LOCAL_SIGNATURE)
      throw damaged();
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    if (start + size > file.length) throw damaged();
    yield { name, compressed: method === 8, data: file.subarray(start, start + size) };
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
}

function endOf(file: Buffer): number {
  for (let at = file.length - END_BYTES; at >= Math.max(0, file.length - END_BYTES - MAX_COMMENT); at -= 1) {
    if (file.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw damaged();
}
