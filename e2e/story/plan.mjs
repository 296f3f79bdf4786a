// Starting an inspection is part of several chapters.

/** Fills the first form of an inspection and sends it. @returns number and address of the case */
export async function startInspection(officer, { enterprise, date, focus, focusLabel = '检查重点' }) {
  await officer.open('/start/inspection');
  await officer.choose('检查对象', enterprise, { search: enterprise.slice(2, 6) });
  await officer.choose('计划来源', '双随机抽查');
  await officer.date('检查日期', date);
  await officer.choose('执法人员', ['王执', '李法'], { search: true });
  await officer.answer('检查方式', '现场检查');
  await officer.choose('检查内容（清单）', '消防设施、器材完好有效');
  if (focus) await officer.fill(focusLabel, focus);
  await officer.press('提交');
  await officer.see('检查方案已送大队长审批');
  const text = await officer.page
    .getByText(/编号 JC/)
    .first()
    .innerText();
  const address = await officer.page.getByRole('link', { name: '查看办件' }).getAttribute('href');
  return { no: text.match(/JC\d+/)[0], address };
}
