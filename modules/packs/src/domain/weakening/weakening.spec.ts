import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { templatesFolder } from '@anliu/regions';
import { artifactOf, loadFolder, type LoadedFolder } from '../../store/load-folder.js';
import { checkPack } from '../check.js';
import { weakenings } from './weakening.js';

let county: LoadedFolder;
beforeAll(async () => {
  county = await loadFolder(path.join(templatesFolder() ?? '', 'county-hazard'));
});

const changed = (kind: 'process' | 'form', file: RegExp, text: string, replacement: string): LoadedFolder => ({
  ...county,
  artifacts: county.artifacts.map((artifact) =>
    artifact.kind === kind && file.test(artifact.path) && artifact.content.includes(text)
      ? artifactOf(kind, artifact.path, artifact.content.replace(text, replacement))
      : artifact,
  ),
});

describe('what a draft takes away from the safeguards', () => {
  it('is nothing when it only adds or renames', () => {
    expect(weakenings(county, county)).toEqual([]);
    expect(weakenings(county, changed('form', /inspection/, 'title: 检查场所', 'title: 检查的场所'))).toEqual([]);
  });

  it('is a separation of duties that is dropped from a step', () => {
    const after = changed('process', /inspection/, '<camunda:property name="anliu.separate" value="record" />', '');
    expect(weakenings(county, after)).toEqual([expect.stringMatching(/取消了职责分离：现场检查/)]);
  });

  it('is the check of two officers, wherever it stood', () => {
    const after = changed(
      'process',
      /inspection/,
      '<camunda:property name="anliu.check" value="inspection-officers" />',
      '',
    );
    expect(weakenings(county, after)).toEqual([expect.stringContaining('取消了业务校验')]);
  });

  it('is a locked field that asks for fewer people, or is not locked any more', () => {
    const fewer = changed('form', /inspection/, 'minItems: 2', 'minItems: 1');
    expect(weakenings(county, fewer)).toEqual([expect.stringContaining('由至少 2 项改为至少 1 项')]);
    const open = changed('form', /inspection/, 'locked: { basis: 《行政处罚法》第四十二条：执法人员不得少于两人 }', '');
    expect(weakenings(county, open)).toEqual([expect.stringContaining('不再锁定')]);
  });

  it('is an assertion that is gone', () => {
    const after = changed('form', /inspection/, 'count(distinct values(for o in officers return o.id)) >= 2', 'true');
    expect(weakenings(county, after)).toEqual([expect.stringContaining('取消或改动了校验')]);
  });
});

describe('an expression of a step', () => {
  it.each([
    ['hazard', '${rectification_due}', '${rectification_due.noSuch()}'],
    ['hazard', '${rectification_due}', '${rectification_due'],
  ])('that can never be evaluated is refused before publishing: %s %s', (file, text, replacement) => {
    const problems = checkPack(changed('process', new RegExp(file), text, replacement));
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'EXPRESSION',
        severity: 'error',
        message: expect.stringContaining('整改期限届满'),
      }),
    );
  });
});

describe('a condition of a flow', () => {
  const problems = (replacement: string) =>
    checkPack(changed('process', /inspection/, '${problem_count == 0}', replacement)).filter(
      (problem) => problem.severity === 'error',
    );

  it.each([
    ['${problem_count == }', 'CONDITION'],
    ['${nobody_sets_this == 0}', 'VARIABLE_MISSING'],
    ['${checker.ok(problem_count)}', 'CONDITION'],
    ['yes', 'CONDITION'],
    ['${problem_count.noSuchMethod() == 0}', 'CONDITION'],
    ['${execution.noSuchMethod()}', 'CONDITION'],
    ['${execution.noSuchProperty == 1}', 'CONDITION'],
    ["${execution.setVariable('outcome', 'x') == null}", 'CONDITION'],
    ['${noSuchFunction(problem_count)}', 'CONDITION'],
    ["${task.name == 'x'}", 'VARIABLE_MISSING'],
    [`\${a == '${'x'.repeat(9_000)}'}`, 'CONDITION'],
  ])('that cannot be evaluated is refused before publishing: %s', (condition, code) => {
    expect(problems(condition)).toContainEqual(expect.objectContaining({ code, severity: 'error' }));
  });
});
