import type { PackChanges } from '@anliu/contract';
import { isProperty, PROPERTIES } from '@anliu/conventions';
import type { FieldDefinition, FormDefinition } from '@anliu/form-model';
import { parse as parseYaml } from 'yaml';
import type { PackContent } from './check.js';
import { artifactKey } from './draft.js';
import { canonicalJson } from './hash.js';
import type { Artifact } from './pack-version.js';
import { UNIT_TITLES } from './parameters.js';
import type { NodeMeta, ProcessMeta } from './process-meta.js';
import { readProcess } from './process-reader.js';

type Change = PackChanges['changes'][number];

/** The second pack content against the first, in words for the person who publishes. */
export function describeChanges(before: PackContent, after: PackContent): Change[] {
  const changes: Change[] = [];
  for (const [id, parameter] of Object.entries(after.manifest.parameters)) {
    const old = before.manifest.parameters[id];
    if (!old || old.value === parameter.value) continue;
    const unit = UNIT_TITLES[parameter.unit];
    changes.push({
      artifact: `parameter/${id}`,
      kind: 'changed',
      text: `参数“${parameter.title}”由 ${old.value}${unit}改为 ${parameter.value}${unit}`,
      before: String(old.value),
      after: String(parameter.value),
    });
  }
  const previous = new Map(before.artifacts.map((artifact) => [artifactKey(artifact), artifact]));
  for (const artifact of after.artifacts) {
    const old = previous.get(artifactKey(artifact));
    if (!old) changes.push({ artifact: artifactKey(artifact), kind: 'added', text: `新增${titleOf(artifact)}` });
    else if (old.content !== artifact.content) changes.push(...artifactChanges(old, artifact));
  }
  const kept = new Set(after.artifacts.map(artifactKey));
  for (const artifact of before.artifacts) {
    if (!kept.has(artifactKey(artifact)))
      changes.push({ artifact: artifactKey(artifact), kind: 'removed', text: `删除${titleOf(artifact)}` });
  }
  return changes;
}

const titleOfProperty = (name: string): string => (isProperty(name) ? PROPERTIES[name].title : name);

const KIND_TITLES = { process: '流程', form: '表单', document: '文书模板', code: '代码表', decision: '决策' } as const;
const titleOf = (artifact: Artifact): string => `${KIND_TITLES[artifact.kind]}“${artifact.title}”`;

function artifactChanges(before: Artifact, after: Artifact): Change[] {
  const key = artifactKey(after);
  const details = attempt(() =>
    after.kind === 'process'
      ? processChanges(readProcess(before.content), readProcess(after.content))
      : after.kind === 'form'
        ? formChanges(parseYaml(before.content) as FormDefinition, parseYaml(after.content) as FormDefinition)
        : [],
  );
  if (!details || details.length === 0) return [{ artifact: key, kind: 'changed', text: `修改了${titleOf(after)}` }];
  return details.map((detail) => ({ artifact: key, ...detail, text: `${titleOf(after)}：${detail.text}` }));
}

/** A draft may be unreadable while it is being edited; it is then only said that it changed. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

type Detail = Omit<Change, 'artifact'>;

function processChanges(before: ProcessMeta, after: ProcessMeta): Detail[] {
  const details: Detail[] = [];
  const name = (node: NodeMeta): string => node.name || node.id;
  for (const node of Object.values(after.nodes)) {
    const old = before.nodes[node.id];
    if (!old) {
      details.push({ kind: 'added', text: `新增环节“${name(node)}”` });
      continue;
    }
    if (old.name !== node.name) {
      details.push({
        kind: 'changed',
        text: `环节“${name(old)}”改名为“${name(node)}”`,
        before: old.name,
        after: node.name,
      });
    }
    if (old.formKey !== node.formKey) {
      details.push({
        kind: 'changed',
        text: `环节“${name(node)}”更换了表单`,
        before: old.formKey ?? '',
        after: node.formKey ?? '',
      });
    }
    for (const property of new Set([...Object.keys(old.properties), ...Object.keys(node.properties)])) {
      const [from = '', to = ''] = [old.properties[property], node.properties[property]];
      if (from === to) continue;
      details.push({
        kind: 'changed',
        text: `环节“${name(node)}”修改了${titleOfProperty(property)}`,
        before: from,
        after: to,
      });
    }
  }
  for (const node of Object.values(before.nodes)) {
    if (!after.nodes[node.id]) details.push({ kind: 'removed', text: `删除环节“${name(node)}”` });
  }
  const flowKey = (flow: ProcessMeta['flows'][number]): string =>
    `${flow.source} ${flow.target} ${flow.condition ?? ''}`;
  const flows = new Set(before.flows.map(flowKey));
  if (after.flows.length !== before.flows.length || after.flows.some((flow) => !flows.has(flowKey(flow)))) {
    details.push({ kind: 'changed', text: '修改了流转路径或条件' });
  }
  return details;
}

function formChanges(before: FormDefinition, after: FormDefinition): Detail[] {
  const details: Detail[] = [];
  compareFields(before.fields, after.fields, '', details);
  for (const part of ['layout', 'rules', 'checks', 'compute'] as const) {
    if (canonicalJson(before[part] ?? null) !== canonicalJson(after[part] ?? null))
      details.push({ kind: 'changed', text: PART_TITLES[part] });
  }
  for (const view of new Set([...Object.keys(before.views), ...Object.keys(after.views)])) {
    if (canonicalJson(before.views[view] ?? null) !== canonicalJson(after.views[view] ?? null)) {
      details.push({ kind: 'changed', text: `修改了视图“${view}”的字段权限` });
    }
  }
  return details;
}

const PART_TITLES = {
  layout: '调整了版面',
  rules: '修改了联动规则',
  checks: '修改了校验规则',
  compute: '修改了计算规则',
} as const;

function compareFields(
  before: Record<string, FieldDefinition>,
  after: Record<string, FieldDefinition>,
  table: string,
  details: Detail[],
): void {
  for (const [id, field] of Object.entries(after)) {
    const old = before[id];
    if (!old) details.push({ kind: 'added', text: `新增字段“${table}${field.title}”` });
    else {
      if (old.title !== field.title) {
        details.push({
          kind: 'changed',
          text: `字段“${table}${old.title}”改名为“${field.title}”`,
          before: old.title,
          after: field.title,
        });
      }
      if ((old.required ?? false) !== (field.required ?? false)) {
        details.push({ kind: 'changed', text: `字段“${table}${field.title}”改为${field.required ? '必填' : '选填'}` });
      }
      if (old.type === 'table' && field.type === 'table')
        compareFields(old.columns, field.columns, `${field.title} / `, details);
      else if (
        canonicalJson({ ...old, title: '', required: false }) !==
        canonicalJson({ ...field, title: '', required: false })
      ) {
        details.push({ kind: 'changed', text: `修改了字段“${table}${field.title}”的设置` });
      }
    }
  }
  for (const [id, field] of Object.entries(before)) {
    if (!after[id]) details.push({ kind: 'removed', text: `删除字段“${table}${field.title}”` });
  }
}
