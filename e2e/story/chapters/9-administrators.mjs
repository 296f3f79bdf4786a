import assert from 'node:assert/strict';

export const title = '9 three administrators see their own part: accounts, and a trail that is whole';

export async function chapter(stage) {
  const auditor = await stage.as('auditor');
  assert.deepEqual(await auditor.menu(), ['管理']);
  await auditor.heading('审计');
  await auditor.page.getByRole('combobox', { name: '事项', exact: true }).selectOption({ label: '办理环节' });
  await auditor.see('陆剑');
  await auditor.page.getByRole('button', { name: '核验完整性' }).click();
  await auditor.see(/^核验通过：\d+ 条记录完整、未被改动。$/);
  await auditor.shot('audit');
  await auditor.follow('账号');
  await auditor.heading('账号');
  await auditor.see('ent06-owner');
  const resets = auditor.page.getByRole('row').filter({ has: auditor.page.getByRole('button', { name: '重置口令' }) });
  const touched = await resets.allInnerTexts();
  assert.ok(
    touched.length > 0 && touched.every((text) => /管理员/.test(text)),
    `an auditor asks only for changes of administrators, which another then confirms, but may touch: ${touched.join(' | ')}`,
  );

  const system = await stage.as('sysadmin');
  await system.heading('账号');
  await system.page.getByRole('searchbox', { name: '查找账号' }).fill('ent06-owner');
  const row = system.page.getByRole('row').filter({ hasText: 'ent06-owner' });
  await row.getByRole('button', { name: '停用' }).click();
  await system.see('已停用', row);
  await row.getByRole('button', { name: '启用' }).click();
  await system.see('在用', row);
  await row.getByRole('button', { name: '重置口令' }).click();
  await system.see(/原口令将立即失效/);
  await system.press('生成新口令');
  await system.see(/只显示这一次，请当面告知本人/);
  await system.shot('accounts');

  await auditor.open('/administration/audit');
  await auditor.page.getByRole('combobox', { name: '操作人', exact: true }).selectOption({ label: '系统管理员' });
  await auditor.see('停用或启用账号', auditor.page.getByRole('table'));
  await auditor.see('田落实', auditor.page.getByRole('table'));
}
