import { catalogue } from '@anliu/sentences';

export const say = catalogue('checks', {
  tooFew: [
    '{title}不得少于{minimum}人且须是不同的人，请另选一名{title}。',
    'At least {minimum} different people are needed as {title}. Choose another one.',
  ],
  two: ['两', 'two'],
  notAmong: [
    '您（{name}）不在{title}之中，不能提交本步骤；请把自己加入或请列名的{title}提交。',
    'You ({name}) are not among {title} and cannot submit this step. Add yourself, or let one who is named submit.',
  ],
});
