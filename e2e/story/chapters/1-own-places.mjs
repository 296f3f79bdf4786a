import assert from 'node:assert/strict';

export const title = '1 everybody logs in and sees only what is theirs';

const OFFICIAL = ['工作台', '办件', '企业'];

export async function chapter(stage, book) {
  const officer1 = await stage.as('officer1');
  assert.deepEqual(await officer1.menu(), OFFICIAL);
  for (const login of ['officer2', 'chief', 'chem1']) assert.deepEqual(await (await stage.as(login)).menu(), OFFICIAL);

  const safety = await stage.as('ent01-safety');
  assert.deepEqual(await safety.menu(), ['工作台', '办件']);
  await safety.open('/start');
  await safety.see('开展自查');
  await safety.absent('制定检查方案');
  const principal = await stage.as('ent01-principal');
  assert.deepEqual(await principal.menu(), ['工作台', '办件']);

  // A case of another enterprise: absent from lists, and its address says so in words.
  const other = await stage.as('ent02-safety');
  await other.open('/start/self-inspection');
  await other.heading('开展自查');
  await other.choose('检查清单', '安全警示标志设置');
  await other.shot('start-self-inspection');
  await other.press('提交');
  await other.see('自查已登记，未发现隐患');
  await other.follow('查看办件');
  await other.heading('示例澄源医药化工有限公司隐患自查');
  book.foreign = new URL(other.page.url()).pathname;

  await safety.open('/cases');
  await safety.see('还没有可以查看的办件');
  await safety.deliberately(async () => {
    await safety.open(book.foreign);
    await safety.see('没有这个办件，或您无权查看');
  });
  await safety.shot('case-not-yours');
  await safety.open('/enterprises');
  await safety.see('无权查看');
}
