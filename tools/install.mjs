// Installs dependencies when node_modules is missing or older than the lockfile.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { linkPackages } from './link-packages.mjs';

const MINIMUM_NODE = [20, 19];

/** What is installed is what the lockfile asks for: npm keeps its own record of the tree. */
function treeMatches(root, lockfile) {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!fs.existsSync(record)) return false;
  const wanted = JSON.parse(lockfile).packages;
  const present = JSON.parse(fs.readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([where, entry]) => !where.includes('node_modules/') || entry.optional || present[where]?.version === entry.version,
  );
}

/**
 * Leaves a stamp with the lockfile's hash, so that a second call costs one file read. A tree that is merely older is brought
 * up to date in place. Exits with a clear message when it cannot.
 */
export function ensureInstalled(root) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    console.error(`Anliu needs Node ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
  const lockfile = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lockfile).digest('hex');
  const modules = path.join(root, 'node_modules');
  const stamp = path.join(modules, '.anliu-lock');
  linkPackages(root);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash) return;
  if (!treeMatches(root, lockfile)) {
    console.log('安装依赖 / installing dependencies …');
    const command = fs.existsSync(modules) ? ['install', '--no-save'] : ['ci'];
    const result = spawnSync('npm', [...command, '--no-audit', '--no-fund', '--loglevel', 'error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (result.status !== 0) {
      console.error('npm could not install the dependencies; the messages above say why.');
      process.exit(result.status ?? 1);
    }
  }
  fs.writeFileSync(stamp, hash);
}
