import { catalogue } from '@anliu/sentences';

/** What the host says by itself; the trail, the data folder and the first run have their own. */
export const say = catalogue('host', {
  metricsForMonitoring: [
    '运行指标只供持有相应令牌的监控程序读取。',
    'Metrics are read by monitoring with a token for them, and by nobody else.',
  ],
  engineForWorkers: ['引擎接口只供持有令牌的工作程序使用。', 'The engine is open to workers with a token only.'],
  methodNotAllowed: ['该地址不支持 {method} 操作。', 'This address does not support {method}.'],
  noSuchAddress: ['没有这个接口地址，请检查后重试。', 'There is no such address; check it and try again.'],
  noSuchPage: ['没有这个页面。', 'There is no such page.'],
  noSuchPageGoHome: ['没有这个页面，请从首页进入。', 'There is no such page; start from the home page.'],
  notBuilt: ['界面尚未构建，请先运行 npm start。', 'The application has not been built; run npm start first.'],
  incident: [
    '系统出现异常，已记录，编号 {incident}。请稍后重试；如仍不行，请把编号告诉系统管理员。',
    'Something went wrong and was recorded as {incident}. Try again later; if it fails again, tell the administrator this number.',
  ],
  starting: ['系统正在启动，请稍候几秒再试。', 'The system is starting; try again in a few seconds.'],
  unauthenticated: [
    '尚未登录或登录已失效，请重新登录。',
    'You are not logged in, or your session has ended. Log in again.',
  ],
  badWorkerToken: ['工作程序的令牌不正确。', "The worker's token is not right."],
  tokenNotForPlatform: ['该令牌不能使用平台接口。', "This token may not use the platform's interface."],
  onlyForWorkers: ['该接口只供工作程序使用。', 'This address is for workers only.'],
  notForWorkers: ['工作程序不能使用该接口。', 'Workers may not use this address.'],
  pageExpired: [
    '页面已过期，请刷新后重新提交，已填内容不会丢失。',
    'The page has expired. Reload it and submit again; what you filled in is kept.',
  ],
  passwordOfOthers: [
    '口令由他人设置，请先修改口令再继续使用。',
    'Your password was set by somebody else. Change it before you go on.',
  ],
  secondFactorNeeded: [
    '安全策略要求管理员使用动态口令，请先绑定身份验证器再继续使用。',
    'Administrators must use one-time codes here. Set up an authenticator before you go on.',
  ],
  notJson: [
    '请求内容须为 JSON（content-type: application/json）。',
    'The content must be JSON (content-type: application/json).',
  ],
  notUtf8: ['请求内容不是有效的 UTF-8 文本。', 'The content is not valid UTF-8.'],
  badJson: ['请求内容不是有效的 JSON，请检查格式。', 'The content is not valid JSON; check its format.'],
  bodyTooLarge: [
    '提交内容超过 {kilobytes} KB，请减少内容或改为上传附件。',
    'The content is larger than {kilobytes} KB. Shorten it, or upload it as an attachment.',
  ],
  tooDeep: [
    '内容嵌套超过 {max} 层，请精简后再提交。',
    'The content is nested deeper than {max} levels. Simplify it and submit again.',
  ],
  tooManyValues: [
    '提交的内容超过 {max} 项，请分几次提交。',
    'There are more than {max} values. Submit them in several goes.',
  ],
  reservedName: [
    '字段名“{name}”不允许使用，请修改后再提交。',
    'The name "{name}" may not be used. Change it and submit again.',
  ],
  reserved: ['不允许的字段名', 'this name may not be used'],
  multipartHeader: [
    '上传请求的头部不完整（缺少分隔标记 boundary），请重新上传。',
    'The upload is incomplete (its boundary is missing). Upload again.',
  ],
  notMultipart: ['请以文件上传方式提交（multipart/form-data）。', 'Submit this as an upload (multipart/form-data).'],
  tooManyFiles: [
    '一次最多上传 {max} 个文件，请分批上传。',
    'At most {max} files can be uploaded at once. Upload in several goes.',
  ],
  tooManyFields: ['上传请求的字段过多。', 'The upload has too many fields.'],
  badUpload: ['上传内容不完整或格式不正确，请重新上传。', 'The upload is incomplete or malformed. Upload again.'],
  uploadBroken: ['上传中断，请重新上传。', 'The upload was interrupted. Upload again.'],
  tooOften: ['操作过于频繁，请 {seconds} 秒后再试。', 'Too many requests. Try again in {seconds} seconds.'],
  tooManyWaiting: [
    '您有许多操作还在处理，请等它们完成后再试。',
    'Many of your requests are still being worked on. Wait for them, then try again.',
  ],
  badHost: ['请求的主机名不正确。', 'The host name of the request is not right.'],
  wrongHost: [
    '本服务未配置该域名，请使用管理员提供的地址访问。',
    'This server is not known by that name. Use the address your administrator gave you.',
  ],
  urlTooLong: ['请求地址过长。', 'The address is too long.'],
  badPath: ['请求地址不正确。', 'The address is not right.'],
  foreignOrigin: [
    '请求来自其他网站，已拒绝。请在本系统页面内操作。',
    'The request came from another site and was refused. Work in the pages of this system.',
  ],
  inputWrong: ['{source}有误：{problem}。', '{source}: {problem}.'],
  inputFieldWrong: ['{source}有误：“{path}”{problem}。', '{source}: "{path}" {problem}.'],
  sourceParams: ['地址', 'Something in the address is not right'],
  sourceQuery: ['查询条件', 'The query is not right'],
  sourceBody: ['提交内容', 'The content is not right'],
  unknownField: ['不是允许提交的字段', 'is not a field that may be sent'],
  missingOrWrongType: ['缺少或类型不正确', 'is missing or has the wrong type'],
  wrongType: ['类型不正确', 'has the wrong type'],
  tooShort: ['至少 {min} 个字符', 'needs at least {min} characters'],
  tooSmall: ['不能小于 {min}', 'may not be less than {min}'],
  tooLong: ['最多 {max} 个字符', 'takes at most {max} characters'],
  tooBig: ['不能大于 {max}', 'may not be more than {max}'],
  notAllowedValue: ['不在允许的取值之内', 'is not one of the allowed values'],
  badFormat: ['格式不正确', 'has the wrong format'],
  idempotencyKeyTooLong: ['idempotency-key 最多 {max} 个字符。', 'idempotency-key takes at most {max} characters.'],
  tooManyWindows: [
    '您已打开 {max} 个窗口，请关闭不用的窗口后再试。',
    'You have {max} windows open. Close those you do not need and try again.',
  ],
  badDuration: [
    'advance 须为 ISO 8601 时长，如 P10D、PT2H。',
    'advance must be an ISO 8601 duration such as P10D or PT2H.',
  ],
  permissionAudit: ['查看与核验审计记录', 'Read and verify the audit trail'],
  storeDamaged: [
    '数据文件已损坏，请系统管理员停止服务并从备份恢复，不要继续录入。',
    'A data file is damaged. The administrator must stop the server and restore a backup; do not enter anything more.',
  ],
  storeFull: [
    '服务器磁盘已满，本次办理没有保存，已填内容请勿关闭；请系统管理员清理磁盘后重试。',
    "The server's disk is full and nothing was saved. Keep what you filled in open; try again once the administrator has made room.",
  ],
  backupElsewhere: [
    '数据不全在数据目录中（MongoDB 或外部引擎），请用它们自己的工具备份。',
    'Not all data is in the data folder (MongoDB, or an engine elsewhere). Back it up with its own tools.',
  ],
  fillIn: ['请填写', 'must be filled in'],
  setPassword: ['请设置口令', 'Set a password'],
  loginFormat: [
    '登录名须为 3–32 位小写字母、数字、点、横线，以字母开头',
    'A login has 3 to 32 small letters, digits, dots and hyphens, and begins with a letter',
  ],
  phoneFormat: ['手机号须为 11 位数字', 'A mobile number has 11 digits'],
  threeAdministrators: ['须设置三名管理员', 'Three administrators are needed'],
  isSetUp: ['系统已完成初始化。', 'The system is set up already.'],
  chooseRegion: ['请选择行政区划。', 'Choose a division.'],
  oneOfEach: [
    '三名管理员（系统、安全、审计）各须一人。',
    'One administrator each is needed for the system, for security and for auditing.',
  ],
  sameLogin: ['三名管理员的登录名不能相同。', 'The three administrators need different logins.'],
  samePerson: ['三名管理员须为不同的人。', 'The three administrators must be different people.'],
  samePhone: ['三名管理员的手机号不能相同。', 'The three administrators need different mobile numbers.'],
  samePassword: [
    '三名管理员的口令不能相同，请各自设置。',
    'The three administrators need different passwords, each set by its owner.',
  ],
  setupRunning: [
    '另一处正在进行首次设置。请等它完成，再用其设置的账号登录。',
    'The installation is being set up elsewhere. Wait until that is done and log in with an account made there.',
  ],
  codeWrong: [
    '安装码不正确。请从启动窗口或数据目录的 setup-code.txt 读取。',
    'The set-up code is wrong. Read it in the window of the start, or in setup-code.txt of the data folder.',
  ],
  codeFile: [
    '安装码：首次打开网页时填写，设置三名管理员后自动删除。',
    'Set-up code: asked for by the first page, deleted afterwards.',
  ],
  backupRunning: ['正在备份，请等待完成。', 'A backup is being made. Wait for it.'],
  portTaken: [
    '端口 {port} 已被占用，请停止占用它的程序，或用 --port 指定其他端口。',
    'Port {port} is in use; choose another with --port.',
  ],
});
