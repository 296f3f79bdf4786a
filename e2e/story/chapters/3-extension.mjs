import { photo } from '../pictures.mjs';

export const title = '3 the enterprise asks for more time, gets it, and reports the rectification';

export async function chapter(stage, book) {
  const safety = await stage.as('ent01-safety');
  const chief = await stage.as('chief');
  const asked = stage.day(35);
  const granted = stage.day(30);

  // In one tab somebody begins to report.
  await safety.openStep('整改反馈', book.hazards.limitedNo);
  await safety.fill('整改情况', '已购置漏电保护器，待安装队伍进场');
  await safety.see(/^\d\d:\d\d 已保存/);

  // In another tab the extension is asked for, from the case itself.
  const reporting = safety.page;
  safety.page = await safety.newTab();
  await safety.open(book.hazards.limited);
  await safety.follow('申请延期');
  await safety.see('原指令书文号');
  await safety.see('（灌）应急责改〔2026〕1号');
  await safety.date('申请延期至', book.limitedDue);
  await safety.choose('延期理由', '设备采购周期');
  await safety.fill('理由说明', '漏电保护器和穿管材料需厂家供货，到货周期较长');
  await safety.fill('延期期间临时安全措施', '该配电箱断电挂牌，使用临时合格电源');
  await safety.press('提交');
  await safety.see('申请延期的日期须晚于原整改期限，请重新选择。');
  await safety.date('申请延期至', asked);
  await safety.shot('start-extension');
  await safety.press('提交');
  await safety.see('大队长将在5个工作日内答复');
  book.extensionNo = (
    await safety.page
      .getByText(/编号 YQ/)
      .first()
      .innerText()
  ).match(/YQ\d+/)[0];

  await chief.openStep('审批延期申请', book.extensionNo);
  await chief.date('准予延期至', granted);
  await chief.shot('task-extension');
  await chief.act('准予延期', { opinion: '理由成立，准予延期', told: '已准予延期，整改期限已顺延' });

  // The due date moved, and the first tab learns it with the difference before it can send an old version.
  await safety.open(book.hazards.limited);
  await safety.see(`${granted.slice(5)} 止`);
  await safety.page.close();
  safety.page = reporting;
  await safety.see('这件办件刚刚被更新');
  await safety.deliberately(async () => {
    await safety.attach('整改后照片', await photo('box-after'));
    await safety.fill('整改投入', '0.35');
    await safety.fill('企业验收人', '安知远');
    await safety.press('整改完成，申请复查');
    await safety.see('办件刚刚有更新，请核对后再提交');
  });
  const row = safety.page.getByRole('row').filter({ hasText: '整改期限' });
  await safety.see(book.limitedDue, row);
  await safety.see(granted, row);
  await safety.shot('task-stale');
  await safety.press('以最新内容为准，保留我的填写');
  await safety.fill('整改情况', '已加装漏电保护器，线路已穿管敷设');
  await safety.shot('task-rectify');
  await safety.act('整改完成，申请复查', { told: '执法人员将在10个工作日内复查' });
  book.grantedDue = granted;
}
