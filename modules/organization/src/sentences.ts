import { catalogue } from '@anliu/sentences';

export const say = catalogue('organization', {
  unitNameMissing: ['请填写机构名称', 'Fill in the name of the unit'],
  unitNameTooLong: ['机构名称最多 60 个字', 'The name of a unit has at most 60 characters'],
  regionMissing: ['请选择行政区划', 'Choose a division'],
  permissionDirectory: ['查看本范围内的人员与机构', 'See people and units of the area'],
  permissionUnits: ['新建、调整、撤销机构', 'Create, change and dissolve units'],
});
