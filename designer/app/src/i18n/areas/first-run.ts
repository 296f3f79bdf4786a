import type { Area } from '../catalogue.js';

export const firstRun = {
  title: ['首次设置', 'First run'],
  intro: [
    '系统还没有任何账号。请三名管理员一起完成：选定行政区划和首个机构，并各自设置口令。',
    'There is no account yet. Three administrators set region, first unit and their own passwords.',
  ],
  codeTitle: ['一、安装码', '1. Set-up code'],
  codeHint: [
    '启动窗口给出了安装码文件的位置（数据目录下的 setup-code.txt），完成后自动删除。',
    'It stands in setup-code.txt of the data folder and is deleted afterwards.',
  ],
  code: ['安装码', 'Set-up code'],
  placeTitle: ['二、行政区划与首个机构', '2. Region and first unit'],
  level: {
    province: ['省（自治区、直辖市）', 'Province'],
    city: ['市', 'City'],
    county: ['县（市、区）', 'County'],
    town: ['乡镇（街道）', 'Town'],
  },
  notBelow: ['不再下选', 'No further'],
  chosen: ['本系统服务于：{path}', 'This installation serves: {path}'],
  unit: ['首个机构名称', 'Name of the first unit'],
  unitHint: ['如：某某县应急管理局', 'e.g. a county’s bureau'],
  packs: ['随系统启用的业务包：{packs}', 'Packs in use: {packs}'],
  calendarTitle: ['三、工作日历', '3. Calendar'],
  published: ['{year} 年：通知已发布，{n} 个工作日。', '{year}: published, {n} working days.'],
  provisional: [
    '{year} 年：通知未发布，暂按 {n} 个工作日；发布后由系统管理员在“管理 / 工作日历”录入。',
    '{year}: not published, {n} working days for the time being.',
  ],
  calendarRead: ['已核对上述工作日历', 'The calendar is checked'],
  peopleTitle: ['四、三名管理员', '4. Three administrators'],
  peopleHint: [
    '须为三个不同的人，口令由本人输入，互不告知。任何一人都不能单独重置、停用另一人。',
    'Three different people, each typing the own password. None can reset or disable another alone.',
  ],
  posts: {
    'admin-system': ['系统管理员', 'System administrator'],
    'admin-security': ['安全管理员', 'Security administrator'],
    'admin-audit': ['审计管理员', 'Audit administrator'],
  },
  does: {
    'admin-system': ['建机构、建账号、维护日历；看不到业务数据', 'Units, accounts, calendar; no case data'],
    'admin-security': ['授予和复核岗位、权限；看不到办件', 'Posts and permissions; no cases'],
    'admin-audit': ['查看审计记录，复核涉及管理员的事项', 'The audit trail; confirms what concerns administrators'],
  },
  name: ['姓名', 'Name'],
  phone: ['手机号（可不填）', 'Phone (optional)'],
  again: ['再次输入口令', 'Password again'],
  passwordHint: [
    '口令至少 10 位，含大小写字母、数字、符号中的三种，不用常见词、日期和键盘顺序。',
    'At least 10 characters of three kinds, nothing that is easily guessed.',
  ],
  incomplete: ['请填完以上各项，并勾选已核对工作日历。', 'Fill in everything above and check the calendar.'],
  submit: ['完成设置', 'Finish'],
  doneTitle: ['设置完成', 'Done'],
  doneText: [
    '下面是三名管理员的恢复码，只显示这一次。请打印后各自封存，口令或动态口令丢失时凭它重新进入；用过即作废。',
    'Recovery codes of the three administrators, shown this once. Print and seal them.',
  ],
  recoveryCode: ['恢复码', 'Recovery code'],
  nextTitle: ['接下来', 'What comes next'],
  next1: [
    '三名管理员分别登录，绑定动态口令（手机身份验证器）。',
    'Each administrator signs in and binds an authenticator app.',
  ],
  next2: [
    '系统管理员在“管理 / 账号”用 Excel 导入人员，机构随之建立。',
    'The system administrator imports people from Excel; units are made along.',
  ],
  next3: [
    '安全管理员在“待复核”中复核岗位，人员即可登录办件。',
    'The security administrator confirms the posts; then people can work.',
  ],
  toLogin: ['去登录', 'To sign in'],
} satisfies Area;
