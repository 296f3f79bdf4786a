import { catalogue } from '@anliu/sentences';

export const say = catalogue('enterprises', {
  regionFormat: ['行政区划代码应为 6 位或 9 位数字', 'A division code has 6 or 9 digits'],
  permissionRead: ['查看企业档案', 'See enterprises'],
  permissionImport: ['批量导入企业档案', 'Import enterprises'],
});
