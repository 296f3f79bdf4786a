import { catalogue } from '@anliu/sentences';

export const say = catalogue('cases', {
  notSeen: ['没有这个办件，或您无权查看。', 'There is no such case, or you may not see it.'],
  keyNeeded: [
    '请求缺少 idempotency-key（1 至 {max} 个字符），请刷新页面后重试。',
    'The request lacks its idempotency-key (1 to {max} characters). Reload the page and try again.',
  ],
  personUnknown: [
    '“{title}”中有系统里没有或已停用的人员，请重新选择。',
    '"{title}" names somebody who is not known here or no longer active. Choose again.',
  ],
  personPost: [
    '{name}不具备“{title}”要求的岗位，请另选一人。',
    '{name} does not hold the post that "{title}" asks for. Choose somebody else.',
  ],
  enterpriseUnknown: [
    '“{title}”不在企业名录中，请先在企业档案中登记。',
    '"{title}" is not in the register of enterprises. Register it first.',
  ],
  fileUnknown: [
    '“{title}”中有不存在的文件，请删除后重新上传。',
    '"{title}" holds a file that does not exist. Remove it and upload it again.',
  ],
  clockMissing: ['这个办件没有这项计时。', 'The case has no such clock.'],
  clockStopped: ['{clock}停止计时', '{clock} stopped'],
  clockResumed: ['{clock}恢复计时', '{clock} resumed'],
  clockExtended: ['{clock}延长', '{clock} extended'],
  clockEnded: ['{clock}结束计时', '{clock} ended'],
  clockStarted: ['{clock}开始计时', '{clock} started'],
  clockMoved: ['{clock}变更为{day}', '{clock} is now {day}'],
  due: ['到期', 'Due'],
  terminated: ['已终止', 'Terminated'],
  closed: ['办结', 'Closed'],
  automationFailed: ['自动步骤出错，等待管理员处理', 'An automatic step failed and waits for the administrator'],
  automationResumed: ['自动步骤已恢复', 'The automatic step goes on'],
  startRefused: [
    '流程的条件或表达式有错误，无法发起，办件没有保存。请联系配置管理员检查流程后重试。',
    'A condition or expression of the process is wrong, so it cannot be started; the case was not saved. Tell whoever configures it.',
  ],
  notNow: ['当前不能发起', 'This cannot be started now'],
  notStartable: ['没有这个事项，或您的岗位不能发起。', 'There is no such matter, or your post may not start it.'],
  notFromCase: ['这个事项不从其他办件发起。', 'This matter is not started from another case.'],
  onlyFromCase: ['这个事项须从对应的办件页面发起。', 'This matter is started from the page of the case it belongs to.'],
  notAllowed: ['{reason}。', '{reason}.'],
  started: ['“{title}”已发起，编号 {no}。', '"{title}" has been started as {no}.'],
  completed: ['“{step}”已办理：{outcome}。', '"{step}" is done: {outcome}.'],
  stale: [
    '办件内容已被其他人更新，您填写的内容没有丢失，请核对更新后的内容再提交。',
    'Somebody else has changed the case. What you filled in is kept; look at the changes and submit again.',
  ],
  start: ['发起', 'the start'],
  separate: [
    '“{done}”是您办理的，“{step}”须由另一人办理，请转由其他人员办理。',
    'You did "{done}", and "{step}" must be done by somebody else. Hand it on.',
  ],
  outcomeUnknown: [
    '“{step}”没有“{outcome}”这个办理结果，可选：{known}。',
    '"{step}" has no outcome "{outcome}"; there are {known}.',
  ],
  outcomes: ['可选：{known}。', 'There are {known}.'],
  opinionTooLong: [
    '意见最多 {max} 个字，现在是 {actual} 个字。',
    'An opinion takes at most {max} characters; there are {actual}.',
  ],
  opinionMissing: ['选择“{outcome}”必须填写意见。', '"{outcome}" needs an opinion.'],
  noSuchDocument: ['没有这个待生成的文书。', 'There is no such document to be made.'],
  noTemplate: [
    '模板包 {pack} 中没有文书“{document}”或它的模板。',
    'The pack {pack} has no document "{document}", or not its template.',
  ],
  permissionRead: ['查看办件', 'See cases'],
  permissionStart: ['发起办件', 'Start cases'],
});
