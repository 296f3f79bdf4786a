// What tests need beside Node: a Chromium with Chinese fonts and poppler for looking into PDFs. Installed where the system
// has apt and this process may use it; otherwise the caller is told what is missing and why.
import { spawnSync } from 'node:child_process';

const TOOLS = [
  { what: 'browser tests (Chromium)', probe: ['chromium', ['--version']], packages: ['chromium'] },
  {
    what: 'Chinese fonts in screenshots',
    probe: ['sh', ['-c', 'fc-list :lang=zh | grep -q .']],
    packages: ['fonts-noto-cjk', 'fontconfig'],
  },
  { what: 'looking into PDF files (pdftotext)', probe: ['pdftotext', ['-v']], packages: ['poppler-utils'] },
];

const works = ([command, args]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** @returns what could not be provided, with the reason */
export function ensureNativeTools() {
  const missing = TOOLS.filter((tool) => !works(tool.probe));
  if (!missing.length) return [];
  const packages = missing.flatMap((tool) => tool.packages);
  const canInstall = process.getuid?.() === 0 && works(['apt-get', ['--version']]);
  if (canInstall) {
    console.log(`installing ${packages.join(', ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore', env });
    spawnSync('apt-get', ['install', '-y', '-qq', ...packages], { stdio: 'ignore', env });
  }
  return missing
    .filter((tool) => !works(tool.probe))
    .map((tool) => ({
      what: tool.what,
      why: canInstall
        ? `apt-get could not install ${tool.packages.join(', ')}`
        : `install ${tool.packages.join(', ')} by hand`,
    }));
}
