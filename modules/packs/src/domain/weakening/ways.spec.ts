import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { templatesFolder } from '@anliu/regions';
import { artifactOf, loadFolder, type LoadedFolder } from '../../store/load-folder.js';
import { weakenings } from './weakening.js';

let county: LoadedFolder;
beforeAll(async () => {
  county = await loadFolder(path.join(templatesFolder() ?? '', 'county-hazard'));
});

type Edit = readonly [text: string | RegExp, replacement: string];
const edited = (file: string, ...edits: readonly Edit[]): LoadedFolder => ({
  ...county,
  artifacts: county.artifacts.map((artifact) => {
    if (artifact.path !== `processes/${file}.bpmn`) return artifact;
    const content = edits.reduce((xml, [text, replacement]) => {
      const next = xml.replace(text, replacement);
      if (next === xml) throw new Error(`nothing to replace: ${String(text)}`);
      return next;
    }, artifact.content);
    return artifactOf('process', artifact.path, content);
  }),
});
const told = (file: string, ...edits: readonly Edit[]): string[] => weakenings(county, edited(file, ...edits));
const flow = (id: string, from: string, to: string): Edit => {
  const [source = '', target = ''] = from.split('>');
  const [newSource = '', newTarget = ''] = to.split('>');
  return [
    new RegExp(`(<sequenceFlow id="${id}"[^>]*) sourceRef="${source}" targetRef="${target}"`),
    `$1 sourceRef="${newSource}" targetRef="${newTarget}"`,
  ];
};

/** Said of a change that takes away nothing known, and is not known to be harmless either. */
const OTHERWISE = '流程“执法检查”有影响办理的修改，不只是文字和图形位置。';

describe('the way a case goes', () => {
  it('that goes around an approval', () => {
    expect(
      told(
        'inspection',
        flow('flow_plan_cancelled_approve_plan', 'plan_cancelled>approve_plan', 'plan_cancelled>issue_plan'),
      ),
    ).toContain('流程“执法检查”改动了判断“撤销？”的“重新送审”分支，可以不再经过“审批检查方案”“方案同意？”。');
  });

  it('that goes around an approval from the beginning', () => {
    const lines = told('inspection', flow('flow_start_approve_plan', 'start>approve_plan', 'start>revise_plan'), [
      "${outcome == 'cancel'}",
      "${outcome == 'submit'}",
    ]);
    expect(lines.join()).toContain('可以不经过“审批检查方案”就到“修改检查方案”');
  });

  it('that goes around a recheck', () => {
    const lines = told('hazard', flow('flow_rectify_recheck', 'rectify>recheck', 'rectify>close_by'));
    expect(lines.join()).toMatch(/可以不经过“复查[^”]*”就到/);
  });

  it('that goes around a decision, so that what it decides is missed', () => {
    const lines = told(
      'inspection',
      flow('flow_any_problem_any_stop', 'any_problem>any_stop', 'any_problem>any_order'),
    );
    expect(lines.join()).toContain('不再走到环节“批准现场处理措施”');
  });

  it('over which a boundary event cuts an approval short', () => {
    const lines = told('inspection', [
      '<endEvent id="end_cancelled"',
      `<boundaryEvent id="late" name="超时" attachedToRef="approve_plan"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
       <sequenceFlow id="late_flow" sourceRef="late" targetRef="issue_plan" /><endEvent id="end_cancelled"`,
    ]);
    expect(lines.join()).toContain('可以不经过“审批检查方案”就到“生成现场检查方案”');
  });

  it('with a branch beside the decision that ends the case', () => {
    const lines = told('inspection', [
      '<sequenceFlow id="flow_any_problem_end_clean"',
      `<sequenceFlow id="sneak" sourceRef="any_problem" targetRef="end_clean"><conditionExpression>\${stop_count &lt; 9}</conditionExpression></sequenceFlow>
       <sequenceFlow id="flow_any_problem_end_clean"`,
    ]);
    expect(lines.join()).toMatch(/改动了判断“发现问题？”的“有”分支，可以不再经过/);
  });

  it('decided by another condition, another order or another default', () => {
    expect(told('inspection', ['${problem_count == 0}', '${1 == 1}']).join()).toContain('改动了判断“发现问题？”');
    expect(told('inspection', ["${outcome == 'return'}", '${1 == 2}']).join()).toContain('改动了判断“方案同意？”');
    expect(
      told('inspection', ['default="flow_any_stop_any_order"', 'default="flow_any_stop_decide_measures"']).join(),
    ).toContain('改动了判断“需停产停用？”');
    expect(
      told('inspection', [/problem_count=if problems = null then 0 else count\(problems\)/, 'problem_count=0']),
    ).toEqual(['流程“执法检查”的“现场检查”改动了据以判断去向的数据。']);
  });

  it('may get another drawing, other words and other positions without a second person, and nothing more', () => {
    const more: Edit[] = [
      flow('flow_record_issue_record', 'record>issue_record', 'record>review'),
      [
        '<endEvent id="end_cancelled"',
        `<userTask id="review" name="内部核对" /><sequenceFlow id="more" sourceRef="review" targetRef="issue_record" /><endEvent id="end_cancelled"`,
      ],
    ];
    expect(told('inspection', ...more)).toEqual(['流程“执法检查”有影响办理的修改，新增了“内部核对”。']);
    expect(told('inspection', ['name="审批检查方案"', 'name="审核检查方案"'])).toEqual([]);
    expect(told('inspection', ['*approve=同意?', '*approve=退回?'])).toEqual([OTHERWISE]);
    expect(told('inspection', [/(<dc:Bounds x=")\d+/, '$199'])).toEqual([]);
    expect(
      told('hazard', [
        '<boundaryEvent id="due_reached" name="整改期限届满" attachedToRef="rectify">',
        '<boundaryEvent attachedToRef="rectify" cancelActivity="true" id="due_reached" name="整改期限届满">',
      ]),
    ).toEqual([]);
  });
});

describe('a step by itself', () => {
  it.each<[string, string, Edit, RegExp]>([
    [
      'another rule of people',
      'inspection',
      ['value="post:post-chief"', 'value="post:post-site"'],
      /“审批检查方案”改动了办理人规则/,
    ],
    [
      'a further resort of people',
      'inspection',
      ['value="post:post-decide"', 'value="post:post-decide|post:post-site"'],
      /“批准现场处理措施”改动了办理人规则/,
    ],
    [
      'a limit that is gone',
      'inspection',
      ['<camunda:property name="anliu.due" value="TP7C" />', ''],
      /“审批检查方案”取消了办理时限/,
    ],
    [
      'a longer limit',
      'inspection',
      ['name="anliu.due" value="TP7C"', 'name="anliu.due" value="TP7E"'],
      /“审批检查方案”放宽了办理时限/,
    ],
    [
      'an outcome that is gone',
      'inspection',
      ['*approve=同意?;return=退回修改??', '*approve=同意?'],
      /取消了办理结果“退回修改”/,
    ],
    ['an opinion not asked for', 'inspection', ['return=退回修改??', 'return=退回修改?'], /不再必须填写意见/],
    [
      'another paper',
      'inspection',
      ['name="anliu.document" value="DOC-18"', 'name="anliu.document" value="DOC-20"'],
      /“生成现场检查方案”改动了文书/,
    ],
    [
      'cases that are not opened',
      'inspection',
      ['name="anliu.open.each" value="problems"', 'name="anliu.open.each" value="[]"'],
      /“隐患分别登记”改动了逐条依据/,
    ],
    [
      'a clock that does not start',
      'hazard',
      ['<camunda:property name="anliu.clock.start" value="rectification=TP73@due_date 整改期限" />', ''],
      /取消或放宽了计时“整改期限”/,
    ],
    [
      'a timer at another time',
      'hazard',
      ['${rectification_due}', '${rectification_due_later}'],
      /“整改期限届满”改动了触发条件/,
    ],
    ['another form', 'inspection', ['#approve"', '#record"'], /“审批检查方案”更换了表单或视图/],
    [
      'more who may begin',
      'inspection',
      ['value="post-site,post-chief"', 'value="post-site,post-chief,ent-safety"'],
      /扩大了可发起的岗位/,
    ],
    [
      'a listener',
      'inspection',
      [
        '<camunda:property name="anliu.document" value="DOC-18" />\n        </camunda:properties>',
        '<camunda:property name="anliu.document" value="DOC-18" />\n        </camunda:properties><camunda:executionListener event="end" expression="${execution.setVariable(\'outcome\',\'x\')}" />',
      ],
      /改动了触发条件或执行方式/,
    ],
  ])('%s', (_, file, edit, expected) => {
    expect(told(file, edit).join('\n')).toMatch(expected);
  });

  it('that becomes another element, or is gone with its separation', () => {
    const task = /<userTask id="decide_measures"([\s\S]*?)<\/userTask>/;
    expect(told('inspection', [task, '<manualTask id="decide_measures"$1</manualTask>']).join()).toContain(
      '“批准现场处理措施”被换成另一种元素',
    );
    const without = told(
      'inspection',
      [task, ''],
      flow('flow_any_stop_decide_measures', 'any_stop>decide_measures', 'any_stop>measures_approved'),
      [/<sequenceFlow id="flow_decide_measures_measures_approved"[^>]*>/, ''],
    );
    expect(without.join()).toMatch(/删除了环节“批准现场处理措施”.*职责分离随之取消/);
  });

  it('with less time or with fewer alternatives takes nothing away, and is still seen by a second person', () => {
    expect(told('inspection', ['name="anliu.due" value="TP7E"', 'name="anliu.due" value="TP7D"'])).toEqual([OTHERWISE]);
    expect(told('inspection', ['value="field:officers|post:post-site"', 'value="field:officers"'])).toEqual([
      OTHERWISE,
    ]);
  });

  it('is named as people name it: no sentence holds an id', () => {
    for (const line of told('inspection', flow('flow_start_approve_plan', 'start>approve_plan', 'start>end_done')))
      expect(line).not.toMatch(/[a-z_]{4,}/);
  });
});

describe('a limit of the pack', () => {
  const withValue = (value: number): LoadedFolder => {
    const { TP7C } = county.manifest.parameters;
    if (!TP7C) throw new Error('TP7C');
    return {
      ...county,
      manifest: { ...county.manifest, parameters: { ...county.manifest.parameters, TP7C: { ...TP7C, value } } },
    };
  };
  it('that is lengthened', () => {
    expect(weakenings(withValue(1), county)).toEqual(['参数“检查方案审批期限”由 1个工作日放宽到 2个工作日。']);
    expect(weakenings(county, withValue(1))).toEqual([]);
  });
});
