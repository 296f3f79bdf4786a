import assert from 'node:assert/strict';

export const title = '8 a double click acts once, a draft survives, bad rows of an import are corrected in place';

export async function chapter(stage, book) {
  await doubleClick(stage, book);
  await draft(stage, book);
  await badFiles(stage, book);
  await importing(stage);
}

async function doubleClick(stage, book) {
  const chief = await stage.as('chief');
  await chief.openStep('审批检查方案', book.running.no);
  const address = chief.page.url();
  const sent = [];
  const note = (request) => request.url().endsWith('/complete') && sent.push(request.headers()['idempotency-key']);
  chief.page.on('request', note);
  await chief.page.getByRole('textbox', { name: /^意见/ }).fill('同意');
  await chief.page.getByRole('button', { name: '同意', exact: true }).dblclick();
  await chief.see('检查方案已批准');
  chief.page.off('request', note);
  assert.equal(new Set(sent).size, 1, 'one action, however often it is pressed');
  await chief.open(book.running.address);
  const timeline = chief.page.getByRole('list', { name: '办理经过' });
  await chief.see('审批检查方案', timeline);
  assert.equal(await timeline.getByRole('listitem').filter({ hasText: '审批检查方案' }).count(), 1);
  // The step that is done says so to whoever still has its address.
  await chief.page.goto(address);
  await chief.see(/“审批检查方案”已由陆剑于 .* 办理，结果：同意/);
  await chief.shot('task-gone');
}

async function draft(stage, book) {
  const officer = await stage.as('officer1');
  await officer.openStep('现场检查', book.sooner.no, { claim: true });
  await officer.fill('检查情况', '现场查阅除尘系统维护记录，写到一半');
  await officer.see(/\d\d:\d\d 已保存/);
  await officer.page.reload();
  await officer.see(/已恢复.*保存的草稿/);
  assert.equal(await officer.field('检查情况').inputValue(), '现场查阅除尘系统维护记录，写到一半');
  await officer.shot('task-draft');
}

/** What is no photograph stays out, with the reason at the field. */
async function badFiles(stage, book) {
  const officer = await stage.as('officer1');
  await officer.openStep('现场检查', book.sooner.no);
  await officer.press('添加问题');
  const input = officer.page
    .getByRole('group', { name: /现场照片/ })
    .locator('input[type=file]')
    .first();
  await officer.deliberately(async () => {
    await input.setInputFiles({
      name: 'tool.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('MZ\x90\x00 this program cannot be run'),
    });
    await officer.see(/“tool.jpg”没有传上去：/);
    await input.setInputFiles({
      name: 'huge.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.alloc(20 * 1024 * 1024 + 1, 0xff),
    });
    await officer.see(/“huge.jpg”.*MB/);
  });
  await officer.shot('task-bad-file');
  await officer.press('删除第 1 行');
  await officer.see(/\d\d:\d\d 已保存/);
}

const TABLE = `统一社会信用代码,企业名称,行政区划代码,主要负责人,从业人数
CODE1,示例新安五金有限公司,320724100,周一,30
CODE2,示例新安塑料有限公司,320724100,周二,45
WRONG,示例新安玻璃有限公司,320724100,周三,22
CODE4,示例新安木器有限公司,999999,周四,17
CODE5,示例新安包装有限公司,320724100,周五,二十
`;
const CODES = [
  '91320724XXXX01011U',
  '91320724XXXX0102XK',
  '91320724XXXX01038K',
  '91320724XXXX01046E',
  '91320724XXXX010549',
];

async function importing(stage) {
  const section = await stage.as('chem1');
  await section.open('/enterprises');
  await section.shot('enterprises');
  await section.follow('导入企业');
  await section.shot('import-upload');
  let text = TABLE.replace('WRONG', `${CODES[2].slice(0, 17)}${CODES[2].endsWith('0') ? '1' : '0'}`);
  CODES.forEach((code, index) => (text = text.replace(`CODE${index + 1}`, code)));
  await section.page
    .locator('#import-file')
    .setInputFiles({ name: '新增企业.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await section.see('2 行可以导入');
  await section.see('3 行有问题');
  await section.shot('import-check');
  const cell = (row, column) => section.page.getByLabel(`第 ${row} 行 ${column}`, { exact: true });
  for (const [row, column, value] of [
    [4, '统一社会信用代码', CODES[2]],
    [5, '行政区划代码', '320724100'],
    [6, '从业人数', '20'],
  ]) {
    await cell(row, column).fill(value);
    await cell(row, column).press('Tab');
    await section.see(`第 ${row} 行已改正，可以导入。`);
  }
  await section.press('导入 5 行');
  await section.see('已导入 5 家企业。');
  await section.shot('import-done');
  await section.follow('查看企业列表');
  await section.page.getByRole('link', { name: '示例新安玻璃有限公司' }).waitFor();
}
