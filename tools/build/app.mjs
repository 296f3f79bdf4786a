// The single-page application: Vite builds it when one of the modules of its own import graph has changed. The list of those
// modules is kept by the build itself, so a package the application starts to import needs no entry anywhere.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const APP = 'designer/app';
/** Inputs no module imports: the page, what is served as it is, how it is built, the versions of what it is built from. */
const UNIMPORTED = [`${APP}/index.html`, `${APP}/vite.config.ts`, 'package-lock.json'];

const hashOf = (file) => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

/** A style sheet another one imports is no module of the graph: all of a package that takes part count. */
function* styleSheets(root, read) {
  const packages = new Set(
    [...read].filter((file) => file.split('/').length > 2).map((file) => file.split('/', 2).join('/')),
  );
  for (const dir of packages) {
    for (const file of fs.readdirSync(path.join(root, dir), { recursive: true })) {
      if (file.endsWith('.css') && !/(^|\/)(node_modules|dist)\//.test(file)) yield path.join(dir, file);
    }
  }
}

/** Keeps the files of the repository (not of node_modules) a build has read: `{ [path]: sha256 }`. */
function recordInputs(root, record) {
  const read = new Set(UNIMPORTED);
  const add = (id) => {
    const named = id.split('?')[0];
    const file = path.relative(root, fs.existsSync(named) ? fs.realpathSync(named) : named);
    if (!file.startsWith('..') && !file.startsWith('\0') && !file.includes('node_modules')) read.add(file);
  };
  return {
    name: 'anliu-record-inputs',
    buildStart() {
      read.clear();
      for (const file of UNIMPORTED) read.add(file);
    },
    closeBundle() {
      const folder = path.join(root, APP, 'public');
      if (fs.existsSync(folder)) for (const name of fs.readdirSync(folder)) read.add(`${APP}/public/${name}`);
      for (const file of styleSheets(root, read)) read.add(file);
      const files = [...read].filter((file) => fs.existsSync(path.join(root, file))).sort();
      record(Object.fromEntries(files.map((file) => [file, hashOf(path.join(root, file))])));
    },
    moduleParsed: ({ id }) => add(id),
  };
}

/** Whether every file the last build read is what it was. */
export function appIsUpToDate(root) {
  const stamp = path.join(root, APP, 'dist/.inputs.json');
  if (!fs.existsSync(stamp)) return false;
  const inputs = JSON.parse(fs.readFileSync(stamp, 'utf8'));
  return Object.entries(inputs).every(([file, hash]) => {
    const where = path.join(root, file);
    return fs.existsSync(where) && hashOf(where) === hash;
  });
}

/** Builds the application if needed. @returns whether it was built */
export async function buildApp(root) {
  if (!fs.existsSync(path.join(root, APP, 'index.html')) || appIsUpToDate(root)) return false;
  const { build } = await import('vite');
  let inputs;
  const recording = recordInputs(root, (files) => (inputs = files));
  await build({ root: path.join(root, APP), logLevel: 'warn', plugins: [recording] });
  fs.writeFileSync(path.join(root, APP, 'dist/.inputs.json'), JSON.stringify(inputs, null, 1));
  return true;
}
