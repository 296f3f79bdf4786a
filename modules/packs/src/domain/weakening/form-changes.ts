import type { FormDefinition } from '@anliu/form-model';

/** The parts of a field that protect. */
interface Guarded {
  readonly title?: string;
  readonly required?: boolean;
  readonly minItems?: number;
  readonly locked?: unknown;
}

/** What a form no longer asks for: locked fields, least numbers, assertions. */
export function formWeakenings(old: FormDefinition, next: FormDefinition | undefined): string[] {
  const found: string[] = [];
  for (const [id, field] of Object.entries(old.fields) as [string, Guarded][]) {
    const least = field.minItems ?? 0;
    const now = next?.fields[id] as Guarded | undefined;
    const title = `表单“${old.title}”的“${field.title ?? id}”`;
    if (field.locked !== undefined) {
      if (!now) found.push(`${title}有法定依据，被删除。`);
      else if (now.locked === undefined) found.push(`${title}不再锁定（有法定依据）。`);
      if (now && field.required && !now.required) found.push(`${title}有法定依据，改为可以不填。`);
    }
    if (least >= 2 && now && (now.minItems ?? 0) < least)
      found.push(`${title}由至少 ${least} 项改为至少 ${now.minItems ?? 0} 项。`);
  }
  const kept = new Set((next?.checks ?? []).map((check) => check.assert));
  for (const check of old.checks ?? [])
    if (!kept.has(check.assert)) found.push(`表单“${old.title}”取消或改动了校验：${check.message}`);
  return found;
}
