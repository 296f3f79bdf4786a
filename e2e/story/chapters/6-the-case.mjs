import assert from 'node:assert/strict';
import { startInspection } from '../plan.mjs';

export const title = '6 whoever may opens the case and sees everything; what is due first stands first';

export async function chapter(stage, book) {
  await theCase(stage, book);
  await theInbox(stage, book);
}

async function theCase(stage, book) {
  const chem = await stage.as('chem1');
  await chem.open(book.selfHazard);
  await chem.heading(/事故应急池未辨识为有限空间/);
  const section = (name) =>
    chem.page.locator('section').filter({ has: chem.page.getByRole('heading', { name, exact: true }) });
  // The data, read, and the photograph.
  await chem.see('围挡隔离', section('办件内容'));
  await chem.page.getByRole('button', { name: '查看 pool.jpg' }).first().waitFor();
  // Who, when, how long.
  const step = chem.page
    .getByRole('listitem')
    .filter({ hasText: '主要负责人签批治理方案' })
    .filter({ hasText: '用时' });
  await chem.see('严守正', step);
  await chem.see(stage.day(), step);
  // The drawing with the token where the case stands, and the same in words.
  await chem.page.locator('.al-active').first().waitFor();
  await chem.page.getByText('文字说明').click();
  await chem.see('正在办理：整改');
  // The clock, in working days, with its basis.
  const clock = section('期限');
  await chem.see(/剩 \d+ 个工作日/, clock);
  await clock.getByRole('button').first().click();
  await chem.see('已用', clock);
  await chem.see('法律依据', clock);
  await chem.shot('case-self-hazard');
  await chem.see('郑改之', section('当前步骤'));

  // The documents, on the case they were made for.
  const chief = await stage.as('chief');
  await chief.open(book.check);
  for (const document of ['现场检查方案', '现场检查记录', '现场处理措施决定书', '责令限期整改指令书'])
    await chief.page.getByRole('link', { name: `打开《${document}》PDF（新标签页）` }).waitFor();

  // Everything one may see, found by what one knows of it.
  await chief.open('/cases');
  await chief.page.getByRole('row').filter({ hasText: '执法检查' }).first().waitFor();
  await chief.shot('cases');
  const officer = await stage.as('officer1');
  await officer.open('/enterprises');
  await officer.follow('示例安澜化工有限公司');
  await officer.heading('示例安澜化工有限公司');
  await officer.shot('enterprise');
}

async function theInbox(stage, book) {
  const officer = await stage.as('officer1');
  const chief = await stage.as('chief');
  const later = await startInspection(officer, {
    enterprise: '示例恒炉铸造有限公司',
    date: stage.day(6),
    focus: '高温熔融金属',
  });
  const sooner = await startInspection(officer, {
    enterprise: '示例远山木业有限公司',
    date: stage.day(1),
    focus: '除尘系统',
  });
  for (const { no } of [later, sooner]) {
    await chief.openStep('审批检查方案', no);
    await chief.act('同意', { opinion: '同意' });
  }
  book.sooner = sooner;
  book.later = later;
  await officer.open('/workbench/claimable');
  const rows = officer.page.locator('.inbox-list__link');
  await rows.nth(1).waitFor();
  const texts = await rows.allInnerTexts();
  const place = (name) => texts.findIndex((text) => text.includes(name));
  assert.ok(
    place('远山木业') >= 0 && place('远山木业') < place('恒炉铸造'),
    `due first stands first:\n${texts.join('\n')}`,
  );
  for (const text of texts) assert.match(text, /剩 \d+ 个工作日 · \d\d-\d\d 止|今天到期|超 \d+ 个工作日/);
  await officer.see('先到期的在前');
  await officer.page.getByRole('heading', { level: 2, name: '现场检查' }).waitFor();
  await officer.shot('inbox-officer');
}
