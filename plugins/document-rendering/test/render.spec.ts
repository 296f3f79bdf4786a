import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MAX_HTML_LENGTH, renderPdf } from '../src/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

const present = (command: string): boolean => spawnSync(command, ['-v']).error === undefined;
const tools = present('pdftotext') && present('pdfinfo') && present('pdffonts');
const withTools = tools ? it : it.skip;

const render = (html: string): Promise<Uint8Array> =>
  renderPdf(html, { title: '测试文书', date: new Date('2026-11-24T01:00:00Z') });
let files = 0;
async function saved(html: string): Promise<string> {
  const file = path.join(folder, `${files++}.pdf`);
  writeFileSync(file, await render(html));
  return file;
}
const run = (command: string, ...args: string[]): string => execFileSync(command, args, { encoding: 'utf8' });
const textOf = (file: string): string => run('pdftotext', '-layout', file, '-').replace(/\s/g, '');
const pagesOf = (file: string): number => Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', file))![1]);

const sentence = '现责令你单位对下述问题按规定的时间期限整改完毕，达到有关法律法规规章和标准规定的要求。';
const rows = (count: number): string =>
  Array.from({ length: count }, (_, i) => `<tr><td>${i + 1}</td><td>第${i + 1}项问题：${sentence}</td></tr>`).join('');
const table = (body: string): string =>
  `<table><thead><tr><th width="12">序号</th><th width="88">存在问题</th></tr></thead><tbody>${body}</tbody></table>`;

describe('a rendered document', () => {
  withTools('is A4, with its text extractable and only the used glyphs embedded', async () => {
    const file = await saved(
      `<h1>责令限期整改指令书</h1><p class="number">（灌）应急责改〔2026〕1号</p><p>${sentence}</p>`,
    );
    expect(run('pdfinfo', file)).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    expect(run('pdfinfo', file)).toContain('测试文书');
    expect(textOf(file)).toContain(`责令限期整改指令书（灌）应急责改〔2026〕1号${sentence}`);
    expect(run('pdffonts', file)).toMatch(/NotoSerifSC\S*\s+CID TrueType\s+Identity-H\s+yes yes yes/);
    expect((await render(`<p>${sentence}</p>`)).length).toBeLessThan(60_000);
  });

  it('has the same bytes when it is rendered again', async () => {
    const html = `<h1>文书</h1>${table(rows(3))}<qr-code value="x" caption="扫码"></qr-code>`;
    expect(Buffer.compare(Buffer.from(await render(html)), Buffer.from(await render(html)))).toBe(0);
  });

  withTools('continues a long table on further pages, its head repeated, every row there once', async () => {
    const file = await saved(table(rows(60)));
    const text = textOf(file);
    expect(pagesOf(file)).toBeGreaterThan(2);
    expect(text.match(/存在问题/g)).toHaveLength(pagesOf(file));
    for (let i = 1; i <= 60; i++) expect(text.split(`第${i}项问题`)).toHaveLength(2);
  });

  withTools('continues a single row that is longer than a page, losing nothing', async () => {
    const parts = Array.from({ length: 220 }, (_, i) => `〔${i}〕${sentence}`);
    const file = await saved(table(`<tr><td>1</td><td>${parts.join('')}</td></tr>`));
    const text = textOf(file);
    expect(pagesOf(file)).toBeGreaterThan(2);
    for (let i = 0; i < parts.length; i++) expect(text).toContain(`〔${i}〕`);
  });

  withTools('keeps the seal on a page with text, wherever the page ends', async () => {
    for (let count = 6; count <= 34; count += 4) {
      const body = Array.from({ length: count }, () => `<p>${sentence}</p>`).join('');
      const file = await saved(
        `${body}<div class="signatures"><signature-line label="检查人："></signature-line></div><div class="seal"><p>某县应急管理局</p><p>2026年11月24日</p></div>`,
      );
      const pages = run('pdftotext', '-layout', file, '-')
        .split('\f')
        .map((page) => page.replace(/\s/g, ''));
      const sealed = pages.find((page) => page.includes('某县应急管理局'))!;
      expect(sealed).toContain('2026年11月24日');
      expect(sealed).toContain('检查人');
      expect(sealed).toContain('规定的要求。');
    }
  });

  withTools('shows markup in data as text and never loses an unknown element’s words', async () => {
    const file = await saved('<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; <marquee>滚动</marquee></p>');
    expect(textOf(file)).toContain('<script>alert(1)</script>&滚动');
  });

  withTools('sets bold, underline, sizes, lists and an empty document', async () => {
    const file = await saved('<p>甲<b>乙</b><u>丙</u><span size="20">丁</span></p><ol><li>一</li><li>二</li></ol><hr>');
    expect(textOf(file)).toContain('甲乙丙丁1．一2．二');
    expect(pagesOf(await saved(''))).toBe(1);
  });

  it('is refused above the limit of characters', async () => {
    const empty = (length: number): string => `<p>${' '.repeat(length - 7)}</p>`;
    await expect(render(empty(MAX_HTML_LENGTH - 1))).resolves.toBeDefined();
    await expect(render(empty(MAX_HTML_LENGTH))).resolves.toBeDefined();
    await expect(render(empty(MAX_HTML_LENGTH + 1))).rejects.toThrow(RangeError);
  });
});
