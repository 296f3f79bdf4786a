// The next step of every case that was open when the folder was written, by whoever had it on their desk.
const OFFICERS = ['$person:officer1', '$person:officer2'];
const PROBLEM = {
  check_item: 'A15',
  desc: '升级以后登记的车间用电隐患',
  place: '车间',
  category: '1',
  profession: '04',
  basis: '《安全生产法》第三十六条',
  consequence: '05',
  disposal: '2',
  due_date: '$today+20',
  photos: ['$photo:later'],
};

export const NEXT_STEPS = [
  { as: 'chief', complete: 'plan-waiting/approve_plan', opinion: '同意' },
  { as: 'officer1', complete: 'plan-returned/revise_plan', data: { focus: '消防设施完好有效' } },
  {
    as: 'officer1',
    complete: 'recording/record',
    data: {
      address: '原料库',
      begin_at: '$now-1h',
      end_at: '$now',
      certificate_shown: true,
      site_person: '李经理',
      situation: '检查原料库。',
      problems: [PROBLEM],
    },
  },
  {
    as: 'officer2',
    complete: 'order-drafting/draft_order',
    data: { review_body: '灌南县人民政府', court: '灌南县人民法院' },
  },
  { as: 'deputy', complete: 'measures/decide_measures', opinion: '同意' },
  { as: 'chief', complete: 'order-signing/sign_order', opinion: '签发' },
  {
    as: 'officer1',
    complete: 'delivering/deliver',
    data: { delivery_way: '1', receiver: '李经理', delivered_at: '$now' },
  },
  {
    as: 'ent01-safety',
    complete: 'rectifying/rectify',
    data: {
      rect_desc: '升级以后反馈的整改情况',
      rect_photos: ['$photo:new'],
      rect_cost: 0.2,
      rect_done_at: '$today',
      self_accept_by: '安知远',
    },
  },
  {
    as: 'officer1',
    complete: 'rechecking/recheck',
    data: {
      recheck_at: '$now',
      recheck_officers: OFFICERS,
      recheck_result: '1',
      recheck_opinion: '现场核实已按要求整改完毕',
    },
  },
  { as: 'officer2', complete: 'cosigning/cosign' },
  { as: 'chief', complete: 'closing/close_chief', opinion: '同意' },
  {
    as: 'ent01-principal',
    complete: 'governing/governance',
    data: {
      resp_leader: '赵总',
      resp_person: '安知远',
      measures: '停产整顿，制定有限空间作业制度并培训',
      fund: 5,
      interim_safety: '封闭污水池，悬挂警示标志，专人看守',
      emergency_plan: '配备三脚架和正压式呼吸器，落实救援预案',
    },
  },
  { as: 'chief', complete: 'extension-waiting/approve', opinion: '准予延期', data: { granted_to: '$today+33' } },
  { as: 'ent01-safety', complete: 'evaluating/evaluate' },
  {
    as: 'ent01-owner',
    complete: 'self-rectifying/rectify',
    data: {
      rect_desc: '警示标志已重新安装',
      rect_photos: ['$photo:sign-new'],
      rect_cost: 0.02,
      rect_done_at: '$today',
    },
  },
  { as: 'ent01-safety', complete: 'accepting/accept', data: { accept_note: '验收合格' } },
  {
    as: 'ent01-principal',
    complete: 'self-major/principal',
    data: {
      resp_leader: '赵总',
      resp_person: '安知远',
      measures: '辨识登记、设置标志、上锁管理',
      fund: 1.5,
      interim_safety: '围挡隔离',
      emergency_plan: '配备救援器材',
    },
  },
];
