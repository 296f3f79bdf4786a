import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFilesModule, FILES } from '@anliu/files';
import { ServiceRegistry, type Platform } from '@anliu/kit';
import { connect, type Storage } from '@anliu/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDocumentsModule, DOCUMENTS, type DocumentRequest, type Documents } from '../src/index.js';

let folder: string;
let storage: Storage;
let documents: Documents;
let now: Date;

async function open(): Promise<void> {
  storage = await connect(folder);
  const services = new ServiceRegistry();
  const platform = { storage, services, clock: { now: () => now }, config: { dataDir: folder } } as unknown as Platform;
  createFilesModule(platform);
  createDocumentsModule(platform);
  documents = services.use(DOCUMENTS);
  expect(services.has(FILES)).toBe(true);
  await storage.ready();
}
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
  now = new Date('2026-11-24T02:00:00Z');
  await open();
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

const PATTERNS: Record<string, string> = {
  'DOC-18': '（{short}）应急检案〔{yyyy}〕{seq}号',
  'DOC-20': '（{short}）应急检记〔{yyyy}〕{seq}号',
  'DOC-22': '（{short}）应急责改〔{yyyy}〕{seq}号',
  'DOC-23': '（{short}）应急复查〔{yyyy}〕{seq}号',
};
const REQUIRES: Record<string, string[]> = { 'DOC-20': ['DOC-18'], 'DOC-22': ['DOC-20'], 'DOC-23': ['DOC-22'] };
const TITLES: Record<string, string> = {
  'DOC-18': '现场检查方案',
  'DOC-20': '现场检查记录',
  'DOC-22': '责令限期整改指令书',
  'DOC-23': '整改复查意见书',
};

const request = (caseId: string, kind: string, more: Partial<DocumentRequest> = {}): DocumentRequest => ({
  caseId,
  caseNo: `JC-${caseId}`,
  kind: { id: kind, title: TITLES[kind]!, requires: REQUIRES[kind] ?? [] },
  round: 'task-1',
  template: `---\ntitle: ${TITLES[kind]!}\n---\n<h1>${TITLES[kind]!}</h1><p>{{ document.number }}：{{ desc }}</p>`,
  pattern: PATTERNS[kind]!,
  issuer: { short: '灌', name: '灌南县应急管理局' },
  region: '320724',
  ancestors: [],
  data: { desc: '配电箱' },
  by: { id: 'p1', name: '王大队' },
  titleOf: (id) => TITLES[id],
  codeName: () => undefined,
  ...more,
});
const PDF = Buffer.from('%PDF-1.7 test');
async function issue(caseId: string, kind: string, more: Partial<DocumentRequest> = {}): Promise<string> {
  const { id, number } = await documents.prepareDocument(request(caseId, kind, more));
  await documents.issueDocument(id, Buffer.concat([PDF, Buffer.from(id)]));
  return number!;
}

describe('numbers', () => {
  it('count without gaps per pattern and year, also when many ask at once, and the same key keeps its number', async () => {
    const ask = (key: string, at = now) =>
      documents.allocateNumber({ pattern: 'JC{region}{yyyyMMdd}{seq:4}', key, region: '320724', at });
    const given = await Promise.all(Array.from({ length: 30 }, (_, i) => ask(`k${i}`)));
    expect([...given].sort()).toEqual(
      Array.from({ length: 30 }, (_, i) => `JC32072420261124${String(i + 1).padStart(4, '0')}`),
    );
    expect(await ask('k7')).toBe(given[7]);
    expect(await ask('late', new Date('2026-11-24T16:30:00Z'))).toBe('JC320724202611250001');
    await storage.close();
    await open();
    expect(await ask('k7')).toBe(given[7]);
    expect(await ask('new')).toBe('JC320724202611240031');
  });

  it('of a chain copy the sequence and year of the inspection plan; further documents of a kind are told apart', async () => {
    expect(await issue('a', 'DOC-18')).toBe('（灌）应急检案〔2026〕1号');
    expect(await issue('b', 'DOC-18')).toBe('（灌）应急检案〔2026〕2号');
    expect(await issue('b', 'DOC-20')).toBe('（灌）应急检记〔2026〕2号');
    expect(await issue('b', 'DOC-22')).toBe('（灌）应急责改〔2026〕2号');
    now = new Date('2027-01-05T02:00:00Z');
    expect(await issue('hazard-1', 'DOC-23', { ancestors: ['b'] })).toBe('（灌）应急复查〔2026〕2号');
    expect(await issue('hazard-2', 'DOC-23', { ancestors: ['b'] })).toBe('（灌）应急复查〔2026〕2-2号');
    expect(await issue('c', 'DOC-18')).toBe('（灌）应急检案〔2027〕1号');
  });
});

describe('a document', () => {
  it('may only follow those that its kind requires, and the refusal says which', async () => {
    const error = await documents.prepareDocument(request('x', 'DOC-23')).catch((e: unknown) => e);
    expect(error).toMatchObject({
      status: 409,
      code: 'DOCUMENT_ORDER',
      message: '《整改复查意见书》须在《责令限期整改指令书》签发之后制作，请先签发《责令限期整改指令书》。',
    });
    await documents.prepareDocument(request('x', 'DOC-18'));
    await expect(documents.prepareDocument(request('x', 'DOC-20'))).rejects.toMatchObject({ code: 'DOCUMENT_ORDER' });
    expect(await documents.list('x')).toHaveLength(1);
  });

  it('is the same one however often its task is repeated, before and after it is issued', async () => {
    const [one, two] = await Promise.all([
      documents.prepareDocument(request('x', 'DOC-18')),
      documents.prepareDocument(request('x', 'DOC-18')),
    ]);
    expect(two).toEqual(one);
    const issued = await documents.issueDocument(one.id, PDF);
    now = new Date('2026-12-01T00:00:00Z');
    expect(await documents.issueDocument(one.id, PDF)).toEqual(issued);
    expect(await documents.prepareDocument(request('x', 'DOC-18', { data: { desc: '改了' } }))).toMatchObject({
      id: one.id,
      html: one.html,
      state: 'issued',
    });
    expect(await documents.list('x')).toEqual([issued]);
    expect(issued).toMatchObject({
      document: 'DOC-18',
      number: '（灌）应急检案〔2026〕1号',
      state: 'issued',
      issuedAt: '2026-11-24T02:00:00.000Z',
      issuedBy: { name: '王大队' },
    });
    expect(await documents.get(one.id)).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  });

  it('keeps its number for ever when it is void, and cannot be issued then', async () => {
    const draft = await documents.prepareDocument(request('x', 'DOC-18'));
    await documents.voidDocument(draft.id, { id: 'p', name: '某人' }, '对象填错');
    await expect(documents.issueDocument(draft.id, PDF)).rejects.toThrow('已作废');
    await expect(documents.voidDocument(draft.id, { id: 'p', name: '某人' }, '再次')).rejects.toMatchObject({
      status: 409,
    });
    expect((await documents.prepareDocument(request('x', 'DOC-18', { round: 'task-2' }))).number).toBe(
      '（灌）应急检案〔2026〕2号',
    );
  });

  it('takes nothing but a PDF', async () => {
    const draft = await documents.prepareDocument(request('x', 'DOC-18'));
    await expect(documents.issueDocument(draft.id, Buffer.from('<html>'))).rejects.toMatchObject({ status: 400 });
    expect((await documents.list('x'))[0]!.state).toBe('draft');
  });
});

describe('the templates of the county pack', () => {
  const officers = [
    { id: 'o1', name: '张正', certificate: '苏0724001' },
    { id: 'o2', name: '李明', certificate: '苏0724002' },
  ];
  const data = {
    enterprise: { uscc: '91320724MA1XXXXX0A', name: '示例<b>化工</b>有限公司' },
    officers,
    plan_source: '1',
    plan_at: '2026-11-24',
    methods: ['1', '2'],
    content: ['A02'],
    address: '生产车间',
    begin_at: '2026-11-24T09:00:00+08:00',
    end_at: '2026-11-24T11:05:00+08:00',
    certificate_shown: true,
    site_person: '李经理',
    situation: '第一行\n第二行',
    problems: [
      { desc: '通道堆放空桶', place: '原料库', basis: '《消防法》第十六条', grade: '1', disposal: '1' },
      {
        desc: '{{ issuer.name }}配电箱',
        place: '车间',
        basis: '《安全生产法》第三十六条',
        grade: '1',
        disposal: '2',
        due_date: '2026-12-09',
      },
      {
        desc: '清淤未审批',
        place: '污水站',
        basis: '判定标准',
        grade: '2',
        major_basis: 'YX-02',
        disposal: '3',
        due_date: '2026-12-24',
      },
    ],
    review_body: '灌南县人民政府',
    court: '灌南县人民法院',
    case: { no: 'JC1', documents: {} },
  };
  const hazard = {
    enterprise: data.enterprise,
    officers,
    place: '车间',
    desc: '配电箱',
    due_date: '2026-12-09',
    order_no: '（灌）应急责改〔2026〕1号',
    rect_desc: '已整改',
    recheck_at: '2026-12-08T10:00:00+08:00',
    recheck_officers: officers,
    recheck_result: '1',
    recheck_opinion: '符合',
    case: { no: 'YH1', documents: {} },
  };
  const names: Record<string, string> = {
    'CT-06:2': '重大',
    'check-item:A02': '特种作业人员持证上岗',
    'recheck-result:1': '合格',
    'check-method:1': '现场检查',
    'check-method:2': '查阅资料',
  };
  const issuer = { short: '灌', name: '灌南县应急管理局', review: '灌南县人民政府', court: '灌南县人民法院' };
  const merged = async (file: string, of: Record<string, unknown>): Promise<string> => {
    const template = readFileSync(
      new URL(`../../../templates/county-hazard/documents/${file}.html`, import.meta.url),
      'utf8',
    );
    const more = { template, data: of, issuer, codeName: (table: string, code: string) => names[`${table}:${code}`] };
    return (await documents.prepareDocument(request(file, 'DOC-18', more))).html;
  };

  it('say what the law wants in the order, with each problem and its limit', async () => {
    const html = await merged('rectification-order', data);
    expect(html).toContain(
      '现责令你单位对下述：2项问题按下述规定的时间期限整改完毕，达到有关法律法规规章和标准规定的要求。由此造成事故的，依法追究有关人员的责任。',
    );
    expect(html).toContain('2026年12月9日前');
    expect(html).not.toContain('空桶');
    expect(html).toContain(
      '如果不服从本指令，可以依法在60日内向灌南县人民政府申请行政复议，或者在6个月内依法向灌南县人民法院提起行政诉讼，但本指令不停止执行，法律另有规定的除外。',
    );
    expect(html).toContain('张正（苏0724001）、李明（苏0724002）');
  });

  it('put data in escaped, and never read it as a template', async () => {
    const html = await merged('rectification-order', data);
    expect(html).toContain('示例&lt;b&gt;化工&lt;/b&gt;有限公司');
    expect(html).toContain('{{ issuer.name }}配电箱');
  });

  it('show codes by name, times in the office’s zone, line breaks, and only what applies', async () => {
    const plan = await merged('inspection-plan', data);
    expect(plan).toContain('特种作业人员持证上岗');
    expect(plan).toContain('现场检查、查阅资料');
    const record = await merged('inspection-record', data);
    expect(record).toContain('2026年11月24日9时00分至2026年11月24日11时05分');
    expect(record).toContain('第一行<br>第二行');
    expect(record).not.toContain('拒绝签字');
    expect(await merged('on-site-decision', data)).toContain('责令你单位暂时停产停业');
  });

  it('serve the hazard as well: recheck, and the order made again after a recheck', async () => {
    const opinion = await merged('recheck-opinion', hazard);
    expect(opinion).toContain('上述问题已整改完毕，符合要求。');
    expect(opinion).not.toContain('未按要求整改完毕');
    const again = await merged('rectification-order', { ...hazard, recheck_result: '3', new_due_date: '2026-12-30' });
    expect(again).toContain('你单位未按（灌）应急责改〔2026〕1号的要求完成整改');
    expect(again).toContain('2026年12月30日前');
    expect(again).toContain('1项问题');
  });
});
