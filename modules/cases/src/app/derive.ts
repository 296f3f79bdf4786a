import type { EnterpriseRef, RiskLevel } from '@anliu/contract';
import { parseFormKey, type FormDefinition } from '@anliu/form-model';
import { parseVariables } from '@anliu/conventions';
import { evaluateFeel, feelText, type PackVersion, type ProcessMeta } from '@anliu/packs';
import type { EngineValues } from '../domain/case.js';
import { MAX_TITLE_LENGTH } from '../limits.js';

const GRADES: readonly RiskLevel[] = ['major', 'larger', 'general', 'low'];

/** What the header of a case says, computed from its data by the process. */
export function deriveHeader(
  process: ProcessMeta,
  scope: Record<string, unknown>,
  now: Date,
): { title: string; grade?: RiskLevel; enterprise?: EnterpriseRef } {
  const { properties } = process;
  const title = feelText(properties['anliu.title'], scope, now) ?? properties['anliu.kindTitle'] ?? process.name;
  const grade =
    properties['anliu.grade'] === undefined ? undefined : evaluateFeel(properties['anliu.grade'], scope, now);
  const enterprise =
    properties['anliu.enterprise'] === undefined ? undefined : evaluateFeel(properties['anliu.enterprise'], scope, now);
  return {
    title: title.length > MAX_TITLE_LENGTH ? `${title.slice(0, MAX_TITLE_LENGTH - 1)}…` : title,
    ...(GRADES.includes(grade as RiskLevel) ? { grade: grade as RiskLevel } : {}),
    ...(isEnterprise(enterprise) ? { enterprise: { uscc: enterprise.uscc, name: enterprise.name } } : {}),
  };
}

const isEnterprise = (value: unknown): value is EnterpriseRef =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'uscc') === 'string' &&
  typeof Reflect.get(value, 'name') === 'string';

/** Engine variables of an `anliu.variables` property. */
export function engineVariables(text: string | undefined, scope: Record<string, unknown>, now: Date): EngineValues {
  if (text === undefined) return {};
  return Object.fromEntries(parseVariables(text).map(({ name, feel }) => [name, evaluateFeel(feel, scope, now)]));
}

/** Every form a process uses. */
export function formsOf(version: PackVersion, process: ProcessMeta): FormDefinition[] {
  const ids = new Set<string>();
  for (const node of Object.values(process.nodes)) {
    const key = node.formKey === undefined ? undefined : parseFormKey(node.formKey);
    if (key) ids.add(key.id);
  }
  return [...ids].flatMap((id) => version.forms.get(id) ?? []);
}
