import type { FormDefinition } from '@anliu/form-model';
import { parse as parseYaml } from 'yaml';
import type { PackContent } from '../check.js';
import { UNIT_TITLES } from '../parameters.js';
import type { ProcessMeta } from '../process-meta.js';
import { readProcess } from '../process-reader.js';
import { formWeakenings } from './form-changes.js';
import { stepWeakenings } from './step-changes.js';
import { longerParameters } from './terms.js';
import { wayWeakenings } from './ways.js';

/**
 * What a draft takes away from the safeguards of the version in force, in sentences for the second person; empty when nothing.
 * What protects: every case passes the steps it passed before; what decides about them is the same text over the same data; nobody else
 * may do them; time is not longer; papers, checks, outcomes and the people a field asks for stay. Adding and rewording take nothing away.
 */
export function weakenings(before: PackContent, after: PackContent): string[] {
  const found = longerParameters(before.manifest, after.manifest).map(({ title, from, to, unit }) =>
    to === undefined
      ? `参数“${title}”被删除。`
      : `参数“${title}”由 ${from}${UNIT_TITLES[unit]}放宽到 ${to}${UNIT_TITLES[unit]}。`,
  );
  const processes = processesOf(after);
  for (const [key, old] of processesOf(before)) {
    const next = processes.get(key);
    if (!next) found.push(`流程“${old.name}”被删除。`);
    else
      found.push(
        ...wayWeakenings(old, next),
        ...stepWeakenings({ old, next, oldManifest: before.manifest, nextManifest: after.manifest }),
      );
  }
  const forms = formsOf(after);
  for (const [id, old] of formsOf(before)) found.push(...formWeakenings(old, forms.get(id)));
  const decisions = new Map(after.artifacts.map((artifact) => [`${artifact.kind} ${artifact.id}`, artifact.content]));
  for (const { kind, id, title, content } of before.artifacts)
    if (kind === 'decision' && decisions.get(`${kind} ${id}`) !== content) found.push(`改动了决策“${title}”。`);
  return [...new Set(found)];
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
