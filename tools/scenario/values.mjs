// Values of a scenario: dates relative to the clock, people, enterprises, cases, generated photos.
import zlib from 'node:zlib';

const MINUTE = 60_000;
const DAY = 86_400_000;
export const localIso = (date) => `${new Date(date.getTime() + 480 * MINUTE).toISOString().slice(0, 19)}+08:00`;

/** Replaces `$…` texts in any data. `world` answers now(), person(), enterprise(), photo(), caseOf(). */
export async function resolve(value, world) {
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolve(item, world)));
  if (value && typeof value === 'object') {
    const entries = await Promise.all(
      Object.entries(value).map(async ([key, item]) => [key, await resolve(item, world)]),
    );
    return Object.fromEntries(entries);
  }
  return typeof value === 'string' && value.startsWith('$') ? text(value, world) : value;
}

async function text(value, world) {
  const [, name, sign, amount, unit] = /^\$(today|now)(?:([+-])(\d+)([dhm]?))?$/.exec(value) ?? [];
  if (name) {
    const size = Number(amount ?? 0) * (sign === '-' ? -1 : 1);
    const by = unit === 'h' ? 60 * MINUTE : unit === 'm' ? MINUTE : DAY;
    const at = localIso(new Date((await world.now()).getTime() + size * by));
    return name === 'today' ? at.slice(0, 10) : at;
  }
  const [, kind, rest] = /^\$(person|enterprise|photo|case):(.+)$/.exec(value) ?? [];
  if (kind === 'person') return world.person(rest);
  if (kind === 'enterprise') return world.enterprise(rest);
  if (kind === 'photo') return world.photo(rest);
  if (kind === 'case') {
    const [alias, property = 'no'] = rest.split('.');
    return world.caseOf(alias)[property];
  }
  throw new Error(`value ${value} is not known; see docs/handbook/scenarios.md`);
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
const crc = (bytes) => {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
};
const chunk = (type, data) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
};

/** A PNG of one colour that depends on the label, so that different labels are different photos. */
export function png(width, height, label) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const colour = [...crcBytes(label)];
  const row = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => colour).flat())]);
  const pixels = zlib.deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}
const crcBytes = (label) => {
  const value = crc(Buffer.from(label));
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff];
};
