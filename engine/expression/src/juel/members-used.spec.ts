import { describe, expect, it } from 'vitest';
import { unknownMembers } from './members-used.js';

const execution = { properties: new Set(['id']), methods: new Set(['getVariable']) };

describe('members a JUEL text uses', () => {
  it.each([
    "${name.contains('x')}",
    "${a.size() > 0 && list.get(0) == 'b'}",
    '${d.before(e)}',
    '${n.intValue() == 1}',
    "${name.equals('b')}",
    "${execution.getVariable('x') == execution.id}",
    'plain text',
    "${S.prop('a').value()}",
  ])('may exist: %s', (source) => expect(unknownMembers(source, { execution })).toEqual([]));

  it.each([
    ['${a.noSuch()}', 'noSuch()'],
    ["${a == 1 ? b : c.get(0).wait('1')}", 'wait()'],
    ['${execution.engine}', 'engine'],
    ["${execution.setVariable('a', 1)}", 'setVariable()'],
    ['x ${!empty a.class.forName(b)}', 'forName()'],
  ])('exist nowhere: %s', (source, name) => expect(unknownMembers(source, { execution })).toEqual([name]));

  it('of an object somebody else knows are not judged', () => {
    expect(unknownMembers('${task.anything()}', { task: 'any' })).toEqual([]);
  });
});
