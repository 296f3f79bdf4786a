import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startScreenServer, type ScreenServer } from './screen-server.js';

const APP = fileURLToPath(new URL('../..', import.meta.url));
const VITE = fileURLToPath(new URL('../../../../node_modules/vite/bin/vite.js', import.meta.url));
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const canBrowse = fs.existsSync(CHROMIUM);

export interface Stage {
  server: ScreenServer;
  browser: Browser;
  /** A fresh page; whatever it prints as an error is collected in `complaints`. */
  page(options?: { width?: number; height?: number; dark?: boolean }): Promise<{ page: Page; complaints: string[] }>;
  close(): Promise<void>;
}

/** Builds the application once, serves it and opens a browser. */
export async function openStage(): Promise<Stage> {
  const dist = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-screens-'));
  // In a process of its own: the test runner resolves packages under conditions that the bundler's plugins do not expect.
  execFileSync(process.execPath, [VITE, 'build', APP, '--outDir', dist, '--emptyOutDir', '--logLevel', 'error'], {
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' },
  });
  const server = await startScreenServer(dist);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  return {
    server,
    browser,
    async page({ width = 1440, height = 900 } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
          complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await server.stop();
      fs.rmSync(dist, { recursive: true, force: true });
    },
  };
}

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeWindow {
  axe: {
    run(options: object): Promise<{
      violations: { id: string; impact: string | null; nodes: { target: unknown[]; failureSummary?: string }[] }[];
    }>;
  };
}

/** Serious and critical findings of axe on what is shown now, as readable lines. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() =>
    (window as unknown as AxeWindow).axe
      .run({ exclude: ['.bjs-powered-by'] } as object)
      .then(({ violations }) => violations),
  );
  return result
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`),
    );
}
