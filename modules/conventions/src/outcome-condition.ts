import { ConventionError } from './convention-error.js';

const CONDITION = /^\s*\$\{\s*outcome\s*==\s*(?:'(?<single>[^'\\]*)'|"(?<double>[^"\\]*)")\s*\}\s*$/;
const KEY = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** The outcome a flow waits for (`${outcome == 'approve'}`); undefined for every other condition. */
export function parseOutcomeCondition(juel: string): string | undefined {
  const groups = CONDITION.exec(juel)?.groups;
  const key = groups?.['single'] ?? groups?.['double'];
  return key !== undefined && KEY.test(key) ? key : undefined;
}

/** @throws ConventionError for a key that is none */
export function formatOutcomeCondition(key: string): string {
  if (!KEY.test(key)) throw new ConventionError('OUTCOME_CONDITION', { part: key });
  return `\${outcome == '${key}'}`;
}
