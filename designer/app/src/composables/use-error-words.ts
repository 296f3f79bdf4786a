import type { ApiError } from '../api/api-error.js';
import { t } from '../i18n/index.js';

/** The sentence a person reads about a failed call: the server's own when it gave one. */
export function errorSentence(error: ApiError): string {
  if (error.message && error.kind !== 'broken') return error.message;
  if (error.kind === 'offline') return t('errors.offline');
  if (error.kind === 'timeout') return t('errors.timeout');
  if (error.status === 403) return error.message || t('errors.forbiddenTitle');
  if (error.kind === 'refused') return t('errors.refused');
  return error.status >= 500 && error.message ? error.message : t('errors.broken');
}

export const incidentSentence = (error: ApiError): string =>
  error.incident ? t('errors.incident', { incident: error.incident }) : '';
