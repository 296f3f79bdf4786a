import { catalogue } from '@anliu/sentences';

export const say = catalogue('storage', {
  tooDeep: [
    '数据嵌套超过 {max} 层（{path}），请精简后再提交',
    'The data is nested deeper than {max} levels ({path}). Simplify it and submit again',
  ],
  nameForbidden: [
    '字段名“{path}”不允许使用，请修改字段名后再提交',
    'The name "{path}" may not be used. Change it and submit again',
  ],
  notSingle: ['查询条件“{path}”必须是单个值', 'The condition "{path}" must be a single value'],
  notText: ['查询条件“{path}”必须是文字', 'The condition "{path}" must be a text'],
  searchTooLong: [
    '搜索文字最多 {max} 个字，请缩短后再搜',
    'At most {max} characters can be searched for. Shorten the text',
  ],
  pathForbidden: ['查询字段“{path}”不允许使用', 'The field "{path}" may not be queried'],
});
