import { invalid } from '@anliu/kit';
import type { PeopleRow, PersonRowValues } from '@anliu/contract';

/** People one file may bring. */
export const MAX_IMPORTED_PEOPLE = 500;

const COLUMNS: readonly { key: keyof PersonRowValues; title: string; names: readonly string[]; required?: true }[] = [
  { key: 'name', title: '姓名', names: ['姓名', '人员', '人员姓名'], required: true },
  { key: 'login', title: '登录名', names: ['登录名', '账号', '用户名'], required: true },
  { key: 'unit', title: '机构', names: ['机构', '单位', '部门', '所在机构'], required: true },
  { key: 'post', title: '岗位', names: ['岗位', '职务', '岗位名称'], required: true },
  { key: 'phone', title: '手机号', names: ['手机号', '手机', '联系电话', '电话'] },
  { key: 'certificate', title: '执法证号', names: ['执法证号', '执法证', '证件号'] },
  { key: 'from', title: '任职开始', names: ['任职开始', '任职日期'] },
  { key: 'until', title: '任职截止', names: ['任职截止', '任期至'] },
];

export const TEMPLATE_HEADING = COLUMNS.map((column) => column.title);

/** Rows above the heading that are looked at: offices put a title there. */
const MAX_TITLE_ROWS = 5;

const plain = (text: string): string => text.normalize('NFKC').replace(/[\s*（）()]/g, '');
const columnOf = (heading: string): (typeof COLUMNS)[number] | undefined =>
  COLUMNS.find((column) => column.names.includes(plain(heading)));

/** Names the columns by the heading, wherever it stands among the first rows. @throws AppError 400 that says what is missing */
export function peopleRows(table: readonly (readonly string[])[]): PeopleRow[] {
  const found = (row: readonly string[]): number => row.filter((cell) => columnOf(cell)).length;
  const candidates = table.slice(0, MAX_TITLE_ROWS + 1);
  const best = Math.max(0, ...candidates.map(found));
  const at = candidates.findIndex((row) => found(row) === best);
  const columns = (candidates[at] ?? []).map(columnOf);
  const missing = COLUMNS.filter((column) => column.required && !columns.includes(column));
  if (missing.length)
    throw invalid(`表头缺少：${missing.map((column) => column.title).join('、')}。请使用导入模板，或改用这些列名。`);
  const rows = table.slice(at + 1).flatMap((cells, index): PeopleRow[] => {
    const values: PersonRowValues = {
      name: '',
      login: '',
      unit: '',
      post: '',
      phone: '',
      certificate: '',
      from: '',
      until: '',
    };
    columns.forEach((column, position) => {
      if (column) values[column.key] = (cells[position] ?? '').normalize('NFKC').trim();
    });
    values.login = values.login.toLowerCase();
    return Object.values(values).some(Boolean) ? [{ row: at + index + 2, values, problems: [] }] : [];
  });
  if (!rows.length) throw invalid('文件里只有表头，没有人员。请填写后再上传。');
  if (rows.length > MAX_IMPORTED_PEOPLE)
    throw invalid(`一次最多导入 ${MAX_IMPORTED_PEOPLE} 行，现在是 ${rows.length} 行，请分成几个文件。`);
  return rows;
}
