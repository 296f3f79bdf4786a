/** Kinds of values of an import column; each has its own check. */
type ColumnKind = 'uscc' | 'text' | 'region' | 'phone' | 'industry' | 'count' | { readonly oneOf: readonly string[] };

export interface Column {
  readonly key: ColumnKey;
  readonly title: string;
  readonly required: boolean;
  readonly kind: ColumnKind;
  /** Other headings under which the column is recognised. */
  readonly also?: readonly string[];
}

export type ColumnKey =
  | 'uscc'
  | 'name'
  | 'region'
  | 'address'
  | 'legalRepresentative'
  | 'principal'
  | 'principalPhone'
  | 'safetyHead'
  | 'safetyHeadPhone'
  | 'industry'
  | 'sector'
  | 'scale'
  | 'staffTotal'
  | 'status';

export type RowValues = Partial<Record<ColumnKey, string>>;

/** 监管行业, code table CT-10. */
const SECTORS = [
  '煤矿',
  '金属非金属矿山',
  '危化品生产',
  '危化品使用',
  '危化品经营(带储存)',
  '危化品经营(无储存)',
  '加油站',
  '医药化工',
  '烟花批发',
  '烟花零售',
  '冶金',
  '有色',
  '建材',
  '机械',
  '轻工',
  '纺织',
  '烟草',
  '商贸',
  '涉爆粉尘',
  '涉氨制冷',
  '有限空间',
  '船舶修造',
  '其他工业',
  '建筑施工',
  '道路运输',
  '其他行业部门',
] as const;

/** CT-16 and 经营状态 of the enterprise file. */
const SCALES = ['大型', '中型', '小型', '微型'] as const;
const STATUSES = ['存续', '停产', '注销', '吊销', '搬迁'] as const;
export const DEFAULT_STATUS = '存续';

/** Other rows that are named as having the same code; of more only their number is said. */
export const MAX_NAMED_ROWS = 10;
/** Characters of one value. */
export const MAX_VALUE_LENGTH = 200;

/** The columns of the import template, in their order. */
export const COLUMNS: readonly Column[] = [
  { key: 'uscc', title: '统一社会信用代码', required: true, kind: 'uscc', also: ['社会信用代码', '信用代码'] },
  { key: 'name', title: '企业名称', required: true, kind: 'text', also: ['单位名称', '名称'] },
  {
    key: 'region',
    title: '行政区划代码',
    required: true,
    kind: 'region',
    also: ['区划代码', '所在区划代码', '行政区划', '所在区划'],
  },
  { key: 'address', title: '生产经营地址', required: false, kind: 'text', also: ['地址'] },
  { key: 'legalRepresentative', title: '法定代表人', required: false, kind: 'text' },
  { key: 'principal', title: '主要负责人', required: true, kind: 'text' },
  { key: 'principalPhone', title: '主要负责人电话', required: false, kind: 'phone', also: ['主要负责人手机'] },
  { key: 'safetyHead', title: '安全管理人员', required: false, kind: 'text', also: ['安全管理员'] },
  { key: 'safetyHeadPhone', title: '安全管理人员电话', required: false, kind: 'phone', also: ['安全管理员电话'] },
  { key: 'industry', title: '行业代码', required: false, kind: 'industry' },
  { key: 'sector', title: '监管行业', required: false, kind: { oneOf: SECTORS } },
  { key: 'scale', title: '企业规模', required: false, kind: { oneOf: SCALES } },
  { key: 'staffTotal', title: '从业人数', required: false, kind: 'count' },
  { key: 'status', title: '经营状态', required: false, kind: { oneOf: STATUSES } },
];

/** Headings are compared without blanks, stars for “required”, and remarks in brackets. */
export const plainHeading = (heading: string): string => heading.normalize('NFKC').replace(/\(.*?\)|[\s*:]/g, '');

export const columnByKey = (key: string): Column | undefined => COLUMNS.find((column) => column.key === key);

/** Characters of a heading with its remarks; what is longer is content, and not worth looking at again and again. */
const MAX_HEADING_LENGTH = 200;

export function columnByHeading(heading: string): Column | undefined {
  if (heading.length > MAX_HEADING_LENGTH) return undefined;
  const wanted = plainHeading(heading);
  return COLUMNS.find((column) => column.title === wanted || column.also?.includes(wanted));
}
