import type { ArtifactProblem } from '@anliu/contract';
import { parseVariables, readable } from '@anliu/conventions';
import { checkFormDefinition, costlyExpressions, type FormDefinition } from '@anliu/form-model';
import { parse as parseYaml } from 'yaml';
import { checkProcess } from './check-process.js';
import { MAX_ARTIFACT_BYTES, MAX_PACK_BYTES } from './limits.js';
import type { Manifest } from './manifest.js';
import type { Artifact } from './pack-version.js';
import type { ProcessMeta } from './process-meta.js';
import { error, type References } from './references.js';
import { ProcessXmlError, readProcess } from './process-reader.js';

export interface PackContent {
  readonly manifest: Manifest;
  readonly artifacts: readonly Artifact[];
}

/**
 * Everything wrong with a pack: shapes, references between artefacts, lint. Errors stop publication, warnings are shown.
 * The same check runs when a folder is loaded, when a draft is saved and when it is published.
 */
export function checkPack(content: PackContent): ArtifactProblem[] {
  const problems: ArtifactProblem[] = [];
  const { manifest, artifacts } = content;
  checkSizes(artifacts, problems);
  const forms = new Map<string, FormDefinition>();
  const processes: { artifact: Artifact; process: ProcessMeta }[] = [];
  for (const artifact of artifacts) {
    if (artifact.kind === 'form') {
      const definition = readForm(artifact, problems);
      if (definition) forms.set(definition.id, definition);
    }
    if (artifact.kind === 'process') {
      const process = readProcessArtifact(artifact, problems);
      if (process) processes.push({ artifact, process });
    }
  }
  checkManifest(manifest, artifacts, problems);
  checkCodes(artifacts, forms, problems);
  const references: References = {
    manifest,
    forms,
    processKeys: new Set(processes.map(({ process }) => process.key)),
    variables: new Set(processes.flatMap(({ process }) => variablesOf(process))),
  };
  for (const { artifact, process } of processes) problems.push(...checkProcess(artifact.path, process, references));
  const kinds = processes.map(({ process }) => process.properties['anliu.kind']);
  processes.forEach(({ artifact }, at) => {
    const kind = kinds[at];
    if (kind !== undefined && kinds.indexOf(kind) !== at) {
      problems.push(
        error(artifact.path, 'KIND_REPEATED', `办件种类“${kind}”已被另一个流程使用，请换一个 anliu.kind。`),
      );
    }
  });
  return problems;
}

/** Names that `anliu.variables` of the process and its steps set. */
const variablesOf = (process: ProcessMeta): string[] =>
  [process.properties, ...Object.values(process.nodes).map((node) => node.properties)].flatMap((properties) =>
    (readable(parseVariables, properties['anliu.variables']) ?? []).map((rule) => rule.name),
  );

function checkSizes(artifacts: readonly Artifact[], problems: ArtifactProblem[]): void {
  let total = 0;
  for (const artifact of artifacts) {
    const bytes = Buffer.byteLength(artifact.content);
    total += bytes;
    if (bytes > MAX_ARTIFACT_BYTES) {
      problems.push(
        error(artifact.path, 'ARTIFACT_TOO_LARGE', `文件有 ${bytes} 字节，超过上限 ${MAX_ARTIFACT_BYTES} 字节。`),
      );
    }
  }
  if (total > MAX_PACK_BYTES) {
    problems.push(error('pack.yaml', 'PACK_TOO_LARGE', `模板包共 ${total} 字节，超过上限 ${MAX_PACK_BYTES} 字节。`));
  }
}

function readForm(artifact: Artifact, problems: ArtifactProblem[]): FormDefinition | undefined {
  let value: unknown;
  try {
    value = parseYaml(artifact.content);
  } catch (cause) {
    problems.push(
      error(
        artifact.path,
        'YAML',
        `表单文件不是合法的 YAML：${cause instanceof Error ? cause.message : String(cause)}`,
      ),
    );
    return undefined;
  }
  const checked = checkFormDefinition(value, artifact.path);
  for (const { severity, code, path, message } of checked.problems) {
    problems.push({
      artifact: artifact.path,
      severity,
      code,
      message: path ? `${path}：${message}` : message,
      ...(path ? { elementId: path } : {}),
    });
  }
  if (checked.definition)
    for (const { path, title } of costlyExpressions(checked.definition))
      problems.push(
        error(
          artifact.path,
          'EXPRESSION_COST',
          `“${title}”计算量过大，内容填满时会超出限度，表单将无法提交，请简化（例如不要对同一表格套两层循环）。`,
          { elementId: path },
        ),
      );
  return checked.definition;
}

function readProcessArtifact(artifact: Artifact, problems: ArtifactProblem[]): ProcessMeta | undefined {
  try {
    return readProcess(artifact.content);
  } catch (cause) {
    if (!(cause instanceof ProcessXmlError)) throw cause;
    problems.push(error(artifact.path, 'PROCESS_XML', cause.message, { line: cause.line, column: cause.column }));
    return undefined;
  }
}

function checkManifest(manifest: Manifest, artifacts: readonly Artifact[], problems: ArtifactProblem[]): void {
  const documents = new Set(manifest.documents.map((document) => document.id));
  const paths = new Set(artifacts.map((artifact) => artifact.path));
  for (const document of manifest.documents) {
    if (!paths.has(document.template)) {
      problems.push(
        error('pack.yaml', 'TEMPLATE_MISSING', `文书 ${document.id} 的模板文件 ${document.template} 不存在。`),
      );
    }
    if (document.number !== undefined && !(document.number in manifest.numbering)) {
      problems.push(
        error(
          'pack.yaml',
          'NUMBERING_MISSING',
          `文书 ${document.id} 的编号规则“${document.number}”没有在 numbering 中定义。`,
        ),
      );
    }
    for (const required of document.requires ?? []) {
      if (!documents.has(required))
        problems.push(error('pack.yaml', 'DOCUMENT_MISSING', `文书 ${document.id} 的前置文书“${required}”不存在。`));
    }
  }
  for (const id of Object.keys(manifest.codes)) {
    if (!paths.has(`codes/${id}.csv`))
      problems.push(error('pack.yaml', 'CODE_MISSING', `代码表 ${id} 的文件 codes/${id}.csv 不存在。`));
  }
  for (const [id, parameter] of Object.entries(manifest.parameters)) {
    if (
      parameter.effectiveFrom !== undefined &&
      parameter.effectiveTo !== undefined &&
      parameter.effectiveTo < parameter.effectiveFrom
    ) {
      problems.push(error('pack.yaml', 'PARAMETER_DATES', `参数 ${id} 的失效日期早于生效日期。`));
    }
    if (parameter.legalBasis === undefined) {
      problems.push({
        ...error('pack.yaml', 'PARAMETER_BASIS', `参数 ${id}“${parameter.title}”没有写明依据。`),
        severity: 'warning',
      });
    }
  }
}

/** Code tables a form of this pack reads must be in the pack or built in (`CT-…` and tables of the platform). */
function checkCodes(
  artifacts: readonly Artifact[],
  forms: ReadonlyMap<string, FormDefinition>,
  problems: ArtifactProblem[],
): void {
  const tables = new Set(artifacts.filter((artifact) => artifact.kind === 'code').map((artifact) => artifact.id));
  for (const [id, form] of forms) {
    const path = artifacts.find((artifact) => artifact.kind === 'form' && artifact.id === id)?.path ?? id;
    const fields = Object.values(form.fields).flatMap((field) =>
      field.type === 'table' ? Object.values(field.columns) : [field],
    );
    for (const field of fields) {
      if ((field.type === 'code' || field.type === 'codes') && field.code !== undefined && !tables.has(field.code)) {
        problems.push(
          error(path, 'CODE_TABLE_MISSING', `“${field.title}”使用的代码表“${field.code}”不在模板包中。`, {
            elementId: field.name,
          }),
        );
      }
    }
  }
}
