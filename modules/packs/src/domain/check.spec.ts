import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { templatesFolder } from '@anliu/regions';
import { artifactOf, loadFolder, type LoadedFolder } from '../store/load-folder.js';
import { describeChanges } from './changes.js';
import { checkPack } from './check.js';
import { applyDraft, nextVersion } from './draft.js';
import { contentHash } from './hash.js';
import { boundProblem } from './parameters.js';
import { mainPath } from './process-meta.js';
import { readProcess } from './process-reader.js';

let county: LoadedFolder;
beforeAll(async () => {
  county = await loadFolder(path.join(templatesFolder() ?? '', 'county-hazard'));
});

const without = (text: string, replacement: string) => ({
  ...county,
  artifacts: county.artifacts.map((artifact) =>
    artifact.content.includes(text) && artifact.kind === 'process'
      ? artifactOf('process', artifact.path, artifact.content.replace(text, replacement))
      : artifact,
  ),
});

describe('the check of a pack', () => {
  it('finds no error in the county pack', () => {
    expect(checkPack(county).filter((problem) => problem.severity === 'error')).toEqual([]);
  });

  it('calls documents and code tables what the manifest calls them, and refuses a name without a file', () => {
    const titles = new Map(county.artifacts.map(({ path: file, title }) => [file, title]));
    expect(titles.get('documents/rectification-order.html')).toBe('责令限期整改指令书');
    expect(titles.get('codes/CT-06.csv')).toBe('隐患等级');
    const manifest = { ...county.manifest, codes: { 'CT-99': '没有的表' } };
    expect(checkPack({ ...county, manifest })).toContainEqual(
      expect.objectContaining({ code: 'CODE_MISSING', severity: 'error' }),
    );
  });

  it.each([
    ['post:post-decide', 'post:post-nobody', 'POST_MISSING', '岗位“post-nobody”没有在 posts 中定义'],
    ['#governance', '#unknown', 'FORM_MISSING', '没有名为“unknown”的视图'],
    ['performer:recheck', 'performer:nowhere', 'STEP_MISSING', '环节“nowhere”不存在'],
    ['*approve=签发?;', '*approve签发?;', 'OUTCOME', '无法识别'],
    ['rectification=TP73@new_due_date', 'rectification=TP99@new_due_date', 'PARAMETER_MISSING', '参数“TP99”不存在'],
    ['default="flow_passed_renew_allowed"', '', 'DEFAULT_FLOW', '没有默认分支'],
    ['rect_desc,rect_photos', 'rect_desk', 'FIELD_MISSING', '字段“rect_desk”不在模板包的任何表单中'],
    ['value="DOC-23"', 'value="DOC-99"', 'DOCUMENT_MISSING', '文书“DOC-99”没有在 documents 中定义'],
    [
      'value="inspection-officers"',
      'value="two-officers"',
      'CHECK_MISSING',
      '业务校验“two-officers”没有在 checks 中定义',
    ],
    ['renewed=true', 'renewed=if then', 'EXPRESSION', '变量 renewed 的表达式有误'],
  ])('names the place of %s → %s', (from, to, code, message) => {
    const found = checkPack(without(from, to)).find(
      (problem) => problem.code === code && problem.message.includes(message),
    );
    expect(found?.elementId).toBeTruthy();
    expect(found?.line).toBeGreaterThan(1);
    expect(found?.artifact).toMatch(/^processes\/.*\.bpmn$/);
  });

  it('reports a form whose code table is missing', () => {
    const pack = { ...county, artifacts: county.artifacts.filter((artifact) => artifact.id !== 'disposal') };
    expect(checkPack(pack).map((problem) => problem.message)).toContain(
      '“处置方式”使用的代码表“disposal”不在模板包中。',
    );
  });
});

describe('what the platform reads in a process', () => {
  it('knows the steps of the main path in order', () => {
    const hazard = readProcess(county.artifacts.find((artifact) => artifact.id === 'hazard')?.content ?? '');
    expect(mainPath(hazard).slice(0, 3)).toEqual(['rectify', 'recheck', 'cosign']);
    expect(hazard.nodes.due_reached).toMatchObject({ type: 'boundaryEvent', attachedTo: 'rectify', timer: true });
    expect(hazard.nodes.issue_recheck?.topic).toBe('document.render');
  });

  it('takes the extension namespaces of other engines for the same', () => {
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:operaton="http://operaton.org/schema/1.0/bpmn">
      <process id="p"><userTask id="t" operaton:formKey="form:form.a#b"><extensionElements><operaton:properties>
      <operaton:property name="anliu.state" value="x"/></operaton:properties></extensionElements></userTask></process></definitions>`;
    expect(readProcess(xml).nodes.t).toMatchObject({ formKey: 'form:form.a#b', properties: { 'anliu.state': 'x' } });
  });

  it('refuses a DOCTYPE and text that is no XML, with the line', () => {
    expect(() => readProcess('<!DOCTYPE x><definitions/>')).toThrow('DOCTYPE');
    expect(() => readProcess('<definitions>\n<a></b>')).toThrow('不是合法的 XML');
    expect(() => readProcess('<definitions/>')).toThrow('没有流程');
  });
});

describe('a draft', () => {
  it('says in words what it changes', () => {
    const hazard = county.artifacts.find((artifact) => artifact.id === 'hazard');
    const content = (hazard?.content ?? '')
      .replace('name="整改反馈"', 'name="企业整改反馈"')
      .replace('post:post-decide', 'post:post-chief');
    const after = applyDraft(county, { artifacts: [{ key: 'process/hazard', content }], parameters: { TP71: 3 } });
    expect(describeChanges(county, after).map((change) => change.text)).toEqual([
      '参数“延期申请答复期限”由 5个工作日改为 3个工作日',
      '流程“隐患整改”：环节“整改反馈”改名为“企业整改反馈”',
      '流程“隐患整改”：环节“重大隐患销号审批”修改了办理人规则',
    ]);
    expect(after.artifacts.find((artifact) => artifact.id === 'hazard')).toMatchObject({
      version: 2,
      hash: contentHash(content),
    });
  });

  it('may shorten a statutory limit but not lengthen it', () => {
    const limit = county.manifest.parameters.TP71;
    if (!limit) throw new Error('TP71 is missing');
    expect(boundProblem(limit, 4)).toBeUndefined();
    expect(boundProblem(limit, 5)).toBeUndefined();
    expect(boundProblem(limit, 6)).toContain('只能缩短，不得超过 5个工作日');
    expect(boundProblem(limit, 0)).toContain('大于 0');
  });

  it('counts a bound from the statute, also after a shorter value was published, and forgets it on the way back', () => {
    const publish = (content: Parameters<typeof applyDraft>[0], value: number) =>
      applyDraft(content, { artifacts: [], parameters: { TP71: value } });
    const shorter = publish(publish(county, 3), 2);
    const limit = shorter.manifest.parameters.TP71;
    if (!limit) throw new Error('TP71 is missing');
    expect(limit.value).toBe(2);
    expect(boundProblem(limit, 5)).toBeUndefined();
    expect(boundProblem(limit, 6)).toContain('不得超过 5个工作日');
    expect(publish(shorter, 5).manifest.parameters.TP71).toEqual(county.manifest.parameters.TP71);
  });

  it('counts the version up', () => {
    expect(nextVersion('2026.11.0')).toBe('2026.11.1');
    expect(nextVersion('2026.11.3+abcdef')).toBe('2026.11.4');
  });
});
