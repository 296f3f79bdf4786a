import { catalogue } from '@anliu/sentences';

export const say = catalogue('tasks', {
  transferReasonMissing: ['请填写转办理由', 'Say why the task is handed on'],
});
