import { parseAssign } from './assign.js';
import { parseClockStart } from './clock-start.js';
import { ConventionError } from './convention-error.js';
import { parseDue } from './due.js';
import { parseIds } from './ids.js';
import { parseOutcomes } from './outcomes.js';
import { parseVariables } from './variables.js';

/** How the text of a property is read. */
export type Grammar = 'text' | 'feel' | 'id' | 'ids' | 'assign' | 'outcomes' | 'variables' | 'clock-start' | 'due';

const property = <G extends Grammar>(title: string, grammar: G): { title: string; grammar: G } => ({ title, grammar });

/** Every `anliu.*` property there is, with what it is called in a list of changes. */
export const PROPERTIES = {
  'anliu.kind': property('办件种类', 'id'),
  'anliu.kindTitle': property('办件种类名称', 'text'),
  'anliu.domain': property('业务目录编号', 'id'),
  'anliu.number': property('编号规则', 'id'),
  'anliu.title': property('办件标题', 'feel'),
  'anliu.startable': property('可发起的岗位', 'ids'),
  'anliu.parentKind': property('来源办件种类', 'id'),
  'anliu.startWhen': property('发起条件', 'feel'),
  'anliu.startWhenMessage': property('不能发起时的提示', 'text'),
  'anliu.grade': property('风险等级', 'feel'),
  'anliu.enterprise': property('所属企业', 'feel'),
  'anliu.variables': property('流程变量', 'variables'),
  'anliu.start.data': property('发起时带入的数据', 'feel'),
  'anliu.assign': property('办理人规则', 'assign'),
  'anliu.separate': property('职责分离', 'ids'),
  'anliu.outcomes': property('办理结果', 'outcomes'),
  'anliu.due': property('办理时限', 'due'),
  'anliu.clock': property('关联计时', 'ids'),
  'anliu.clock.start': property('启动计时', 'clock-start'),
  'anliu.clock.end': property('结束计时', 'ids'),
  'anliu.state': property('办件状态', 'text'),
  'anliu.done': property('办理后提示', 'feel'),
  'anliu.guide': property('办理提示', 'text'),
  'anliu.legal': property('法律依据', 'text'),
  'anliu.check': property('业务校验', 'ids'),
  'anliu.result': property('办理结果代码', 'id'),
  'anliu.open.process': property('要发起的流程', 'id'),
  'anliu.open.each': property('逐条依据', 'feel'),
  'anliu.open.data': property('带入数据', 'feel'),
  'anliu.update.target': property('更新哪个办件', 'id'),
  'anliu.update.data': property('更新内容', 'feel'),
  'anliu.update.clear': property('先清空的字段', 'ids'),
  'anliu.document': property('文书', 'id'),
  'anliu.notify.to': property('通知谁', 'assign'),
  'anliu.notify.text': property('通知内容', 'feel'),
} as const;

export type PropertyName = keyof typeof PROPERTIES;

export const isProperty = (name: string): name is PropertyName => Object.hasOwn(PROPERTIES, name);

/** Texts, ids and FEEL have no structure of ours; FEEL is compiled by whoever evaluates it. */
const READERS: Readonly<Record<Grammar, ((text: string) => unknown) | undefined>> = {
  text: undefined,
  feel: undefined,
  id: undefined,
  ids: parseIds,
  assign: parseAssign,
  outcomes: parseOutcomes,
  variables: parseVariables,
  'clock-start': parseClockStart,
  due: parseDue,
};

/** What is wrong with the text of a property by its grammar; undefined when nothing is, or when the property is not ours. */
export function propertyProblem(name: string, text: string): ConventionError | undefined {
  const read = isProperty(name) ? READERS[PROPERTIES[name].grammar] : undefined;
  try {
    read?.(text);
    return undefined;
  } catch (error) {
    if (error instanceof ConventionError) return error;
    throw error;
  }
}

/** What a property says; undefined when it is absent or cannot be read (`propertyProblem` says why). */
export function readable<T>(read: (text: string) => T, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return read(text);
  } catch (error) {
    if (error instanceof ConventionError) return undefined;
    throw error;
  }
}
