/** What a photo says of itself: when it was taken (local time without zone) and where (degrees, WGS 84). */
export interface PhotoFacts {
  takenAt?: string;
  gps?: { latitude: number; longitude: number };
}

// Ours: two facts of a block that sharp has already found; a library would read the whole of a foreign file's metadata again.
const TAG = { exif: 0x8769, gps: 0x8825, taken: 0x9003, latRef: 1, lat: 2, lonRef: 3, lon: 4 } as const;
const MAX_TAGS = 500;

/** Reads the EXIF block of a photo. Broken blocks give what could be read; nothing here throws. */
export function readExif(block: Buffer): PhotoFacts {
  const tiff = block.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number): number =>
    at >= 0 && at + 2 <= tiff.length ? (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)) : 0;
  const u32 = (at: number): number =>
    at >= 0 && at + 4 <= tiff.length ? (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at)) : 0;

  const directory = (at: number): Map<number, number> => {
    const entries = new Map<number, number>();
    if (at === 0) return entries;
    const count = Math.min(u16(at), MAX_TAGS);
    for (let i = 0; i < count; i++) entries.set(u16(at + 2 + i * 12), at + 2 + i * 12);
    return entries;
  };
  const text = (entry: number | undefined): string => {
    if (entry === undefined) return '';
    const length = u32(entry + 4);
    const start = length > 4 ? u32(entry + 8) : entry + 8;
    return tiff.toString('latin1', start, Math.min(start + length, tiff.length)).replace(/\0.*$/s, '');
  };
  const degrees = (entry: number | undefined): number | undefined => {
    if (entry === undefined || u32(entry + 4) !== 3) return undefined;
    const start = u32(entry + 8);
    const [d, m, s] = [0, 8, 16].map((offset) => u32(start + offset) / u32(start + offset + 4));
    const value = d! + m! / 60 + s! / 3600;
    return Number.isFinite(value) && value <= 180 ? value : undefined;
  };

  const root = directory(u32(4));
  const pointer = (tag: number): number => (root.has(tag) ? u32(root.get(tag)! + 8) : 0);
  const facts: PhotoFacts = {};
  const taken = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})$/.exec(
    text(directory(pointer(TAG.exif)).get(TAG.taken)),
  );
  if (taken) facts.takenAt = `${taken[1]}-${taken[2]}-${taken[3]}T${taken[4]}:${taken[5]}:${taken[6]}`;
  const gps = directory(pointer(TAG.gps));
  const [latitude, longitude] = [degrees(gps.get(TAG.lat)), degrees(gps.get(TAG.lon))];
  if (latitude !== undefined && longitude !== undefined) {
    facts.gps = {
      latitude: text(gps.get(TAG.latRef)).startsWith('S') ? -latitude : latitude,
      longitude: text(gps.get(TAG.lonRef)).startsWith('W') ? -longitude : longitude,
    };
  }
  return facts;
}
