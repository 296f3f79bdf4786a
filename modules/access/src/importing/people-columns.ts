import type { PersonRowValues } from '@anliu/contract';

/** Columns of a table of people, and how offices head them. */
export const COLUMNS: readonly {
  key: keyof PersonRowValues;
  title: string;
  names: readonly string[];
  required?: true;
}[] = [
  { key: 'name', title: '姓名', names: ['姓名', '人员', '人员姓名'], required: true },
  { key: 'login', title: '登录名', names: ['登录名', '账号', '用户名'], required: true },
  { key: 'unit', title: '机构', names: ['机构', '单位', '部门', '所在机构'], required: true },
  { key: 'post', title: '岗位', names: ['岗位', '职务', '岗位名称'], required: true },
  { key: 'phone', title: '手机号', names: ['手机号', '手机', '联系电话', '电话'] },
  { key: 'certificate', title: '执法证号', names: ['执法证号', '执法证', '证件号'] },
  { key: 'from', title: '任职开始', names: ['任职开始', '任职日期'] },
  { key: 'until', title: '任职截止', names: ['任职截止', '任期至'] },
];

/** How the name of an enforcement brigade ends. */
export const BRIGADE = '大队';
