import { catalogue } from '@anliu/sentences';

export const say = catalogue('packs', {
  noteMissing: ['请填写发布说明', 'Say what is published'],
  permissionRead: ['查看模板包', 'See packs'],
  permissionEdit: ['编辑模板包', 'Edit packs'],
  permissionPublish: ['发布模板包', 'Publish packs'],
  permissionConfirm: ['复核降低保护的发布', 'Confirm publishing that weakens a safeguard'],
});
