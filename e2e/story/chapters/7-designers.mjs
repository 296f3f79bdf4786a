import { startInspection } from '../plan.mjs';

export const title = '7 IT changes a step, a limit and a field, publishes; new cases follow, running ones do not';

export async function chapter(stage, book) {
  const officer = await stage.as('officer1');
  book.running = await startInspection(officer, {
    enterprise: '示例碧港新材料有限公司',
    date: stage.day(3),
    focus: '储罐区安全附件',
  });
  const config = await stage.as('config');
  await config.open('/configuration');
  await config.shot('configuration');
  await config.follow('县级隐患排查治理');
  await config.heading('县级隐患排查治理');
  await process(config);
  await deadline(config);
  await form(config);
  await publish(config);
  await follows(stage, book);
}

async function process(config) {
  await config.follow('执法检查', config.page.getByRole('row').filter({ hasText: '流程' }));
  await config.page.locator('[data-element-id="approve_plan"]').click();
  const panel = config.page.getByRole('region', { name: '审批检查方案' });
  await panel.waitFor();
  const name = config.field('名称', panel);
  await name.fill('审核检查方案');
  await name.press('Tab');
  await config.page.getByRole('heading', { name: '审核检查方案' }).waitFor();
  await config.shot('process-designer');
  await config.press('保存');
  await config.see(/\d\d:\d\d 已存为草稿/);
  await config.follow('县级隐患排查治理');
}

async function deadline(config) {
  await config.heading('县级隐患排查治理');
  await config.press('修改“检查方案审批期限”');
  await config.page.getByLabel('“检查方案审批期限”的新取值').fill('1');
  await config.page
    .getByRole('row')
    .filter({ hasText: '检查方案审批期限' })
    .getByRole('button', { name: '保存' })
    .click();
  await config.see('草稿：1 个工作日');
  await config.shot('pack');
}

async function form(config) {
  await config.follow('执法检查', config.page.getByRole('row').filter({ hasText: '表单' }));
  await config.page.locator('.al-fd-card', { hasText: '检查重点' }).first().locator('.al-fd-card-main').click();
  const panel = config.page.getByLabel('设置', { exact: true });
  await panel.getByLabel('名称', { exact: true }).fill('检查重点与要求');
  await config.page.locator('.al-fd-card', { hasText: '检查重点与要求' }).first().waitFor();
  await config.shot('form-designer');
  await config.press('保存');
  await config.see(/\d\d:\d\d 已存为草稿/);
}

async function publish(config) {
  await config.press('发布');
  const dialog = config.page.getByRole('dialog', { name: '发布前核对' });
  await config.see('审批检查方案', dialog);
  await config.see('审核检查方案', dialog);
  await config.see('检查方案审批期限', dialog);
  await config.see('检查重点与要求', dialog);
  await config.shot('publish');
  await dialog.getByRole('button', { name: '发布', exact: true }).click();
  await config.see('请填写发布说明', dialog);
  await dialog.getByLabel(/发布说明/).fill('检查方案审批改为一日内审核');
  await dialog.getByRole('button', { name: '发布', exact: true }).click();
  await config.see(/已发布版本/);
}

async function follows(stage, book) {
  const officer = await stage.as('officer1');
  const chief = await stage.as('chief');
  book.fresh = await startInspection(officer, {
    enterprise: '示例锦纶纺织有限公司',
    date: stage.day(3),
    focus: '消防设施',
    focusLabel: '检查重点与要求',
  });
  await chief.openStep('审核检查方案', book.fresh.no);
  await chief.see('检查重点与要求');
  await chief.see(/剩 1 个工作日/);
  await chief.openStep('审批检查方案', book.running.no);
  await chief.page.getByText('检查重点', { exact: true }).first().waitFor();
  await chief.absent('检查重点与要求');
  await chief.see(/剩 2 个工作日/);
}
