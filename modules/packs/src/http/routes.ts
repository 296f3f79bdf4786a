import type {
  ArtifactSummary,
  FormArtifact,
  PackChanges,
  PackDetail,
  PackSummary,
  ProcessArtifact,
} from '@anliu/contract';
import type { FormDefinition } from '@anliu/form-model';
import { conflict, invalid, notFound, route, Proposals, type Platform, type RouteDeclaration } from '@anliu/kit';
import { parse as parseYaml, stringify } from 'yaml';
import { asText } from '@anliu/sentences';
import { z } from 'zod';
import { describeChanges } from '../domain/changes.js';
import { checkPack, type PackContent } from '../domain/check.js';
import { artifactKey } from '../domain/draft.js';
import { contentHash } from '../domain/hash.js';
import { MAX_ARTIFACT_BYTES, MAX_NOTE_LENGTH } from '../domain/limits.js';
import type { Artifact } from '../domain/pack-version.js';
import { weakenings } from '../domain/weakening/weakening.js';
import type { PublishPayload } from '../publish-kind.js';
import { packHash } from '../store/load-folder.js';
import { boundProblem, viewOfParameter } from '../domain/parameters.js';
import type { Packs } from '../service.js';
import type { StoredDraft, StoredPack, StoredVersion } from '../store/models.js';
import { say } from '../sentences.js';
import type { ProposalShown } from '@anliu/kit';

const text = z.string().max(120);
const saveBody = z.strictObject({
  hash: z.string().max(100),
  xml: z.string().max(MAX_ARTIFACT_BYTES).optional(),
  definition: z.record(z.string(), z.unknown()).optional(),
  value: z.number().optional(),
});
const KINDS = { processes: 'process', forms: 'form' } as const;

/** The configuration area's API, see `@anliu/contract` pack.ts. */
export function packRoutes(packs: Packs, platform: Pick<Platform, 'clock' | 'services' | 'audit'>): RouteDeclaration[] {
  const { clock } = platform;
  const read = { permission: 'packs.read' };
  const edit = { permission: 'packs.edit' };
  const ofPack = z.strictObject({ id: text });
  const ofArtifact = z.strictObject({ id: text, artifact: text });

  const saveDraft = async (pack: StoredPack, draft: StoredDraft | null): Promise<void> => {
    const written = await packs.models.packs.updateOne(
      { _id: pack._id, rev: pack.rev },
      { $set: { draft }, $inc: { rev: 1 } },
    );
    if (written.modifiedCount !== 1) throw conflict('DRAFT_STALE', '草稿刚被别人修改，请刷新后重新保存。');
  };
  const draftOf = (pack: StoredPack, by: string): StoredDraft => ({
    base: pack.draft?.base ?? pack.active,
    artifacts: [...(pack.draft?.artifacts ?? [])],
    parameters: { ...pack.draft?.parameters },
    savedAt: clock.now(),
    savedBy: by,
  });
  const saveArtifact = async (
    id: string,
    kind: Artifact['kind'],
    artifactId: string,
    hash: string,
    content: string,
    by: string,
  ) => {
    const { pack, published, effective } = await packs.content(id);
    const current = find(effective, kind, artifactId);
    if (current.hash !== hash)
      throw conflict('ARTIFACT_STALE', `“${current.title}”刚被别人修改，请刷新后重新编辑，您的修改没有保存。`);
    const key = artifactKey(current);
    const draft = draftOf(pack, by);
    draft.artifacts = draft.artifacts.filter((item) => item.key !== key);
    if (content !== find(published, kind, artifactId).content) draft.artifacts.push({ key, content });
    await saveDraft(pack, draft);
    const after = (await packs.content(id)).effective;
    const saved = find(after, kind, artifactId);
    return {
      ...summaryOf(saved, published),
      problems: checkPack(after).filter((problem) => problem.artifact === saved.path),
    };
  };

  return [
    route({
      method: 'GET',
      path: '/api/packs',
      access: read,
      summary: '模板包列表',
      handle: async (): Promise<PackSummary[]> => {
        const all = await packs.models.packs.find({}).lean<StoredPack[]>();
        return Promise.all(all.map((pack) => summaryOfPack(packs, pack)));
      },
    }),
    route({
      method: 'GET',
      path: '/api/packs/:id',
      access: read,
      summary: '模板包详情',
      params: ofPack,
      handle: ({ params }): Promise<PackDetail> => detailOf(packs, params.id),
    }),
    route({
      method: 'GET',
      path: '/api/packs/:id/processes/:artifact',
      access: read,
      summary: '流程（含草稿）',
      params: ofArtifact,
      handle: async ({ params }): Promise<ProcessArtifact> => {
        const { published, effective } = await packs.content(params.id);
        const artifact = find(effective, 'process', params.artifact);
        return { ...summaryOf(artifact, published), xml: artifact.content };
      },
    }),
    route({
      method: 'GET',
      path: '/api/packs/:id/forms/:artifact',
      access: read,
      summary: '表单（含草稿）',
      params: ofArtifact,
      handle: async ({ params }): Promise<FormArtifact> => {
        const { published, effective } = await packs.content(params.id);
        const artifact = find(effective, 'form', params.artifact);
        return { ...summaryOf(artifact, published), definition: parseYaml(artifact.content) as FormDefinition };
      },
    }),
    ...(['processes', 'forms'] as const).map((folder) =>
      route({
        method: 'PUT',
        path: `/api/packs/:id/${folder}/:artifact`,
        access: edit,
        summary: folder === 'processes' ? '保存流程草稿' : '保存表单草稿',
        audit: { action: 'pack.draft', detail: ({ params }) => ({ artifact: params.artifact }) },
        params: ofArtifact,
        body: saveBody,
        maxBodyBytes: MAX_ARTIFACT_BYTES + 4096,
        handle: async ({ params, body, person }) => {
          const { person: by } = person();
          const kind = KINDS[folder];
          if (kind === 'process') {
            if (body.xml === undefined) throw invalid('缺少流程内容（xml）。');
            return saveArtifact(params.id, kind, params.artifact, body.hash, body.xml, by.name);
          }
          if (body.definition === undefined) throw invalid('缺少表单内容（definition）。');
          const { published } = await packs.content(params.id);
          const old = parseYaml(find(published, 'form', params.artifact).content) as FormDefinition;
          const definition = { ...body.definition, id: old.id, version: old.version };
          const same = contentHash(stringify(definition)) === contentHash(stringify(old));
          const content = same
            ? find(published, 'form', params.artifact).content
            : stringify({ ...definition, version: old.version + 1 }, { lineWidth: 140 });
          return saveArtifact(params.id, kind, params.artifact, body.hash, content, by.name);
        },
      }),
    ),
    route({
      method: 'PUT',
      path: '/api/packs/:id/parameters/:artifact',
      access: edit,
      summary: '保存参数草稿',
      audit: { action: 'pack.draft', detail: ({ params, body }) => ({ artifact: params.artifact, value: body.value }) },
      params: ofArtifact,
      body: saveBody,
      handle: async ({ params, body, person }) => {
        const { pack, published } = await packs.content(params.id);
        const { parameters } = published.manifest;
        const parameter = Object.hasOwn(parameters, params.artifact) ? parameters[params.artifact] : undefined;
        if (!parameter) throw notFound(`没有参数“${params.artifact}”。`);
        if (body.value === undefined) throw invalid('缺少参数值（value）。');
        const problem = boundProblem(parameter, body.value);
        if (problem !== undefined)
          throw invalid(problem, [{ path: 'value', code: 'PARAMETER_BOUND', message: problem }], 'PARAMETER_BOUND');
        const draft = draftOf(pack, person().person.name);
        if (body.value === parameter.value) delete draft.parameters[params.artifact];
        else draft.parameters[params.artifact] = body.value;
        await saveDraft(pack, draft);
        return { ...viewOfParameter(params.artifact, parameter), draftValue: body.value };
      },
    }),
    route({
      method: 'GET',
      path: '/api/packs/:id/changes',
      access: read,
      summary: '草稿与已发布版本的差异',
      params: ofPack,
      handle: async ({ params }): Promise<PackChanges> => {
        const { published, effective } = await packs.content(params.id);
        return {
          changes: describeChanges(published, effective),
          weakens: weakenings(published, effective),
          problems: checkPack(effective),
        };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/packs/:id/draft',
      access: edit,
      summary: '放弃草稿：全部，或其中一项内容（artifact=种类/标识）、一个参数（parameter=标识）',
      audit: { action: 'pack.discard', detail: ({ query }) => ({ ...query }) },
      params: ofPack,
      query: z.strictObject({ artifact: text.optional(), parameter: text.optional() }),
      handle: async ({ params, query, person }) => {
        const { pack } = await packs.content(params.id);
        if (!pack.draft) throw conflict('DRAFT_NONE', '没有未发布的修改。');
        const draft = draftOf(pack, person().person.name);
        if (query.artifact !== undefined) draft.artifacts = draft.artifacts.filter(({ key }) => key !== query.artifact);
        if (query.parameter !== undefined) delete draft.parameters[query.parameter];
        const isWhole = query.artifact === undefined && query.parameter === undefined;
        const isEmpty = draft.artifacts.length === 0 && Object.keys(draft.parameters).length === 0;
        await saveDraft(pack, isWhole || isEmpty ? null : draft);
        return undefined;
      },
    }),
    route({
      method: 'POST',
      path: '/api/packs/:id/publish',
      access: { permission: 'packs.publish' },
      summary: '发布草稿为新版本；降低保护的修改须另一人复核后生效',
      audit: { own: true },
      params: ofPack,
      body: z.strictObject({ note: z.string().min(1, asText(say.noteMissing)).max(MAX_NOTE_LENGTH) }),
      handle: async ({ params, body, person }): Promise<PackDetail & { proposal?: ProposalShown }> => {
        const principal = person();
        const by = principal.person.name;
        const { published, effective } = await packs.content(params.id);
        // What was judged is what is published: a draft changed meanwhile is refused.
        const hash = packHash(effective.manifest, effective.artifacts);
        if (weakenings(published, effective).length) {
          packs.mayPublish(effective);
          const payload: PublishPayload = { pack: params.id, note: body.note, hash, by };
          const proposal = await platform.services
            .use(Proposals)
            .propose('pack.publish', payload, principal, body.note);
          return { ...(await detailOf(packs, params.id)), proposal };
        }
        const version = await packs.publish(params.id, by, body.note, hash);
        await platform.audit({
          action: 'pack.publish',
          target: params.id,
          outcome: 'done',
          by: principal.person.id,
          detail: { post: principal.acting.post, version: version.manifest.version, note: body.note },
        });
        return detailOf(packs, version.id);
      },
    }),
  ];
}

function find(content: PackContent, kind: Artifact['kind'], id: string): Artifact {
  const artifact = content.artifacts.find((item) => item.kind === kind && item.id === id);
  if (!artifact) throw notFound(`模板包中没有“${id}”。`);
  return artifact;
}

const summaryOf = (artifact: Artifact, published: PackContent): ArtifactSummary => ({
  kind: artifact.kind,
  id: artifact.id,
  title: artifact.title,
  version: artifact.version,
  hash: artifact.hash,
  changed:
    published.artifacts.find((item) => item.kind === artifact.kind && item.id === artifact.id)?.hash !== artifact.hash,
});

async function summaryOfPack(packs: Packs, pack: StoredPack): Promise<PackSummary> {
  const stored = await packs.models.versions.findById(pack.active, { artifacts: 0 }).lean<StoredVersion | null>();
  const { manifest } = packs.version(pack.active);
  return {
    id: pack._id,
    version: manifest.version,
    title: manifest.title,
    level: manifest.level,
    publishedAt: (stored?.publishedAt ?? clockEpoch).toISOString(),
    ...(stored ? { publishedBy: stored.publishedBy } : {}),
    draft: Boolean(pack.draft && (pack.draft.artifacts.length > 0 || Object.keys(pack.draft.parameters).length > 0)),
  };
}
const clockEpoch = new Date(0);

async function detailOf(packs: Packs, id: string): Promise<PackDetail> {
  const { pack, published, effective } = await packs.content(id);
  const versions = await packs.models.versions
    .find({ pack: id }, { version: 1, publishedAt: 1, publishedBy: 1, note: 1 })
    .sort({ publishedAt: -1 })
    .lean<StoredVersion[]>();
  return {
    ...(await summaryOfPack(packs, pack)),
    artifacts: effective.artifacts.map((artifact) => summaryOf(artifact, published)),
    parameters: Object.entries(published.manifest.parameters).map(([id, parameter]) => {
      const draftValue = pack.draft?.parameters[id];
      return {
        ...viewOfParameter(id, parameter),
        ...(parameter.effectiveFrom === undefined ? {} : { effectiveFrom: parameter.effectiveFrom }),
        ...(parameter.effectiveTo === undefined ? {} : { effectiveTo: parameter.effectiveTo }),
        ...(parameter.bound === undefined ? {} : { bound: parameter.bound }),
        locked: parameter.bound === 'fixed',
        ...(draftValue === undefined ? {} : { draftValue }),
      };
    }),
    posts: published.manifest.posts,
    history: versions.map((version) => ({
      version: version.version,
      at: version.publishedAt.toISOString(),
      by: version.publishedBy,
      note: version.note,
    })),
  };
}
