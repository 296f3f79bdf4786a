import { describe, expect, it } from 'vitest';
import { MAX_OUTCOMES } from '../limits.js';
import { parseAssign } from './assign.js';
import { parseClockStart } from './clock.js';
import { parseOutcomes } from './outcomes.js';
import { splitTopLevel } from './split.js';
import { parseVariables } from './variables.js';

describe('the rules a pack writes on a step', () => {
  it('keeps assignment rules in the order they are tried', () => {
    expect(parseAssign('field:officers|performer:record | enterprise:ent-safety|post:post-site|starter')).toEqual([
      { kind: 'field', field: 'officers' },
      { kind: 'performer', step: 'record' },
      { kind: 'enterprise', post: 'ent-safety' },
      { kind: 'post', post: 'post-site' },
      { kind: 'starter' },
    ]);
    expect(() => parseAssign('post:')).toThrow('办理人规则“post:”无法识别');
    expect(() => parseAssign('chief')).toThrow('办理人规则“chief”无法识别');
  });

  it('reads outcomes with their verb, weight and whether an opinion is asked for', () => {
    expect(parseOutcomes('submit=重新送审?;!cancel=撤销检查??;*go=直接提交')).toEqual([
      { key: 'submit', label: '重新送审', primary: false, danger: false, opinion: 'optional' },
      { key: 'cancel', label: '撤销检查', primary: false, danger: true, opinion: 'required' },
      { key: 'go', label: '直接提交', primary: true, danger: false, opinion: 'none' },
    ]);
  });

  it('makes the first outcome the usual one when none is marked', () => {
    expect(parseOutcomes('a=甲;b=乙').map((outcome) => outcome.primary)).toEqual([true, false]);
  });

  it('refuses repeated outcomes, none at all, and more than the limit', () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `o${at}=${at}号`).join(';');
    expect(() => parseOutcomes('a=甲;a=乙')).toThrow('重复');
    expect(() => parseOutcomes(' ')).toThrow('没有任何办理结果');
    expect(parseOutcomes(many(MAX_OUTCOMES))).toHaveLength(MAX_OUTCOMES);
    expect(() => parseOutcomes(many(MAX_OUTCOMES + 1))).toThrow(`最多 ${MAX_OUTCOMES} 个`);
  });

  it('separates variables at semicolons outside strings and brackets', () => {
    expect(parseVariables('a=if x = 1 then "p;q" else "r"; b={ c: 1; d: 2 };granted=task.outcome = "approve"')).toEqual(
      [
        { name: 'a', feel: 'if x = 1 then "p;q" else "r"' },
        { name: 'b', feel: '{ c: 1; d: 2 }' },
        { name: 'granted', feel: 'task.outcome = "approve"' },
      ],
    );
    expect(() => parseVariables('1a=2')).toThrow('流程变量“1a=2”无法识别');
    expect(splitTopLevel('a\\;"\\";";b', ';')).toEqual(['a\\', '"\\";"', 'b']);
  });

  it('reads clocks with their parameter, date field and name', () => {
    expect(parseClockStart('rectification=TP73@due_date 整改期限;reply=TP71 答复 期限')).toEqual([
      { id: 'rectification', parameter: 'TP73', field: 'due_date', name: '整改期限' },
      { id: 'reply', parameter: 'TP71', name: '答复 期限' },
    ]);
    expect(() => parseClockStart('reply=TP71')).toThrow('计时规则“reply=TP71”无法识别');
  });
});
