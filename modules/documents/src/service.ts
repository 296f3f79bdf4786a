import { dayOf, yearOf } from '@anliu/office-time';
import { createHash } from 'node:crypto';
import { ERROR, type DocumentView, type PersonRef } from '@anliu/contract';
import type { Files } from '@anliu/files';
import { conflict, invalid, notFound, serviceToken } from '@anliu/kit';
import { isDuplicateKey } from '@anliu/storage';
import type { Model } from 'mongoose';
import { merge } from './domain/merge.js';
import { scopeOfPattern } from './domain/number.js';
import { parseTemplate } from './domain/template.js';
import type { StoredDocument } from './store/documents.js';
import type { GivenNumber, Numbers } from './store/numbers.js';

/** A document kind as a pack declares it. */
export interface DocumentKind {
  readonly id: string;
  readonly title: string;
  /** Kinds that must have been issued before, on this case or on one it came from. */
  readonly requires?: readonly string[];
}

/** Everything a document is made of. */
export interface DocumentRequest {
  readonly caseId: string;
  readonly caseNo: string;
  readonly kind: DocumentKind;
  /** The same case, document and round is the same document, however often it is asked for; the external task's id serves. */
  readonly round: string;
  /** Text of the pack's template. */
  readonly template: string;
  /** Numbering pattern of the pack; absent: the document has no number. */
  readonly pattern?: string;
  readonly issuer: Readonly<Record<string, string>>;
  readonly region: string;
  /** Cases this one came from, nearest first: their documents count for `requires` and for the chain of numbers. */
  readonly ancestors: readonly string[];
  /** Scope of the template's expressions, as in `anliu.*`; `issuer`, `document` and `today` are added. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Who signs. */
  readonly by?: PersonRef;
  /** Title of other kinds, for messages. */
  titleOf(kind: string): string | undefined;
  codeName(table: string, code: string): string | undefined;
}

/** Finds what a `document.render` task asks for; offered by the module that owns cases. */
export interface DocumentSource {
  /** @throws AppError 404 when there is no such open task */
  request(externalTaskId: string): Promise<DocumentRequest>;
}
export const DOCUMENT_SOURCE = serviceToken<DocumentSource>('documents.source');

export const DOCUMENTS = serviceToken<Documents>('documents');

export interface PreparedDocument {
  readonly id: string;
  readonly title: string;
  readonly number?: string;
  readonly state: StoredDocument['state'];
  readonly html: string;
  /** ISO 8601; the PDF carries it as its date, so that rendering again gives the same bytes. */
  readonly preparedAt: string;
}

const PDF_TYPE = 'application/pdf';

/** Numbers, prepares, issues and voids documents. */
export class Documents {
  readonly #model: Model<StoredDocument>;
  readonly #numbers: Numbers;
  readonly #files: Files;
  readonly #now: () => Date;

  constructor(model: Model<StoredDocument>, numbers: Numbers, files: Files, now: () => Date) {
    this.#model = model;
    this.#numbers = numbers;
    this.#files = files;
    this.#now = now;
  }

  /** The next number of a pattern (`JC{region}{yyyyMMdd}{seq:4}`), without gaps; the same `key` gets the same number for ever. */
  async allocateNumber(input: {
    pattern: string;
    key: string;
    region: string;
    at: Date;
    issuer?: Readonly<Record<string, string>>;
  }): Promise<string> {
    const scope = scopeOfPattern(input.pattern, input);
    return (await this.#numbers.next(input.key, scope, String(yearOf(dayOf(input.at))), input.at)).number;
  }

  /**
   * Makes the draft: checks what must come before, gives the number, merges. Repeating it gives the same document.
   * @throws AppError 409 DOCUMENT_ORDER when a required document has not been issued; TemplateError for a template that cannot be merged
   */
  async prepareDocument(request: DocumentRequest): Promise<PreparedDocument> {
    const id = createHash('sha256')
      .update(JSON.stringify([request.caseId, request.kind.id, request.round]))
      .digest('hex')
      .slice(0, 32);
    const known = await this.#model.findById(id).lean<StoredDocument | null>();
    if (known) return prepared(known);
    await this.#requireEarlier(request);
    const now = this.#now();
    const template = parseTemplate(request.template);
    const number = await this.#numberFor(request, id, now);
    const html = merge(template, {
      now,
      codeName: (table, code) => request.codeName(table, code),
      data: {
        ...request.data,
        issuer: request.issuer,
        document: { id: request.kind.id, title: request.kind.title, number: number?.number ?? null },
        issued_on: now.toISOString(),
        signer: request.by ?? null,
      },
    });
    const document: StoredDocument = {
      _id: id,
      caseId: request.caseId,
      caseNo: request.caseNo,
      document: request.kind.id,
      title: request.kind.title,
      round: request.round,
      ...(number ? { number: number.number } : {}),
      state: 'draft',
      html,
      preparedAt: now,
      ...(request.by ? { by: request.by } : {}),
    };
    try {
      await this.#model.create(document);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return prepared((await this.#model.findById(id).lean<StoredDocument | null>())!);
    }
    return prepared(document);
  }

  async #requireEarlier({ kind, caseId, ancestors, titleOf }: DocumentRequest): Promise<void> {
    for (const required of kind.requires ?? []) {
      const issued = await this.#model.countDocuments({
        caseId: { $in: [caseId, ...ancestors] },
        document: required,
        state: 'issued',
      });
      if (issued === 0) {
        throw conflict(
          ERROR.documentOrder,
          `《${kind.title}》须在《${titleOf(required) ?? required}》签发之后制作，请先签发《${titleOf(required) ?? required}》。`,
          { requires: required },
        );
      }
    }
  }

  /** Later documents of a chain copy the sequence (and year) of the inspection plan that began it. */
  async #numberFor(request: DocumentRequest, id: string, now: Date): Promise<GivenNumber | undefined> {
    if (request.pattern === undefined) return undefined;
    const facts = { at: now, region: request.region, issuer: request.issuer };
    const chain = request.kind.requires?.length ? await this.#chainOf(request) : undefined;
    if (!chain)
      return this.#numbers.next(
        `document:${id}`,
        scopeOfPattern(request.pattern, facts),
        String(yearOf(dayOf(now))),
        now,
      );
    return this.#numbers.copy(
      `document:${id}`,
      scopeOfPattern(request.pattern, { ...facts, year: chain.year }),
      chain,
      now,
    );
  }

  async #chainOf({ caseId, ancestors }: DocumentRequest): Promise<GivenNumber | undefined> {
    for (const id of [...[...ancestors].reverse(), caseId]) {
      const [first] = await this.#model
        .find({ caseId: id, state: 'issued', number: { $exists: true } })
        .sort({ preparedAt: 1 })
        .limit(1)
        .lean<StoredDocument[]>();
      const number = first && (await this.#numbers.find(`document:${first._id}`));
      if (number) return number;
    }
    return undefined;
  }

  /**
   * Issues a draft with its PDF: the file is kept first, then one write makes the document issued. Repeating it changes nothing.
   * @throws AppError 404, 400 when the bytes are no PDF, 409 for a void document
   */
  async issueDocument(id: string, pdf: Uint8Array): Promise<DocumentView> {
    const document = await this.#model.findById(id).lean<StoredDocument | null>();
    if (!document) throw notFound('文书不存在。');
    if (document.state === 'issued') return viewOf(document);
    if (document.state === 'void') throw conflict('DOCUMENT_VOID', `《${document.title}》已作废，不能签发。`);
    if (Buffer.from(pdf.subarray(0, 5)).toString('latin1') !== '%PDF-') throw invalid('收到的内容不是 PDF 文件。');
    const name = `${document.title}${document.number ? ` ${document.number}` : ''}.pdf`;
    const file = await this.#files.store({
      bytes: pdf,
      name,
      type: PDF_TYPE,
      caseId: document.caseId,
      by: document.by?.id ?? 'document-rendering',
    });
    await this.#model.updateOne(
      { _id: id, state: 'draft' },
      { $set: { state: 'issued', file: file.id, sha256: file.sha256, issuedAt: this.#now() } },
    );
    return viewOf((await this.#model.findById(id).lean<StoredDocument | null>())!);
  }

  /** Takes an issued document or a draft out of force; it stays readable, its number is not used again. */
  async voidDocument(id: string, by: PersonRef, reason: string): Promise<DocumentView> {
    const changed = await this.#model
      .findOneAndUpdate(
        { _id: id, state: { $ne: 'void' } },
        { $set: { state: 'void', voidedAt: this.#now(), voidedBy: by, voidReason: reason } },
        { returnDocument: 'after' },
      )
      .lean<StoredDocument | null>();
    if (!changed)
      throw (await this.#model.exists({ _id: id }))
        ? conflict('DOCUMENT_VOID', '文书已经作废。')
        : notFound('文书不存在。');
    return viewOf(changed);
  }

  /** Documents of a case, oldest first. */
  async list(caseId: string): Promise<DocumentView[]> {
    const found = await this.#model.find({ caseId }).sort({ preparedAt: 1 }).lean<StoredDocument[]>();
    return found.map(viewOf);
  }

  /** The stored record. @throws AppError 404 */
  async get(id: string): Promise<StoredDocument> {
    const document = await this.#model.findById(id).lean<StoredDocument | null>();
    if (!document) throw notFound('文书不存在，或您无权查看。');
    return document;
  }
}

const prepared = ({ _id, title, number, state, html, preparedAt }: StoredDocument): PreparedDocument => ({
  id: _id,
  title,
  ...(number === undefined ? {} : { number }),
  state,
  html,
  preparedAt: preparedAt.toISOString(),
});

function viewOf(document: StoredDocument): DocumentView {
  return {
    id: document._id,
    document: document.document,
    title: document.title,
    ...(document.number === undefined ? {} : { number: document.number }),
    state: document.state,
    ...(document.issuedAt ? { issuedAt: document.issuedAt.toISOString() } : {}),
    ...(document.issuedAt && document.by ? { issuedBy: document.by } : {}),
    ...(document.file ? { pdf: `/api/documents/${document._id}/pdf` } : {}),
  };
}
