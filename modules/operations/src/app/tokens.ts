import type { WorkerVerb } from '@anliu/contract';
import { conflict, invalid, type ProposalKind } from '@anliu/kit';
import type { Installation, NewWorkerToken } from '../installation.js';
import { type Sentence } from '@anliu/sentences';
import { say } from '../sentences.js';

/** What each verb lets a worker do, for the person who confirms. */
const VERB_WORDS: Readonly<Record<WorkerVerb, Sentence>> = {
  work: say.verbWork,
  read: say.verbRead,
  message: say.verbMessage,
  start: say.verbStart,
  task: say.verbTask,
  deploy: say.verbDeploy,
  repair: say.verbRepair,
  platform: say.verbPlatform,
  metrics: say.verbMetrics,
};

/** A token gives power to a program: one asks for it, and a security administrator takes part. */
export function tokenKind({ workers }: Installation): ProposalKind<NewWorkerToken> {
  return {
    action: 'token.issue',
    confirm: 'grants.confirm',
    describe: async ({ name, topics, verbs }) => ({
      title: say.tokenTitle.toString(),
      target: name,
      lines: [
        say.tokenTopics({ topics: topics.includes('*') ? say.everyTopic : topics }).toString(),
        ...verbs.map((verb) => say.tokenMay({ verb: VERB_WORDS[verb] }).toString()),
        say.tokenOnce.toString(),
      ],
    }),
    async check(token) {
      const problem = workers.problem(token);
      if (problem) throw invalid(problem, [{ path: 'name', code: 'TOKEN', message: problem }]);
    },
    objection: async (_, proposer, confirmer) =>
      [proposer.post, confirmer.post].includes('admin-security') ? undefined : say.tokenSecurity,
    async apply(token) {
      // Made before a crash, its secret is lost: it is revoked and made again.
      if (workers.has(token)) return undefined;
      return { token: workers.add(token), name: token.name };
    },
  };
}

/** @throws AppError 409 when there is none of that name */
export function revokeToken({ workers }: Installation, name: string): void {
  if (!workers.revoke(name)) throw conflict('TOKEN_GONE', say.tokenGone({ name }));
}
