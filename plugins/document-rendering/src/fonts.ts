import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const FOLDER = '@expo-google-fonts/noto-serif-sc';
const FILES = { regular: '400Regular/NotoSerifSC_400Regular.ttf', bold: '700Bold/NotoSerifSC_700Bold.ttf' } as const;

export type FontName = keyof typeof FILES;

const loaded = new Map<FontName, Buffer>();

/** Noto Serif SC (SIL Open Font License 1.1), read once. Only the glyphs used are embedded in a PDF. */
export function fontBytes(name: FontName): Buffer {
  let bytes = loaded.get(name);
  if (!bytes) loaded.set(name, (bytes = readFileSync(require.resolve(`${FOLDER}/${FILES[name]}`))));
  return bytes;
}
