import { catalogue } from '@anliu/sentences';

export const say = catalogue('kit', {
  keyReused: [
    '同一提交编号（idempotency-key）已用于另一项内容，这次的内容没有提交，请刷新页面后重新提交。',
    'The same idempotency key was used for another request; this one was not submitted. Reload the page and submit again.',
  ],
});
