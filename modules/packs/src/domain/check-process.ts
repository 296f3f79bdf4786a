import type { ArtifactProblem } from '@anliu/contract';
import {
  isProperty,
  parseAssign,
  parseClockStart,
  parseDue,
  parseIds,
  parseVariables,
  PROPERTIES,
  propertyProblem,
  readable,
} from '@anliu/conventions';
import { isExpression } from '@anliu/engine-expression';
import { PLATFORM_TOPICS } from '@anliu/kit';
import { error, formReference, type References } from './references.js';
import { feelProblem } from './feel.js';
import { conditionProblem, expressionProblem } from './juel.js';
import { MAX_PROPERTY_LENGTH } from './limits.js';
import { startOf, userTasksOf, type NodeMeta, type ProcessMeta, type Setting } from './process-meta.js';

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
    for (const clock of readable(parseClockStart, node.properties['anliu.clock.start']) ?? []) {
      started.add(clock.id);
      if (!(clock.parameter in references.manifest.parameters)) {
        report(node, 'PARAMETER_MISSING', `计时“${clock.name}”引用的参数“${clock.parameter}”不存在。`);
      }
    }
  }

  checkHead();
  for (const node of Object.values(process.nodes)) checkNode(node);
  for (const node of userTasksOf(process)) checkUserTask(node);
  checkConditions();
  return problems;

  /** What plugins set is not known here, so beside their steps an unknown name is only pointed out. */
  function checkConditions(): void {
    const foreign = Object.values(process.nodes).some(
      (node) => node.topic !== undefined && !PLATFORM_TOPICS.has(node.topic),
    );
    for (const flow of process.flows) {
      const problem = flow.condition === undefined ? undefined : conditionProblem(flow.condition, references.variables);
      if (!problem) continue;
      const severity = foreign && problem.code === 'VARIABLE_MISSING' ? 'warning' : 'error';
      report(process.nodes[flow.source], problem.code, problem.message, severity);
    }
  }

  function checkHead(): void {
    for (const name of ['anliu.kind', 'anliu.kindTitle', 'anliu.number', 'anliu.title']) {
      if (!process.properties[name]) report(undefined, 'PROPERTY_MISSING', `流程缺少属性 ${name}。`);
    }
    const numbering = process.properties['anliu.number'];
    if (numbering && !(numbering in references.manifest.numbering)) {
      report(undefined, 'NUMBERING_MISSING', `编号规则“${numbering}”没有在 numbering 中定义。`);
    }
    checkProperties(undefined, process.properties);
    for (const post of readable(parseIds, process.properties['anliu.startable']) ?? []) {
      if (!posts.has(post)) report(undefined, 'POST_MISSING', `可发起的岗位“${post}”没有在 posts 中定义。`);
    }
    const start = startOf(process);
    if (!start) report(undefined, 'START_MISSING', '流程没有开始事件。');
    else if (process.properties['anliu.startable'] !== undefined) {
      const problem = formReference(start.formKey, references.forms);
      if (problem !== undefined) report(start, 'FORM_MISSING', `${problem}。`);
    }
  }

  /** Every property on its own: its length, its grammar, its expressions. What it refers to is looked at afterwards. */
  function checkProperties(node: NodeMeta | undefined, properties: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(properties)) {
      if (value.length > MAX_PROPERTY_LENGTH)
        report(node, 'PROPERTY_TOO_LONG', `属性 ${name} 超过 ${MAX_PROPERTY_LENGTH} 个字符。`);
      if (!isProperty(name)) {
        if (name.startsWith('anliu.'))
          report(node, 'PROPERTY_UNKNOWN', `属性 ${name} 不是平台认识的，不起作用，请检查拼写。`, 'warning');
        continue;
      }
      const problem = propertyProblem(name, value);
      if (problem) report(node, problem.code, problem.message);
      else if (PROPERTIES[name].grammar === 'feel' && value) feel(node, name, value);
    }
    for (const rule of readable(parseVariables, properties['anliu.variables']) ?? [])
      feel(node, `变量 ${rule.name}`, rule.feel);
  }

  /** Whatever else the engine evaluates at a step: timers, listeners, mappings, assignments of its own. */
  function checkSettings(node: NodeMeta | undefined, settings: readonly Setting[]): void {
    for (const { element, attributes, text } of settings) {
      if (element === 'script') continue;
      for (const source of [...Object.values(attributes), text]) {
        const problem = isExpression(source) ? expressionProblem('表达式', source) : undefined;
        if (problem !== undefined) report(node, 'EXPRESSION', problem);
      }
    }
  }

  function checkNode(node: NodeMeta): void {
    checkProperties(node, node.properties);
    checkSettings(node, node.settings);
    if (/^(exclusive|inclusive)Gateway$/.test(node.type)) {
      const outgoing = process.flows.filter((flow) => flow.source === node.id);
      if (outgoing.length > 1 && node.defaultFlow === undefined) {
        report(node, 'DEFAULT_FLOW', '网关没有默认分支，所有条件都不成立时流程会停住。');
      }
    }
    for (const name of ['anliu.clock', 'anliu.clock.end']) {
      for (const id of readable(parseIds, node.properties[name]) ?? [])
        if (!started.has(id)) report(node, 'CLOCK_NEVER_STARTS', `计时“${id}”没有任何环节启动它。`);
    }
    checkAssign(node, node.properties['anliu.notify.to']);
    for (const name of readable(parseIds, node.properties['anliu.check']) ?? []) {
      if (Object.hasOwn(references.manifest.checks, name)) continue;
      // Versions of 0.1.0 named checks of the library itself (`hazard.two-officers`); they still mean what they meant.
      const severity = name.includes('.') ? 'warning' : 'error';
      report(
        node,
        'CHECK_MISSING',
        `业务校验“${name}”没有在 checks 中定义，请在 pack.yaml 的 checks 中写明。`,
        severity,
      );
    }
    if (node.topic !== undefined) checkTopic(node, node.topic);
  }

  function checkTopic(node: NodeMeta, topic: string): void {
    const { properties } = node;
    if (!PLATFORM_TOPICS.has(topic))
      report(node, 'TOPIC_UNKNOWN', `服务主题“${topic}”不是平台自带的，须有对应的插件。`, 'warning');
    if (topic === 'case.open' && !references.processKeys.has(properties['anliu.open.process'] ?? '')) {
      report(node, 'PROCESS_MISSING', `要发起的流程“${properties['anliu.open.process'] ?? ''}”不在模板包中。`);
    }
    if (topic === 'case.update' && properties['anliu.update.data'] === undefined)
      report(node, 'PROPERTY_MISSING', '缺少属性 anliu.update.data。');
    for (const name of readable(parseIds, properties['anliu.update.clear']) ?? []) {
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

  function checkAssign(node: NodeMeta, text: string | undefined): void {
    for (const rule of readable(parseAssign, text) ?? []) {
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
    if (properties['anliu.assign'] === undefined)
      report(node, 'ASSIGN_MISSING', '没有指定办理人规则（anliu.assign）。');
    checkAssign(node, properties['anliu.assign']);
    if (properties['anliu.outcomes'] === undefined)
      report(node, 'OUTCOME_NONE', '没有任何办理结果（anliu.outcomes）。');
    for (const step of readable(parseIds, properties['anliu.separate']) ?? []) {
      if (step !== 'start' && process.nodes[step]?.type !== 'userTask') {
        report(node, 'STEP_MISSING', `职责分离引用的环节“${step}”不存在。`);
      }
    }
    const due = readable(parseDue, properties['anliu.due']);
    if (due?.kind === 'parameter' && !(due.parameter in references.manifest.parameters)) {
      report(node, 'PARAMETER_MISSING', `办理时限引用的参数“${due.parameter}”不存在。`);
    }
    if (due?.kind === 'field' && !fieldNames.has(due.field)) {
      report(node, 'FIELD_MISSING', `办理时限引用的字段“${due.field}”不在模板包的任何表单中。`);
    }
    if (properties['anliu.due'] === undefined && !properties['anliu.clock'])
      report(node, 'DEADLINE_NONE', '没有办理时限，也没有关联计时。', 'warning');
  }
}
