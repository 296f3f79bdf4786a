#!/usr/bin/env node
// The dependency rule: fails on any import that points the wrong way. It also asserts that it saw every package (with an
// unsupported TypeScript the tool sees nothing and stays green), and that a planted violation is caught.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const GROUPS = ['engine', 'modules', 'plugins', 'designer'];
const MINIMUM_MODULES = 150;
const MAX_REPORT_BYTES = 256 * 1024 * 1024;

function cruise() {
  const run = () =>
    execFileSync(
      process.execPath,
      [
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        '--output-type',
        'json',
        ...GROUPS.map((g) => `${g}/*/src`).flatMap(expand),
      ],
      { cwd: root, maxBuffer: MAX_REPORT_BYTES, stdio: ['ignore', 'pipe', 'inherit'] },
    );
  let text;
  try {
    text = run();
  } catch (error) {
    if (!error.stdout?.length) throw error;
    text = error.stdout;
  }
  return JSON.parse(text);
}

function expand(pattern) {
  const [group] = pattern.split('/');
  return fs
    .readdirSync(path.join(root, group))
    .map((name) => `${group}/${name}/src`)
    .filter((dir) => fs.existsSync(path.join(root, dir)));
}

const describe = (violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`;
// One for the direction between groups, one for a room of another module behind its door, one circle of types inside a package.
const PLANTED = {
  'engine/protocol/src/planted-violation.ts':
    "import type { FieldError } from '../../../modules/contract/src/index.js';\nexport type Planted = FieldError;\n",
  'modules/tasks/src/planted-violation.ts':
    "import type { CaseStore } from '../../cases/src/store/case-store.js';\nexport type Planted = CaseStore;\n",
  'designer/form/src/planted-violation.ts':
    "import type { PlantedOther } from './planted-other.js';\nexport type Planted = { other: PlantedOther };\n",
  'designer/form/src/planted-other.ts':
    "import type { Planted } from './planted-violation.js';\nexport type PlantedOther = { planted?: Planted };\n",
};
let failures = 0;
const check = (ok, text) => {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${text}`);
  if (!ok) failures += 1;
};

const report = cruise();
for (const violation of report.summary.violations) console.log(`     ${describe(violation)}`);
check(
  report.summary.violations.length === 0,
  `no import points the wrong way (${report.summary.violations.length} do)`,
);
check(
  report.modules.length >= MINIMUM_MODULES,
  `the check saw ${report.modules.length} modules (at least ${MINIMUM_MODULES})`,
);
const packages = GROUPS.flatMap((group) => expand(`${group}/*/src`)).map((dir) => dir.replace(/\/src$/, ''));
const unseen = packages.filter((dir) => !report.modules.some((module) => module.source.startsWith(`${dir}/src/`)));
check(
  unseen.length === 0,
  `every package was seen${unseen.length ? `, not ${unseen.join(', ')}` : ` (${packages.length})`}`,
);

const plantedFiles = Object.entries(PLANTED).map(([file, text]) => ({ file, text, full: path.join(root, file) }));
try {
  for (const { full, text } of plantedFiles) fs.writeFileSync(full, text);
  const { violations } = cruise().summary;
  for (const { file } of plantedFiles)
    check(
      violations.some((violation) => violation.from === file || violation.to === file),
      `a planted violation is caught (${file})`,
    );
} finally {
  for (const { full } of plantedFiles) fs.rmSync(full, { force: true });
}
console.log(`boundaries: ${3 + plantedFiles.length - failures} passed, ${failures} failed`);
process.exit(failures ? 1 : 0);
