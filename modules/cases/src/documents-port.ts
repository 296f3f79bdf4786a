import { dayOf } from '@anliu/office-time';
import { regionOn } from '@anliu/regions';
import { CODES } from '@anliu/codes';
import { DOCUMENTS, type DocumentRequest, type DocumentSource } from '@anliu/documents';
import { NotFoundError } from '@anliu/engine-protocol';
import { notFound, type ServiceRegistry } from '@anliu/kit';
import { documentKindOf } from '@anliu/packs';
import { documentNumbers, parentOf, paramNow, processOf, type CaseContext } from './app/context.js';
import { expressionScope } from './domain/scope.js';
import type { DocumentsPort } from './ports.js';
import { say } from './sentences.js';

/** Documents, looked up when first used. */
export const documentsPort = (services: ServiceRegistry): DocumentsPort => ({
  allocateNumber: (input) => services.use(DOCUMENTS).allocateNumber(input),
  list: (caseId) => services.use(DOCUMENTS).list(caseId),
});

const TOPIC = 'document.render';

/** What a `document.render` task is made of: its case, the kind named on the step, and who did the step before. */
export function documentSource(context: CaseContext, services: ServiceRegistry): DocumentSource {
  return {
    async request(externalTaskId): Promise<DocumentRequest> {
      const task = await context.engine.externalTasks.get(externalTaskId).catch((error: unknown) => {
        if (NotFoundError.isInstance(error)) throw notFound(say.noSuchDocument);
        throw error;
      });
      const record = task.businessKey === null ? undefined : await context.store.byNo(task.businessKey);
      if (!record || task.topicName !== TOPIC) throw notFound(say.noSuchDocument);
      const { version, process } = processOf(context, record);
      const id = process.nodes[task.activityId]?.properties['anliu.document'] ?? '';
      const kind = documentKindOf(version, id);
      const template = version.artifacts.find((artifact) => artifact.path === kind?.template)?.content;
      if (!kind || template === undefined) throw notFound(say.noTemplate({ pack: version.ref, document: id }));
      const parent = await parentOf(context, record);
      const pattern = version.manifest.numbering[kind.number ?? ''];
      const by = record.performances.at(-1)?.person ?? record.startedBy;
      const today = dayOf(context.clock.now());
      return {
        caseId: record._id,
        caseNo: record.no,
        kind: { id: kind.id, title: kind.title, ...(kind.requires ? { requires: kind.requires } : {}) },
        round: externalTaskId,
        template,
        ...(pattern === undefined ? {} : { pattern }),
        issuer: {
          ...version.manifest.issuer,
          ...regionOn(context.organization.regionPath(record.region).map(({ code }) => code))?.issuer,
        },
        region:
          context.organization.regionPath(record.region).findLast((item) => item.code.length === 6)?.code ??
          record.region,
        ancestors: record.parent ? [record.parent.id] : [],
        data: expressionScope({
          record,
          documents: await documentNumbers(context, record),
          parent,
          param: paramNow(context, version),
        }),
        ...(by ? { by } : {}),
        titleOf: (other) => documentKindOf(version, other)?.title,
        codeName: (table, code) => {
          const name = services.use(CODES).nameOf(table, code, today);
          return name === code ? undefined : name;
        },
      };
    },
  };
}
