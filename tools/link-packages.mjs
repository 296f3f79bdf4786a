#!/usr/bin/env node
// Links every package of the repository under node_modules, as npm's workspaces do. A package that came with a pull is
// usable at once; nothing is downloaded.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const GROUPS = ['engine', 'modules', 'plugins', 'designer'];

/** Returns the names of the packages that were not linked before. */
export function linkPackages(root) {
  const modules = path.join(root, 'node_modules');
  if (!fs.existsSync(modules)) return [];
  const linked = [];
  for (const group of GROUPS) {
    for (const folder of fs.readdirSync(path.join(root, group))) {
      const manifest = path.join(root, group, folder, 'package.json');
      if (!fs.existsSync(manifest)) continue;
      const { name } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
      const link = path.join(modules, ...name.split('/'));
      if (fs.existsSync(link)) continue;
      fs.rmSync(link, { force: true });
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, group, folder)), link, 'junction');
      linked.push(name);
    }
  }
  return linked;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const linked = linkPackages(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..'));
  console.log(linked.length ? `linked ${linked.join(', ')}` : 'every package is linked');
}
