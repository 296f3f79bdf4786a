#!/usr/bin/env node
// A release: one version for every package (Lerna), and "Unreleased" of the changelog closed under it.
//   npm run release -- 0.2.0 [--date 2026-12-01]
// It changes files only; look at them, commit `chore: release 0.2.0` and tag it `v0.2.0`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const HEADING = '## Unreleased';

/** The changelog with what was unreleased under a version, and room for what comes next. @throws when there is nothing to release */
export function closeUnreleased(changelog, version, date) {
  const from = changelog.indexOf(`${HEADING}\n`);
  if (from < 0) throw new Error(`CHANGELOG.md has no heading “${HEADING}”.`);
  const rest = changelog.slice(from + HEADING.length);
  const next = rest.indexOf('\n## ');
  const unreleased = (next < 0 ? rest : rest.slice(0, next)).trim();
  if (!/^[-*] /m.test(unreleased)) throw new Error(`There is nothing under “${HEADING}” to release.`);
  if (changelog.includes(`\n## ${version} `)) throw new Error(`CHANGELOG.md has a version ${version} already.`);
  return `${changelog.slice(0, from)}${HEADING}\n\n## ${version} — ${date}${rest}`;
}

function release([version, flag, given]) {
  if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) throw new Error('usage: npm run release -- <major.minor.patch>');
  const date = flag === '--date' ? given : new Date().toISOString().slice(0, 10);
  const file = path.join(root, 'CHANGELOG.md');
  const changelog = closeUnreleased(fs.readFileSync(file, 'utf8'), version, date);
  const lerna = spawnSync(
    'npx',
    ['lerna', 'version', version, '--exact', '--force-publish', '--no-git-tag-version', '--no-push', '--yes'],
    { cwd: root, stdio: 'inherit' },
  );
  if (lerna.status !== 0) throw new Error('Lerna could not set the version; the messages above say why.');
  const manifest = path.join(root, 'package.json');
  fs.writeFileSync(
    manifest,
    fs.readFileSync(manifest, 'utf8').replace(/("version": ")[^"]+/, (_, before) => before + version),
  );
  fs.writeFileSync(file, changelog);
  console.log(`version ${version} of ${date}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    release(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
