import { conflict, type ProposalKind } from '@anliu/kit';
import { weakenings } from './domain/weakening/weakening.js';
import type { Packs } from './service.js';
import { packHash } from './store/load-folder.js';

export interface PublishPayload {
  readonly pack: string;
  readonly note: string;
  /** Of the content that was proposed: a draft changed since has to be proposed anew. */
  readonly hash: string;
  /** Name of whoever publishes, as the version remembers it. */
  readonly by: string;
}

/** What a draft that weakens a safeguard waits for: somebody else who may confirm it. */
export function publishKind(packs: Packs): ProposalKind<PublishPayload> {
  return {
    action: 'pack.publish',
    confirm: 'packs.confirm',
    same: ({ pack, hash }) => [pack, hash],
    async describe({ pack, note }) {
      const { published, effective } = await packs.content(pack);
      return {
        title: '发布降低保护的修改',
        target: published.manifest.title,
        lines: [...weakenings(published, effective), `发布说明：${note}`],
      };
    },
    async check({ pack, hash }) {
      const { effective } = await packs.content(pack);
      if (packHash(effective.manifest, effective.artifacts) !== hash)
        throw conflict('DRAFT_STALE', '提请之后草稿又有修改，请撤回后重新提请发布。');
    },
    async apply({ pack, note, hash, by }) {
      await packs.publish(pack, by, note, hash);
      return undefined;
    },
  };
}
