import type { Area } from '../catalogue.js';

export const errors = {
  title: ['没有办成', 'This did not work'],
  loadTitle: ['没有读到{what}', 'Could not load {what}'],
  what: ['内容', 'this page'],
  offline: [
    '网络不通，服务器没有收到请求。请检查网络后再试，您填写的内容还在。',
    'The network is down; nothing was sent. What you typed is kept.',
  ],
  timeout: [
    '服务器迟迟没有答复，暂不清楚是否已经办理。可以放心再点一次，同一操作不会办理两遍。',
    'The server has not answered. You may press again: the same action is never done twice.',
  ],
  broken: [
    '服务器出了故障，这次操作没有得到确认。请稍后再试。',
    'The server failed; this action is not confirmed. Try again later.',
  ],
  incident: ['故障编号 {incident}，联系技术人员时请报此编号。', 'Incident {incident}; quote it to your support staff.'],
  notFoundTitle: ['没有找到', 'Not found'],
  notFound: [
    '这里没有您要看的内容：地址可能写错，内容可能已删除，或者您现在的岗位无权查看。',
    'Nothing here: the address may be wrong, or your post may not see it.',
  ],
  forbiddenTitle: ['无权查看', 'No access'],
  forbidden: [
    '您以“{post}”的身份无权查看此页。如有其他岗位，请在右上角切换；需要权限时请联系本单位系统管理员。',
    'Acting as “{post}” you may not see this page. Switch posts at the top right or ask your administrator.',
  ],
  home: ['回到首页', 'Go to start'],
  summary: ['有 {n} 处需要改正，改正后再提交', '{n} things to correct before submitting'],
  refused: ['未能提交，请按提示改正后再试。', 'This was refused; correct what is said below and try again.'],
} satisfies Area;
