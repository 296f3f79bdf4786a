// What a folder of the scale bench holds: invented enterprises and the forms cases are started with. The same number gives the same thing.
import { organizationCheck, usccCheck } from '../../modules/organization/dist/index.js';

const ENTERPRISES = 400;
/** One enterprise in fifty sells fire-fighting equipment, one in a hundred is named after its owner: what searches look for. */
const FIRE_EVERY = 50;
const OWNER_EVERY = 100;
const TRADES = ['粮油', '机械', '建材', '木业', '纺织', '食品', '塑料', '五金', '物流', '化工'];
const FIRST = '安宝昌德恒华嘉金康隆荣盛泰祥兴永裕元源正';
const TOWNS = ['320724100', '320724101', '320724102', '320724103', '320724104', '320724105'];

/** Fictitious codes with valid check characters. */
function codeOf(n) {
  const organization = `XXB${String(n).padStart(5, '0')}`;
  const first17 = `91320724${organization}${organizationCheck(organization)}`;
  return first17 + usccCheck(first17);
}

function nameOf(n) {
  if (n % FIRE_EVERY === 0) return `示例${FIRST[n % 20]}${FIRST[(n * 7) % 20]}消防器材有限公司`;
  if (n % OWNER_EVERY === 1) return `示例张三${TRADES[n % 10]}经营部${n}`;
  return `示例${FIRST[n % 20]}${FIRST[Math.floor(n / 20) % 20]}${TRADES[n % 10]}有限公司`;
}

export const enterprises = Array.from({ length: ENTERPRISES }, (_, n) => ({
  uscc: codeOf(n),
  name: nameOf(n),
  region: TOWNS[n % TOWNS.length],
}));

/** The enterprises as a file of the import. */
export const enterprisesCsv = () =>
  [
    '统一社会信用代码,企业名称,行政区划代码,主要负责人',
    ...enterprises.map(({ uscc, name, region }) => `${uscc},${name},${region},示例负责人`),
  ].join('\r\n');

/** Data of the start form of an inspection. */
export function inspection({ enterprise: { uscc, name }, officers, at }) {
  return {
    enterprise: { uscc, name },
    plan_source: '1',
    plan_at: at,
    officers: officers.map(({ id, name: who }) => ({ id, name: who })),
    methods: ['1'],
    content: ['A16'],
  };
}
