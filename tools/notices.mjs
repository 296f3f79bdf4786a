#!/usr/bin/env node
// Writes THIRD_PARTY_NOTICES.md: every package that is shipped (not development tools), with version, licence and source.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const rows = new Map();
for (const [where, entry] of Object.entries(lock.packages)) {
  if (!where.includes('node_modules/') || entry.link || entry.dev || entry.optional) continue;
  const file = path.join(root, where, 'package.json');
  if (!fs.existsSync(file)) continue;
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (manifest.name?.startsWith('@anliu/')) continue;
  const repository =
    typeof manifest.repository === 'string'
      ? manifest.repository
      : (manifest.repository?.url ?? manifest.homepage ?? '');
  const licence = typeof manifest.license === 'string' ? manifest.license : (manifest.license?.type ?? 'see package');
  rows.set(
    `${manifest.name}@${manifest.version}`,
    `| ${manifest.name} | ${manifest.version} | ${licence} | ${repository.replace(/^git\+/, '').replace(/\.git$/, '')} |`,
  );
}
const text = `# Third-party notices

What is shipped with the product, from the lockfile; the licence texts stand in each package. bpmn-js and diagram-js are used under the bpmn.io
licence, which asks that its mark stays visible. Data: holiday arrangements by NateScarlet/holiday-cn (MIT), regions by
modood/Administrative-divisions-of-China (WTFPL).

| package | version | licence | source |
|---|---|---|---|
${[...rows.entries()]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([, row]) => row)
  .join('\n')}
`;
fs.writeFileSync(path.join(root, 'THIRD_PARTY_NOTICES.md'), text);
console.log(`${rows.size} packages`);
