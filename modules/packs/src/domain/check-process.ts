import type { ArtifactProblem } from '@anliu/contract';
import { error, formReference, type References } from './check.js';
import { feelProblem } from './feel.js';
import { MAX_PROPERTY_LENGTH } from './limits.js';
import { startOf, userTasksOf, type NodeMeta, type ProcessMeta } from './process-meta.js';
import { parseAssign } from './rules/assign.js';
import { parseClockStart, parseIds } from './rules/clock.js';
import { parseOutcomes } from './rules/outcomes.js';
import { RuleError } from './rules/split.js';
import { parseVariables } from './rules/variables.js';

const PROCESS_FEEL = ['anliu.title', 'anliu.startWhen', 'anliu.grade', 'anliu.enterprise'];
const NODE_FEEL = [
  'anliu.done',
  'anliu.start.data',
  'anliu.open.each',
  'anliu.open.data',
  'anliu.update.data',
  'anliu.notify.text',
];
const TOPICS = new Set(['case.open', 'case.update', 'document.render', 'notify']);

/** Lint of one process against everything else in its pack; each problem names the element and its line. */
export function checkProcess(path: string, process: ProcessMeta, references: References): ArtifactProblem[] {
  const problems: ArtifactProblem[] = [];
  const report = (
    node: NodeMeta | undefined,
    code: string,
    message: string,
    severity: 'error' | 'warning' = 'error',
  ): void => {
    const where = node ? `“${node.name || node.id}”：` : '';
    problems.push({
      ...error(path, code, `${where}${message}`),
      severity,
      ...(node ? { elementId: node.id, line: node.line, column: node.column } : {}),
    });
  };
  const attempt = <T>(node: NodeMeta | undefined, read: () => T): T | undefined => {
    try {
      return read();
    } catch (cause) {
      if (!(cause instanceof RuleError)) throw cause;
      report(node, cause.code, cause.message);
      return undefined;
    }
  };
  const feel = (node: NodeMeta | undefined, name: string, source: string): void => {
    const problem = feelProblem(source);
    if (problem !== undefined) report(node, 'EXPRESSION', `${name} 的表达式有误：${problem}`);
  };
  const posts = new Set(references.manifest.posts.map((post) => post.id));
  const fieldNames = new Set(
    [...references.forms.values()].flatMap((form) => Object.values(form.fields).map((field) => field.name)),
  );
  const started = new Set<string>();
  for (const node of Object.values(process.nodes)) {
    const rule = node.properties['anliu.clock.start'];
    if (rule === undefined) continue;
    for (const clock of attempt(node, () => parseClockStart(rule)) ?? []) {
      started.add(clock.id);
      if (!(clock.parameter in references.manifest.parameters)) {
        report(node, 'PARAMETER_MISSING', `计时“${clock.name}”引用的参数“${clock.parameter}”不存在。`);
      }
    }
  }

  checkHead();
  for (const node of Object.values(process.nodes)) checkNode(node);
  for (const node of userTasksOf(process)) checkUserTask(node);
  return problems;

  function checkHead(): void {
    for (const name of ['anliu.kind', 'anliu.kindTitle', 'anliu.number', 'anliu.title']) {
      if (!process.properties[name]) report(undefined, 'PROPERTY_MISSING', `流程缺少属性 ${name}。`);
    }
    const numbering = process.properties['anliu.number'];
    if (numbering && !(numbering in references.manifest.numbering)) {
      report(undefined, 'NUMBERING_MISSING', `编号规则“${numbering}”没有在 numbering 中定义。`);
    }
    for (const name of PROCESS_FEEL) {
      const source = process.properties[name];
      if (source) feel(undefined, name, source);
    }
    checkVariables(undefined, process.properties['anliu.variables']);
    for (const post of parseIds(process.properties['anliu.startable'])) {
      if (!posts.has(post)) report(undefined, 'POST_MISSING', `可发起的岗位“${post}”没有在 posts 中定义。`);
    }
    const start = startOf(process);
    if (!start) report(undefined, 'START_MISSING', '流程没有开始事件。');
    else if (process.properties['anliu.startable'] !== undefined) {
      const problem = formReference(start.formKey, references.forms);
      if (problem !== undefined) report(start, 'FORM_MISSING', `${problem}。`);
    }
  }

  function checkVariables(node: NodeMeta | undefined, text: string | undefined): void {
    if (text === undefined) return;
    for (const rule of attempt(node, () => parseVariables(text)) ?? []) feel(node, `变量 ${rule.name}`, rule.feel);
  }

  function checkNode(node: NodeMeta): void {
    for (const [name, value] of Object.entries(node.properties)) {
      if (value.length > MAX_PROPERTY_LENGTH)
        report(node, 'PROPERTY_TOO_LONG', `属性 ${name} 超过 ${MAX_PROPERTY_LENGTH} 个字符。`);
    }
    for (const name of NODE_FEEL) {
      const source = node.properties[name];
      if (source) feel(node, name, source);
    }
    checkVariables(node, node.properties['anliu.variables']);
    if (/^(exclusive|inclusive)Gateway$/.test(node.type)) {
      const outgoing = process.flows.filter((flow) => flow.source === node.id);
      if (outgoing.length > 1 && node.defaultFlow === undefined) {
        report(node, 'DEFAULT_FLOW', '网关没有默认分支，所有条件都不成立时流程会停住。');
      }
    }
    for (const id of [...parseIds(node.properties['anliu.clock']), ...parseIds(node.properties['anliu.clock.end'])]) {
      if (!started.has(id)) report(node, 'CLOCK_NEVER_STARTS', `计时“${id}”没有任何环节启动它。`);
    }
    const rule = node.properties['anliu.notify.to'];
    if (rule !== undefined) checkAssign(node, rule);
    if (node.topic !== undefined) checkTopic(node, node.topic);
  }

  function checkTopic(node: NodeMeta, topic: string): void {
    const { properties } = node;
    if (!TOPICS.has(topic))
      report(node, 'TOPIC_UNKNOWN', `服务主题“${topic}”不是平台自带的，须有对应的插件。`, 'warning');
    if (topic === 'case.open' && !references.processKeys.has(properties['anliu.open.process'] ?? '')) {
      report(node, 'PROCESS_MISSING', `要发起的流程“${properties['anliu.open.process'] ?? ''}”不在模板包中。`);
    }
    if (topic === 'case.update' && properties['anliu.update.data'] === undefined)
      report(node, 'PROPERTY_MISSING', '缺少属性 anliu.update.data。');
    for (const name of parseIds(properties['anliu.update.clear'])) {
      if (!fieldNames.has(name)) report(node, 'FIELD_MISSING', `要清空的字段“${name}”不在模板包的任何表单中。`);
    }
    if (
      topic === 'document.render' &&
      !references.manifest.documents.some((document) => document.id === properties['anliu.document'])
    ) {
      report(node, 'DOCUMENT_MISSING', `文书“${properties['anliu.document'] ?? ''}”没有在 documents 中定义。`);
    }
    if (topic === 'notify' && (!properties['anliu.notify.to'] || !properties['anliu.notify.text'])) {
      report(node, 'PROPERTY_MISSING', '缺少属性 anliu.notify.to 或 anliu.notify.text。');
    }
  }

  function checkAssign(node: NodeMeta, text: string): void {
    for (const rule of attempt(node, () => parseAssign(text)) ?? []) {
      if ((rule.kind === 'post' || rule.kind === 'enterprise') && !posts.has(rule.post)) {
        report(node, 'POST_MISSING', `岗位“${rule.post}”没有在 posts 中定义。`);
      }
      if (rule.kind === 'performer' && rule.step !== 'start' && process.nodes[rule.step]?.type !== 'userTask') {
        report(node, 'STEP_MISSING', `办理人规则引用的环节“${rule.step}”不存在。`);
      }
    }
  }

  function checkUserTask(node: NodeMeta): void {
    const { properties } = node;
    const problem = formReference(node.formKey, references.forms);
    if (problem !== undefined) report(node, 'FORM_MISSING', `${problem}。`);
    const assign = properties['anliu.assign'];
    if (!assign) report(node, 'ASSIGN_MISSING', '没有指定办理人规则（anliu.assign）。');
    else checkAssign(node, assign);
    const outcomes = properties['anliu.outcomes'];
    if (!outcomes) report(node, 'OUTCOME_NONE', '没有任何办理结果（anliu.outcomes）。');
    else attempt(node, () => parseOutcomes(outcomes));
    for (const step of parseIds(properties['anliu.separate'])) {
      if (step !== 'start' && process.nodes[step]?.type !== 'userTask') {
        report(node, 'STEP_MISSING', `职责分离引用的环节“${step}”不存在。`);
      }
    }
    const due = properties['anliu.due'];
    if (due && !due.startsWith('field:') && !(due in references.manifest.parameters)) {
      report(node, 'PARAMETER_MISSING', `办理时限引用的参数“${due}”不存在。`);
    }
    if (!due && !properties['anliu.clock']) report(node, 'DEADLINE_NONE', '没有办理时限，也没有关联计时。', 'warning');
  }
}
