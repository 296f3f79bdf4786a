import { parseIds, readable } from '@anliu/conventions';
import type { FormDefinition } from '@anliu/form-model';
import { parse as parseYaml } from 'yaml';
import type { PackContent } from './check.js';
import { userTasksOf, type NodeMeta, type ProcessMeta } from './process-meta.js';
import { readProcess } from './process-reader.js';

/** Properties whose entries protect: separate people for separate steps, and checks such as two officers. */
const SAFEGUARDS = { 'anliu.separate': '职责分离', 'anliu.check': '业务校验' } as const;

/**
 * What a draft takes away from the safeguards of the version in force, in sentences for the second person; empty when nothing.
 * Taken away is: a step that has one, an entry of one, or the least number of people a field asks for.
 */
export function weakenings(before: PackContent, after: PackContent): string[] {
  const found: string[] = [];
  const processes = processesOf(after);
  for (const [key, old] of processesOf(before)) {
    const next = processes.get(key);
    for (const step of userTasksOf(old)) found.push(...stepWeakenings(old, step, next));
  }
  const forms = formsOf(after);
  for (const [id, old] of formsOf(before)) found.push(...formWeakenings(old, forms.get(id)));
  return found;
}

function stepWeakenings(process: ProcessMeta, step: NodeMeta, next: ProcessMeta | undefined): string[] {
  const after = next?.nodes[step.id];
  const title = `流程“${process.name}”的环节“${step.name || step.id}”`;
  return Object.entries(SAFEGUARDS).flatMap(([property, words]) => {
    const had = readable(parseIds, step.properties[property]) ?? [];
    if (!had.length) return [];
    if (!after) return [`${title}被删除，其${words}随之取消。`];
    const has = new Set(readable(parseIds, after.properties[property]) ?? []);
    const lost = had.filter((id) => !has.has(id));
    if (!lost.length) return [];
    const names = lost.map((id) => (id === 'start' ? '发起' : process.nodes[id]?.name || id));
    return [`${title}取消了${words}：${names.join('、')}。`];
  });
}

/** The parts of a field that protect. */
interface Guarded {
  readonly title?: string;
  readonly required?: boolean;
  readonly minItems?: number;
  readonly locked?: unknown;
}

function formWeakenings(old: FormDefinition, next: FormDefinition | undefined): string[] {
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

function processesOf(content: PackContent): Map<string, ProcessMeta> {
  const processes = content.artifacts.flatMap((artifact): [string, ProcessMeta][] => {
    const process = artifact.kind === 'process' ? attempt(() => readProcess(artifact.content)) : undefined;
    return process ? [[process.key, process]] : [];
  });
  return new Map(processes);
}

function formsOf(content: PackContent): Map<string, FormDefinition> {
  const forms = content.artifacts.flatMap((artifact): [string, FormDefinition][] => {
    const form = artifact.kind === 'form' ? attempt(() => parseYaml(artifact.content) as FormDefinition) : undefined;
    return form ? [[form.id, form]] : [];
  });
  return new Map(forms);
}

/** What cannot be read is refused before publishing anyway. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
