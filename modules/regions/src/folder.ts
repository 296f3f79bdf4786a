import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The nearest `templates` folder above this file: packs, and regions beneath `regions/`. */
export function templatesFolder(from: string = path.dirname(fileURLToPath(import.meta.url))): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'templates');
    if (fs.existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** @throws when the product was unpacked without its templates */
export function regionsFolder(): string {
  const templates = templatesFolder();
  if (templates === undefined) throw new Error('找不到 templates/regions 文件夹，请把发布包完整解开后再启动。');
  return path.join(templates, 'regions');
}
