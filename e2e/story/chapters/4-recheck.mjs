import assert from 'node:assert/strict';
import { photo } from '../pictures.mjs';

export const title = '4 two officers recheck and close; what fails is ordered once more on the due date';

export async function chapter(stage, book) {
  await passes(stage, book);
  await fails(stage, book);
}

async function recheck(officer, no, result, opinion) {
  await officer.openStep('整改复查', no, { claim: true });
  await officer.choose('复查人员', ['王执', '李法'], { search: true });
  await officer.answer('复查结果', result);
  await officer.fill('复查意见', opinion);
  await officer.act('提交复查意见', { told: '请另一名复查人员会签' });
}

async function passes(stage, book) {
  const [officer1, officer2, chief] = [await stage.as('officer1'), await stage.as('officer2'), await stage.as('chief')];
  const no = book.hazards.limitedNo;
  // One officer alone is told so at the field.
  await officer1.openStep('整改复查', no, { claim: true });
  await officer1.choose('复查人员', '王执', { search: true });
  await officer1.answer('复查结果', '合格');
  await officer1.fill('复查意见', '现场核实，已按要求整改完毕');
  await officer1.press('提交复查意见');
  const item = officer1.page.locator('.al-form-item').filter({ hasText: '复查人员' });
  await item.locator('.al-form-error').waitFor();
  assert.match(await item.locator('.al-form-error').innerText(), /两名复查人员是同一人|至少.*2/);
  await officer1.shot('task-recheck-refused');
  await officer1.choose('复查人员', '李法', { search: true });
  await officer1.attach('复查照片', await photo('box-after'));
  await officer1.shot('task-recheck');
  await officer1.act('提交复查意见', { told: '请另一名复查人员会签' });

  await officer2.openStep('复查会签', no);
  await officer2.shot('task-cosign');
  await officer2.act('会签同意', { told: '已会签' });
  await chief.openStep('隐患销号审批', no);
  await chief.act('同意销号', { opinion: '同意', told: '隐患已销号' });
  await chief.open(book.hazards.limited);
  await chief.see('已销号');
  const opinion = chief.page.getByRole('link', { name: /打开《整改复查意见书》PDF/ });
  const status = await chief.page.evaluate(
    async (url) => (await fetch(url)).status,
    await opinion.getAttribute('href'),
  );
  assert.equal(status, 200);
  await chief.shot('case-closed');
}

async function fails(stage, book) {
  const no = book.hazards.majorNo;
  const principal = await stage.as('ent01-principal');
  await principal.openStep('制定治理方案', no);
  await principal.fill('责任领导', '严守正');
  await principal.fill('整改责任人', '安知远');
  await principal.fill('整改措施', '停产整顿，制定有限空间作业制度并培训');
  await principal.fill('整改资金', '5');
  await principal.fill('整改期间安全防范措施', '封闭污水池，悬挂警示标志，专人看守');
  await principal.fill('应急预案', '配备三脚架和正压式呼吸器，落实救援预案');
  await principal.shot('task-governance');
  await principal.act('签批治理方案', { told: '请组织整改' });

  // The due date passes without a word from the enterprise; a month later everybody has to log in again.
  await stage.everybodyLeaves();
  await stage.clock({ now: `${stage.day(31)}T09:00:00+08:00` });
  const [officer1, officer2] = [await stage.as('officer1'), await stage.as('officer2')];
  await recheck(officer1, no, '不合格', '有限空间作业制度未建立');
  await officer2.openStep('复查会签', no);
  await officer2.act('会签同意', { told: '已会签' });
  await officer1.openStep('重新责令限期整改', no);
  await officer1.date('重新责令整改期限', stage.day(-1));
  await officer1.page.getByRole('textbox', { name: /^意见/ }).fill('逾期未整改，重新责令');
  await officer1.press('签发重新责令');
  await officer1.see('重新责令的整改期限须在今天以后，请重新选择。');
  await officer1.date('重新责令整改期限', stage.day(10));
  await officer1.shot('task-renew');
  await officer1.act('签发重新责令', { told: '新的指令书已生成' });

  const safety = await stage.as('ent01-safety');
  await safety.openStep('整改反馈', no);
  await safety.fill('整改情况', '制度已建立，人员已培训，设备已配齐');
  await safety.attach('整改后照片', await photo('pool-after'));
  await safety.fill('整改投入', '4.8');
  await safety.fill('企业验收人', '安知远');
  await safety.act('整改完成，申请复查', { told: '已申请复查' });
  await recheck(officer2, no, '合格', '重大隐患已消除');
  await officer1.openStep('复查会签', no);
  await officer1.act('会签同意', { told: '已会签' });
  const deputy = await stage.as('deputy');
  await deputy.openStep('重大隐患销号审批', no, { claim: true });
  await deputy.act('同意销号', { opinion: '同意销号', told: '隐患已销号' });
  await deputy.open(book.hazards.major);
  await deputy.see('已销号');
  assert.equal(await deputy.page.getByRole('link', { name: /打开《整改复查意见书》PDF/ }).count(), 2);
}
