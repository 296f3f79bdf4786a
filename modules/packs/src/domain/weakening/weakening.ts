import type { FormDefinition } from '@anliu/form-model';
import { parse as parseYaml } from 'yaml';
import type { PackContent } from '../check.js';
import { UNIT_TITLES } from '../parameters.js';
import type { ProcessMeta } from '../process-meta.js';
import { readProcess } from '../process-reader.js';
import { formEssence, processEssence } from './essence.js';
import { formWeakenings } from './form-changes.js';
import { stepWeakenings } from './step-changes.js';
import { longerParameters } from './terms.js';
import { wayWeakenings } from './ways.js';
import { nameOf, quoted } from './words.js';

/**
 * What a draft takes away from the safeguards of the version in force, in sentences for the second person; empty when nothing.
 * What protects: every case passes the steps it passed before; what decides about them is the same text over the same data; nobody else
 * may do them; time is not longer; papers, checks, outcomes and the people a field asks for stay. What is taken away is named; any other
 * change waits as well unless it is known to be harmless: wording, drawing, layout, one more optional field, a shorter
 * limit of the pack.
 */
export function weakenings(before: PackContent, after: PackContent): string[] {
  const found = longerParameters(before.manifest, after.manifest).map(({ title, from, to, unit }) =>
    to === undefined
      ? `参数“${title}”被删除。`
      : `参数“${title}”由 ${from}${UNIT_TITLES[unit]}放宽到 ${to}${UNIT_TITLES[unit]}。`,
  );
  const processes = processesOf(after);
  for (const [key, { meta: old, content }] of processesOf(before)) {
    const next = processes.get(key);
    if (!next) {
      found.push(`流程“${old.name}”被删除。`);
      continue;
    }
    const told = [
      ...wayWeakenings(old, next.meta),
      ...stepWeakenings({ old, next: next.meta, oldManifest: before.manifest, nextManifest: after.manifest }),
    ];
    if (!told.length && processEssence(content) !== processEssence(next.content))
      told.push(`流程“${old.name}”有影响办理的修改，${differing(old, next.meta)}。`);
    found.push(...told);
  }
  const forms = formsOf(after);
  for (const [id, old] of formsOf(before)) {
    const next = forms.get(id);
    const told = formWeakenings(old, next);
    const isNew = (field: string): boolean =>
      !Object.hasOwn(old.fields, field) &&
      next !== undefined &&
      Object.hasOwn(next.fields, field) &&
      (next.fields[field] as { required?: unknown }).required !== true;
    if (!told.length && next && formEssence(old) !== formEssence(next, isNew))
      told.push(`表单“${old.title}”修改了填写、校验或可见范围，不只是文字和版式。`);
    found.push(...told);
  }
  const others = new Map(after.artifacts.map((artifact) => [`${artifact.kind} ${artifact.id}`, artifact.content]));
  for (const { kind, id, title, content } of before.artifacts)
    if (!COMPARED.has(kind) && others.get(`${kind} ${id}`) !== content) found.push(`改动了“${title}”。`);
  return [...new Set(found)];
}

/** Kinds of content that are looked into; of any other every change counts. */
const COMPARED: ReadonlySet<string> = new Set(['process', 'form']);

/** Which elements were added, taken out or changed, by their names. */
function differing(old: ProcessMeta, next: ProcessMeta): string {
  const added = Object.values(next.nodes).filter(({ id }) => !old.nodes[id]);
  return added.length ? `新增了${quoted(added.map(nameOf))}` : '不只是文字和图形位置';
}

function processesOf(content: PackContent): Map<string, { meta: ProcessMeta; content: string }> {
  const processes = content.artifacts.flatMap((artifact): [string, { meta: ProcessMeta; content: string }][] => {
    const meta = artifact.kind === 'process' ? attempt(() => readProcess(artifact.content)) : undefined;
    return meta ? [[meta.key, { meta, content: artifact.content }]] : [];
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
