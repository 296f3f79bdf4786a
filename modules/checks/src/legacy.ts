import type { CaseCheck } from '@anliu/cases';
import { dateNotPast } from './date-not-past.js';
import { documentIssued } from './document-issued.js';
import { peopleNamed } from './people-named.js';

const RECHECKS = new Set(['recheck', 'cosign']);

/**
 * Checks that pack versions of 0.1.0 name without saying what to look at. Cases that began under such a version run on under it, so
 * the names keep meaning what they meant then; new packs say it in `checks`.
 */
export const LEGACY_CHECKS: Readonly<Record<string, CaseCheck>> = {
  'hazard.two-officers': (input) =>
    peopleNamed(input, {
      field: RECHECKS.has(input.step) ? 'recheck_officers' : 'officers',
      minimum: 2,
      title: '执法人员',
    }),
  'hazard.order-issued': (input) =>
    documentIssued(input, {
      document: 'DOC-22',
      message: '隐患{no}还没有签发责令限期整改指令书，不能复查。请先签发指令书，再作整改复查意见书。',
    }),
  'hazard.extension-before-due': (input) =>
    dateNotPast(input, {
      field: 'due_date',
      of: 'parent',
      message: '整改期限（{date}）已届满，不能再申请延期；请等待复查。',
    }),
};
