import { ERROR, type FieldError } from '@anliu/contract';
import type { CheckInput } from '@anliu/cases';
import { conflict } from '@anliu/kit';
import { dayOf } from '@anliu/office-time';

/** Officers a step needs: 《行政处罚法》第四十二条, 执法人员不得少于两人. */
export const MINIMUM_OFFICERS = 2;
/** Document that a recheck refers to: 责令限期整改指令书. */
const ORDER = 'DOC-22';
const OFFICER_FIELDS: Record<string, string> = { recheck: 'recheck_officers', cosign: 'recheck_officers' };

const idsIn = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.flatMap((person: unknown) =>
        typeof person === 'object' && person !== null && 'id' in person && typeof person.id === 'string'
          ? [person.id]
          : [],
      )
    : [];

/** At least two different officers are named, and the one who submits is among them. */
export function twoOfficers({ data, step, principal }: CheckInput): FieldError[] {
  const field = OFFICER_FIELDS[step] ?? 'officers';
  const officers = new Set(idsIn(data[field]));
  if (officers.size < MINIMUM_OFFICERS) {
    return [
      { path: field, code: ERROR.sameOfficer, message: '执法人员不得少于两人且须是不同的人，请另选一名执法人员。' },
    ];
  }
  if (!officers.has(principal.person.id)) {
    return [
      {
        path: field,
        code: 'OFFICER_NOT_NAMED',
        message: `您（${principal.person.name}）不在执法人员之中，不能提交本步骤；请把自己加入或请列名的执法人员提交。`,
      },
    ];
  }
  return [];
}

/**
 * A recheck opinion can only be made after the order it refers to (domain rule on the order of documents).
 * @throws AppError DOCUMENT_ORDER
 */
export function orderIssued({ documents, record }: CheckInput): FieldError[] {
  if (documents[ORDER] === undefined) {
    throw conflict(
      ERROR.documentOrder,
      `隐患${record?.no ?? ''}还没有签发责令限期整改指令书，不能复查。请先签发指令书，再作整改复查意见书。`,
    );
  }
  return [];
}

/**
 * An extension is asked for before the due date; afterwards the recheck decides.
 * @throws AppError EXTENSION_TOO_LATE
 */
export function extensionBeforeDue({ parent, now }: CheckInput): FieldError[] {
  const due = parent?.data['due_date'];
  if (typeof due === 'string' && dayOf(now) > due) {
    throw conflict('EXTENSION_TOO_LATE', `整改期限（${due}）已届满，不能再申请延期；请等待复查。`);
  }
  return [];
}
