import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { photo } from '../pictures.mjs';

export const title = '2 an inspection finds three problems; the order is signed, printed and delivered';

export async function chapter(stage, book) {
  const officer1 = await stage.as('officer1');
  await plan(officer1, book);
  await approve(stage, officer1, book);
  await record(stage, officer1, book);
  await measures(stage, book);
  await order(stage, officer1, book);
  await readOrder(officer1, book);
  await hazards(officer1, book);
}

async function plan(officer, book) {
  await officer.open('/workbench');
  await officer.follow('发起');
  await officer.see('选择要发起的事项');
  await officer.shot('start-list');
  await officer.follow('制定检查方案');
  await officer.heading('制定检查方案');
  await officer.shot('start-empty');
  await officer.press('提交');
  await officer.see(/有 \d 处需要改正/);
  await officer.shot('start-errors');
  await officer.choose('检查对象', '示例安澜化工有限公司', { search: '安澜' });
  await officer.choose('计划来源', '年度监督检查计划');
  await officer.choose('执法人员', ['王执', '李法'], { search: true });
  await officer.answer('检查方式', '现场检查');
  await officer.answer('检查方式', '查阅资料');
  await officer.choose('检查内容（清单）', [
    '特种作业人员持证上岗',
    '有限空间辨识、审批、检测、监护',
    '配电箱（柜）、临时用电线路',
  ]);
  await officer.shot('start-filled');
  await officer.press('提交');
  await officer.see('检查方案已送大队长审批');
  book.checkNo = (
    await officer.page
      .getByText(/编号 JC/)
      .first()
      .innerText()
  ).match(/JC\d+/)[0];
  await officer.shot('start-done');
  await officer.follow('查看办件');
  await officer.heading(/执法检查/);
  book.check = new URL(officer.page.url()).pathname;
}

async function approve(stage, officer, book) {
  const chief = await stage.as('chief');
  await chief.openStep('审批检查方案', book.checkNo);
  await chief.press('退回修改');
  await chief.see('选“退回修改”时必须说明理由');
  await chief.shot('task-approve');
  await chief.act('退回修改', { opinion: '请写明检查重点', told: '检查方案已退回修改' });
  await officer.openStep('修改检查方案', book.checkNo);
  await officer.fill('检查重点', '有限空间作业审批与监护、消防设施完好有效');
  await officer.act('重新送审', { told: '检查方案已重新送审' });
  await chief.openStep('审批检查方案', book.checkNo);
  await chief.see('有限空间作业审批与监护');
  await chief.act('同意', { opinion: '同意', told: '检查方案已批准' });
  await chief.shot('task-done');
}

async function addProblem(officer, problem) {
  await officer.press('添加问题');
  const card = officer.page.locator('.al-form-card').last();
  if (problem.item) await officer.choose('检查项', problem.item, { scope: card });
  await officer.fill('隐患描述', problem.desc, card);
  await officer.fill('部位', problem.place, card);
  await officer.choose('隐患类别', problem.category, { scope: card });
  await officer.choose('专业', problem.profession, { scope: card });
  await officer.fill('违反条款', problem.basis, card);
  if (problem.major) await officer.choose('重大事故隐患判定依据', problem.major, { scope: card });
  await officer.choose('可能导致的事故类型', problem.consequence, { scope: card });
  await officer.choose('处置方式', problem.disposal, { scope: card });
  if (problem.due) await officer.date('整改期限', problem.due, card);
  await officer.attach('现场照片', problem.photo, card);
  if (problem.after) await officer.attach('当场整改后照片', problem.after, card);
  return card;
}

async function record(stage, officer, book) {
  await officer.openStep('现场检查', book.checkNo, { claim: true });
  await officer.fill('检查场所', '生产车间及原料库');
  await officer.date('检查开始时间', stage.moment(-2));
  await officer.date('检查结束时间', stage.moment(-1));
  await officer.answer('已出示行政执法证件', '是');
  await officer.fill('现场负责人', '李经理');
  await officer.fill('联系电话', '13800000000');
  await officer.fill('检查情况', '对生产车间、原料库、污水处理站进行检查，查阅有限空间作业台账、特种作业人员证件。');
  const general = await addProblem(officer, {
    desc: '原料库东侧消防通道堆放空桶约二十只',
    place: '原料库东侧',
    category: '物的危险状态',
    profession: '消防',
    basis: '《消防法》第十六条',
    consequence: '火灾',
    disposal: '当场整改',
    photo: await photo('aisle'),
    after: await photo('aisle-clear'),
  });
  await officer.see('一般事故隐患', general);
  book.limitedDue = stage.day(15);
  await addProblem(officer, {
    item: '配电箱（柜）、临时用电线路',
    desc: '生产车间配电箱未装漏电保护器，线路未穿管',
    place: '生产车间',
    category: '物的危险状态',
    profession: '电气',
    basis: '《安全生产法》第三十六条',
    consequence: '触电',
    disposal: '限期整改',
    due: book.limitedDue,
    photo: await photo('box'),
  });
  const major = await addProblem(officer, {
    item: '有限空间辨识、审批、检测、监护',
    desc: '污水池清淤作业未办理审批，未进行气体检测，现场无监护人员',
    place: '污水处理站',
    category: '人的不安全行为',
    profession: '有限空间',
    basis: '《工贸企业重大事故隐患判定标准》',
    major: /未落实有限空间作业审批/,
    consequence: '中毒和窒息',
    disposal: '停产停业整改',
    due: stage.day(30),
    photo: await photo('pool'),
  });
  // The criterion makes the grade, and there is nothing to choose.
  await officer.see('重大事故隐患', major.locator('.al-form-item.is-read').filter({ hasText: '隐患等级' }));
  assert.equal(await major.getByRole('combobox', { name: '隐患等级' }).count(), 0);
  await officer.shot('task-record');
  await officer.act('提交检查记录', { told: '发现3项问题' });
}

async function measures(stage, book) {
  const deputy = await stage.as('deputy');
  await deputy.openStep('批准现场处理措施', book.checkNo, { claim: true });
  await deputy.see('停产停业整改');
  await deputy.shot('task-measures');
  await deputy.act('批准', { opinion: '同意采取暂时停产停业措施', told: '现场处理措施已批准' });
}

async function order(stage, officer, book) {
  await officer.openStep('拟制责令限期整改指令书', book.checkNo);
  await officer.shot('task-order');
  await officer.act('送签发', { told: '责令限期整改指令书已送大队长签发' });
  const chief = await stage.as('chief');
  await chief.openStep('签发责令限期整改指令书', book.checkNo);
  await chief.act('签发', { opinion: '同意签发', told: '责令限期整改指令书已签发' });
  await officer.openStep('送达', book.checkNo);
  await officer.fill('受送达人', '李经理');
  await officer.act('已送达', { told: '3项隐患已分别立案跟踪' });
}

/** DOC-22 as the browser gets it, and its text as §3.10 of the law's forms has it. */
async function readOrder(officer, book) {
  await officer.open(book.check);
  const link = officer.page.getByRole('link', { name: /打开《责令限期整改指令书》PDF/ });
  await link.waitFor();
  const address = await link.getAttribute('href');
  const answer = await officer.page.evaluate(async (url) => {
    const response = await fetch(url);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type'), bytes: [...bytes] };
  }, address);
  assert.equal(answer.status, 200);
  assert.match(answer.type, /^application\/pdf/);
  const file = path.join(officer.stage.screens, 'order.pdf');
  fs.writeFileSync(file, Buffer.from(answer.bytes));
  assert.equal(Buffer.from(answer.bytes.slice(0, 5)).toString(), '%PDF-');
  const text = textOf(file);
  if (text === undefined) return;
  for (const sentence of [
    '责令限期整改指令书',
    '（灌）应急责改〔2026〕1号',
    '示例安澜化工有限公司：',
    '现责令你单位对下述：2项问题按下述规定的时间期限整改完毕，达到有关法律法规规章和标准规定的要求。由此造成事故的，依法追究有关人员的责任。',
    '整改期间，你单位应当采取措施，确保安全生产。对安全生产违法行为，将依法予以行政处罚。',
    '如果不服从本指令，可以依法在60日内向灌南县人民政府申请行政复议，或者在6个月内依法向灌南县人民法院提起行政诉讼，但本指令不停止执行，法律另有规定的除外。',
    '检查人（签名）',
    '被检查单位现场负责人（签名）',
    '见证人（签名）',
  ])
    assert.ok(text.includes(sentence), `the order does not say “${sentence}”:\n${text}`);
}

/** Text of a PDF without line breaks; undefined where the machine cannot read PDFs. */
function textOf(file) {
  try {
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, '');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.log('  the text of the PDF was not compared: pdftotext is not installed');
    return undefined;
  }
}

async function hazards(officer, book) {
  await officer.see('所属隐患与办件 3');
  await officer.see('已办结');
  const row = (text) => officer.page.getByRole('row').filter({ hasText: text });
  await officer.see('已销号', row('消防通道'));
  await officer.see('整改中', row('漏电保护器'));
  await officer.see(`${book.limitedDue.slice(5)} 止`, row('漏电保护器'));
  await officer.see('治理方案制定中', row('污水池清淤'));
  await officer.see('重大', row('污水池清淤'));
  book.hazards = {};
  for (const [name, text] of [
    ['spot', '消防通道'],
    ['limited', '漏电保护器'],
    ['major', '污水池清淤'],
  ]) {
    const link = row(text).getByRole('link').first();
    book.hazards[name] = await link.getAttribute('href');
    book.hazards[`${name}No`] = (await row(text).innerText()).match(/\d{18}/)[0];
  }
  await officer.shot('case-inspection');
}
