import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canBrowse, openStage, seriousFindings, type Stage } from './support/browser.js';
import { refuse } from './support/screen-server.js';

const SCREENS: [path: string, ready: string][] = [
  ['/workbench', '待办'],
  ['/tasks/task-0', '现场检查记录'],
  ['/cases', '办件'],
  ['/cases/case-0', '时间线'],
  ['/start/inspection', '执法检查'],
  ['/enterprises', '企业'],
  ['/enterprises/91320724MA1TESTA01', '登记信息'],
  ['/enterprises/import', '选择文件'],
  ['/configuration', '业务包'],
  ['/configuration/packs/county-hazard', '期限与参数'],
];

describe.skipIf(!canBrowse)('the main screens', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 120_000);
  beforeEach(() => {
    stage.server.reset();
    stage.server.login();
  });
  afterAll(() => stage?.close());

  it.each([
    ['on an office screen', { width: 1440, height: 900 }, {}],
    ['on a phone', { width: 390, height: 844 }, {}],
    ['in the dark, with large type', { width: 1440, height: 900 }, { theme: 'dark', size: 'xlarge' }],
    ['at 320 px', { width: 320, height: 640 }, {}],
  ])(
    'have no serious accessibility finding and no sideways scrolling %s',
    { timeout: 120_000 },
    async (_name, size, preferences) => {
      const { page, complaints } = await stage.page(size);
      await page.addInitScript(
        (stored) => localStorage.setItem('anliu.preferences', stored),
        JSON.stringify(preferences),
      );
      const findings: string[] = [];
      for (const [path, ready] of SCREENS) {
        await page.goto(stage.server.url + path);
        await page.getByText(ready).locator('visible=true').first().waitFor();
        await page.waitForLoadState('networkidle').catch(() => undefined);
        findings.push(...(await seriousFindings(page)).map((line) => `${path} ${line}`));
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (wider > 0) findings.push(`${path} is ${wider} px too wide`);
      }
      expect(findings).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('say what is most urgent in a case and who has it', async () => {
    const { page } = await stage.page();
    await page.goto(`${stage.server.url}/cases`);
    const row = page.getByRole('row').filter({ hasText: '甲类仓库可燃气体报警器未接入' });
    await row.getByText('整改复查 · 陈立、周海', { exact: true }).waitFor();
    await row.getByRole('link').click();
    await page.getByText(/^整改复查 · 陈立、周海 · .+大队$/).waitFor();
    await page.context().close();
  });

  it('show a list of filters that survives Back', async () => {
    const { page } = await stage.page();
    await page.goto(`${stage.server.url}/cases?progress=open&overdue=1&page=1`);
    await page
      .getByRole('link', { name: /执法检查$/ })
      .first()
      .click();
    await page.getByRole('heading', { name: '时间线' }).waitFor();
    await page.goBack();
    await expect.poll(() => page.getByRole('checkbox', { name: '只看超期' }).isChecked()).toBe(true);
    expect(page.url()).toContain('progress=open');
    await page.context().close();
  });

  it('say before logging in what plain http from another machine lacks, and how to mend it; nothing where it is encrypted', async () => {
    const welcome = (encrypted: boolean) =>
      stage.server.on('GET', /^\/api\/welcome$/, () => ({ body: { setup: false, tryOut: [], encrypted } }));
    const { page } = await stage.page();
    stage.server.expire();
    const undo = welcome(false);
    await page.goto(`${stage.server.url}/login`);
    await page.getByText('连接未加密').waitFor();
    await page.getByText('请系统管理员用 --tls 私钥,证书 启动').waitFor();
    undo();
    const redo = welcome(true);
    await page.goto(`${stage.server.url}/login`);
    await page.getByLabel('登录名').waitFor();
    expect(await page.getByText('连接未加密').count()).toBe(0);
    redo();
    stage.server.login();
    await page.context().close();
  });

  it('say in words what is missing, forbidden or broken, with the incident number', async () => {
    const { page } = await stage.page();
    await page.goto(`${stage.server.url}/cases/none`);
    await page.getByText('没有找到这件办件。').waitFor();
    await page.goto(`${stage.server.url}/nowhere`);
    await page.getByRole('heading', { name: '没有找到' }).waitFor();
    stage.server.on('GET', /^\/api\/cases$/, () =>
      refuse(500, 'INTERNAL', '服务器出了故障。', { incident: 'E20261123-7' }),
    );
    await page.goto(`${stage.server.url}/cases`);
    await page.getByText('E20261123-7').waitFor();
    await page.context().close();
  });

  it('import enterprises: a bad row is corrected in place and all rows go in', async () => {
    const { page } = await stage.page();
    await page.goto(`${stage.server.url}/enterprises/import`);
    await page.setInputFiles('#import-file', { name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') });
    await page.getByText('“照片.jpg”不是 Excel 或 CSV 表格').waitFor();
    await page.setInputFiles('#import-file', {
      name: '企业名录.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('企业名称\n'),
    });
    await page.getByText('1 行有问题').waitFor();
    const cell = page.getByLabel('第 4 行 统一社会信用代码');
    expect(await cell.getAttribute('aria-invalid')).toBe('true');
    await cell.fill('91320724MA1TESTX07');
    await cell.press('Tab');
    await page.getByRole('button', { name: '导入 3 行' }).click();
    await page.getByText('已导入 3 家企业。').waitFor();
    await page.context().close();
  });

  it('put a changed parameter into the draft', async () => {
    const { page, complaints } = await stage.page();
    await page.goto(`${stage.server.url}/configuration/packs/county-hazard`);
    await page.getByRole('button', { name: '修改“责令限期整改”' }).click();
    const input = page.getByLabel('“责令限期整改”的新取值');
    await input.fill('20');
    await input.press('Enter');
    await page.getByText('已存为草稿').waitFor();
    expect(stage.server.seen.find((call) => call.path.endsWith('/parameters/TP73'))!.body).toMatchObject({ value: 20 });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('throw unpublished changes away, all or one, after one question', async () => {
    const { page, complaints } = await stage.page();
    await page.goto(`${stage.server.url}/configuration/packs/county-hazard`);
    const sent = () => stage.server.seen.filter((call) => call.method === 'DELETE').map((call) => call.path);
    await page.getByRole('button', { name: '放弃修改：执法检查' }).click();
    await page.getByText('放弃的修改不能找回').locator('visible=true').waitFor();
    await page.locator('.el-popconfirm:visible').getByRole('button', { name: '放弃修改' }).click();
    await page.getByText('已放弃未发布的修改。').waitFor();
    expect(sent()).toEqual(['/api/packs/county-hazard/draft']);
    await page.getByRole('button', { name: '放弃全部修改' }).first().click();
    await page.locator('.el-popconfirm:visible').getByRole('button', { name: '放弃全部修改' }).click();
    await expect.poll(sent).toHaveLength(2);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('publish a pack only after its changes were shown in words and a note was given', async () => {
    const { page } = await stage.page();
    await page.goto(`${stage.server.url}/configuration/packs/county-hazard`);
    await page.getByRole('button', { name: '发布' }).click();
    const dialog = page.getByRole('dialog', { name: '发布前核对' });
    await dialog.getByText('流程“执法检查”的步骤改名').waitFor();
    await dialog.getByRole('button', { name: '发布' }).click();
    await dialog.getByText('请填写发布说明').waitFor();
    await dialog.getByLabel('发布说明').fill('按局办公会意见修改');
    await dialog.getByRole('button', { name: '发布' }).click();
    await page.getByText('已发布版本').waitFor();
    expect(stage.server.seen.find((call) => call.path.endsWith('/publish'))!.body).toEqual({
      note: '按局办公会意见修改',
    });
    await page.context().close();
  });

  it('find cases and enterprises from anywhere with Ctrl K', async () => {
    const { page } = await stage.page();
    await page.goto(`${stage.server.url}/cases`);
    await page.getByRole('heading', { name: '办件' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '输入办件编号、标题、企业名称或统一社会信用代码' }).fill('海陵');
    await page.getByRole('option', { name: /海陵化工有限公司（示例）\s*91320724/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '时间线' }).waitFor();
    await page.context().close();
  });
});
