import { photo } from '../pictures.mjs';

export const title = '5 a self-inspection finds a major hazard, which goes to the principal and is reported';

export async function chapter(stage, book) {
  const safety = await stage.as('ent01-safety');
  await safety.open('/start/self-inspection');
  await safety.heading('开展自查');
  await safety.answer('自查类型', '周检查');
  await safety.choose('检查清单', ['安全警示标志设置', '有限空间辨识、审批、检测、监护']);
  await safety.press('添加隐患');
  const card = safety.page.locator('.al-form-card').last();
  await safety.choose('检查项', '有限空间辨识、审批、检测、监护', { scope: card });
  await safety.fill('隐患描述', '事故应急池未辨识为有限空间，未设置警示标志和台账', card);
  await safety.fill('部位', '事故应急池', card);
  await safety.choose('隐患类别', '管理上的缺陷', { scope: card });
  await safety.choose('专业', '有限空间', { scope: card });
  await safety.choose('重大事故隐患判定依据', /未对有限空间进行辨识/, { scope: card });
  await safety.choose('可能导致的事故类型', '中毒和窒息', { scope: card });
  await safety.date('整改期限', stage.day(20), card);
  await safety.attach('现场照片', await photo('pool'), card);
  await safety.see('重大事故隐患', card.locator('.al-form-item.is-read').filter({ hasText: '隐患等级' }));
  await safety.shot('start-self-hazard');
  await safety.press('提交');
  await safety.see('1项隐患已分别立案');
  await safety.follow('查看办件');
  await safety.see('所属隐患与办件 1');
  const row = safety.page.getByRole('row').filter({ hasText: '事故应急池' });
  book.selfHazard = await row.getByRole('link').first().getAttribute('href');
  book.selfHazardNo = (await row.innerText()).match(/\d{18}/)[0];

  await safety.openStep('评估分级', book.selfHazardNo);
  await safety.act('确认等级并下达整改', { told: '重大隐患已报主要负责人签批' });

  const principal = await stage.as('ent01-principal');
  await principal.openStep('主要负责人签批治理方案', book.selfHazardNo);
  await principal.fill('责任领导', '严守正');
  await principal.fill('整改责任人', '郑改之');
  await principal.fill('整改措施', '辨识登记、设置标志、上锁管理');
  await principal.fill('整改资金', '1.5');
  await principal.fill('整改期间安全防范措施', '围挡隔离');
  await principal.fill('应急预案', '配备救援器材');
  await principal.act('签批', { told: '已报告县应急管理局' });

  const section = await stage.as('chem1');
  await section.open('/workbench');
  await section.page.getByRole('button', { name: /^消息，\d+ 条未读/ }).click();
  await section.see('【重大隐患报告】示例安澜化工有限公司');
  await section.shot('notices');
}
