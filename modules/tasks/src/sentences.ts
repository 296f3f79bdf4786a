import { catalogue } from '@anliu/sentences';

export const say = catalogue('tasks', {
  transferReasonMissing: ['请填写转办理由', 'Say why the task is handed on'],
  permissionRead: ['查看待办', 'See tasks'],
  permissionWork: ['办理任务', 'Work on tasks'],
  permissionNotices: ['查看站内消息', 'See messages'],
  engineRefused: [
    '流程引擎没有接受这次办理，您的内容没有提交，请稍后重试；仍不成功请联系管理员。',
    'The engine did not take this step and nothing was submitted. Try again later; if it fails again, tell the administrator.',
  ],
  notShared: [
    '这项任务只派给了您，不能退回待领；需要他人办理请转办。',
    'This task was given to you alone and cannot be put back. Hand it on if somebody else should do it.',
  ],
  personUnknown: [
    '没有这名人员或已停用，请重新选择。',
    'There is no such person, or they are no longer active. Choose again.',
  ],
  notToOneself: ['不能转办给自己。', 'A task cannot be handed on to oneself.'],
  notInPost: [
    '{name}不具备“{post}”岗位，不能办理这一步，请另选一人。',
    '{name} does not hold the post "{post}" and cannot do this step. Choose somebody else.',
  ],
  mustBeSeparate: [
    '{name}办理过须分离的环节，不能办理“{task}”，请另选一人。',
    '{name} did a step that must be separate and cannot do "{task}". Choose somebody else.',
  ],
  transferred: ['“{task}”转办给{name}', '"{task}" was handed on to {name}'],
  draftTooLarge: [
    '草稿有 {bytes} 字节，超过上限 {max} 字节，请精简内容。',
    'The draft has {bytes} bytes, more than {max}. Shorten it.',
  ],
  draftKeptStale: [
    '草稿已保存。办件内容已被其他人更新，请刷新核对后再提交。',
    'The draft is kept. Somebody else has changed the case; reload and look at it before you submit.',
  ],
  taken: ['“{task}”已由{name}领取。', '"{task}" was taken by {name}.'],
  somebody: ['他人', 'somebody else'],
  noSuchMessageToSend: ['没有这项待发送的消息。', 'There is no such message to be sent.'],
  noSuchMessage: ['没有这条消息。', 'There is no such message.'],
  gone: ['没有这项任务，或您无权办理。', 'There is no such task, or it is not yours to do.'],
  doneByOther: ['这项任务由{name}办理。', '{name} does this task.'],
  notClaimed: ['这项任务还没有人领取，请先领取再办理。', 'Nobody has taken this task. Take it before you work on it.'],
  notYours: ['这项任务不在您的待办中。', 'This task is not among yours.'],
  ended: [
    '“{task}”已因流程变化自动结束，不需要再办理。',
    '"{task}" ended because the process went another way; nothing is left to do.',
  ],
  doneBy: ['“{task}”已由{name}于 {at} 办理。', '"{task}" was done by {name} at {at}.'],
  doneByWith: ['“{task}”已由{name}于 {at} 办理，结果：{outcome}。', '"{task}" was done by {name} at {at}: {outcome}.'],
  nobodyFound: ['“{task}”没有找到办理人', 'Nobody was found for "{task}"'],
  nobodyFoundDetail: [
    '请管理员检查岗位设置后指定办理人',
    'The administrator should check the posts and choose somebody',
  ],
  timeLimit: ['办理时限', 'Time limit'],
  stillNobody: [
    '“{task}”仍找不到可以办理的人员，请先授予相应岗位，再重新分派。',
    'Still nobody can do "{task}". Give somebody the post first, then assign it again.',
  ],
  assignedAgain: ['“{task}”已重新分派', '"{task}" was assigned again'],
  noTask: ['没有这项任务。', 'There is no such task.'],
  hasSomebody: ['“{task}”已有人办理或已结束，请刷新后查看。', 'Somebody has "{task}", or it is over. Reload.'],
});
