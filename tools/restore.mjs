#!/usr/bin/env node
// Puts a backup in the place of a data folder whose server is stopped; what was there is moved aside, never deleted:
//   npm run restore -- --from BACKUP [--data ./data]
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';

ensureInstalled(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
const { values } = parseArgs({ options: { from: { type: 'string' }, data: { type: 'string', default: './data' } } });
try {
  if (!values.from) throw new Error('npm run restore -- --from 备份目录 [--data ./data]');
  const { buildAll } = await import('./build.mjs');
  await buildAll({ app: false });
  const { restoreBackup } = await import('../modules/host/dist/index.js');
  const { manifest, aside } = await restoreBackup(path.resolve(values.from), values.data);
  console.log(`已恢复 ${manifest.at} 的备份（${manifest.files.length} 个文件）/ restored.`);
  if (aside) console.log(`原数据目录移到 / what was there is now in: ${aside}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
