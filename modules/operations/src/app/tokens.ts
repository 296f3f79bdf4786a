import type { WorkerVerb } from '@anliu/contract';
import { conflict, invalid, type ProposalKind } from '@anliu/kit';
import type { Installation, NewWorkerToken } from '../installation.js';

/** What each verb lets a worker do, for the person who confirms. */
const VERB_WORDS: Readonly<Record<WorkerVerb, string>> = {
  work: '办理所列主题的外部任务',
  read: '读取流程引擎中的全部内容（含办件变量）',
  message: '发送消息和信号',
  start: '发起不属于平台的流程',
  task: '办理不属于平台的任务',
  deploy: '部署不属于平台的流程',
  repair: '重试不属于平台的故障、更正其变量',
  platform: '使用平台的工作程序接口（含备份）',
  metrics: '读取运行指标',
};

/** A token gives power to a program: one asks for it, and a security administrator takes part. */
export function tokenKind({ workers }: Installation): ProposalKind<NewWorkerToken> {
  return {
    action: 'token.issue',
    confirm: 'grants.confirm',
    describe: async ({ name, topics, verbs }) => ({
      title: '发放工作程序令牌',
      target: name,
      lines: [
        `主题：${topics.includes('*') ? '全部' : topics.join('、')}`,
        ...verbs.map((verb) => `可以${VERB_WORDS[verb]}`),
        '复核后令牌只显示一次，请交给提请人配置到工作程序。',
      ],
    }),
    async check(token) {
      const problem = workers.problem(token);
      if (problem) throw invalid(problem, [{ path: 'name', code: 'TOKEN', message: problem }]);
    },
    objection: async (_, proposer, confirmer) =>
      [proposer.post, confirmer.post].includes('admin-security')
        ? undefined
        : '授权须由安全管理员提请或复核，请由安全管理员复核。',
    async apply(token) {
      // Made before a crash, its secret is lost: it is revoked and made again.
      if (workers.has(token)) return undefined;
      return { token: workers.add(token), name: token.name };
    },
  };
}

/** @throws AppError 409 when there is none of that name */
export function revokeToken({ workers }: Installation, name: string): void {
  if (!workers.revoke(name)) throw conflict('TOKEN_GONE', `名为“${name}”的令牌不存在或已吊销。`);
}
