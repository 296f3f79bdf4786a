import { describe, expect, it } from 'vitest';
import { MAX_QUERY_PARAMETER_LENGTH } from '../limits.js';
import { MAX_PAGE_SIZE } from '../limits.js';
import { pagingOf, queryFromParams, querySchema } from './fields.js';
import { processInstanceFields } from './runtime.js';
import { taskFields } from './task.js';
import { jobFields } from './work.js';

const params = (text: string) => new URLSearchParams(text);
const tasksFrom = (text: string) => queryFromParams(taskFields, params(text));

describe('the query of a GET', () => {
  it('reads lists, flags, numbers, paging and sorting', () => {
    expect(
      tasksFrom(
        'taskIdIn=a,b&unassigned=true&minPriority=50&firstResult=10&maxResults=5&sortBy=created&sortOrder=desc',
      ),
    ).toEqual({
      taskIdIn: ['a', 'b'],
      unassigned: true,
      minPriority: 50,
      firstResult: 10,
      maxResults: 5,
      sorting: [{ sortBy: 'created', sortOrder: 'desc' }],
    });
  });

  it('reads variable conditions whose names and values contain underscores', () => {
    const { variables } = queryFromParams(
      processInstanceFields,
      params('variables=risk_level_eq_II,n_gteq_3,x_like_a_b'),
    );
    expect(variables).toEqual([
      { name: 'risk_level', operator: 'eq', value: 'II' },
      { name: 'n', operator: 'gteq', value: '3' },
      { name: 'x', operator: 'like', value: 'a_b' },
    ]);
  });

  it('reads due date conditions', () => {
    const { dueDates } = queryFromParams(jobFields, params('dueDates=gt_2026-01-01T00:00:00.000%2B0000'));
    expect(dueDates).toEqual([{ operator: 'gt', value: '2026-01-01T00:00:00.000+0000' }]);
  });

  it('ignores parameters it does not know, as Camunda does', () => {
    expect(tasksFrom('colour=red&withCommentAttachmentInfo=true')).toEqual({ maxResults: MAX_PAGE_SIZE });
  });

  it.each([
    ['sortBy=created', 'sortBy and sortOrder required'],
    ['sortBy=created&sortOrder=up', 'sortOrder'],
    ['minPriority=high', "'minPriority' to value 'high'"],
    ['unassigned=yes', "'unassigned'"],
    ['firstResult=-1', "'firstResult'"],
    ['processVariables=a', 'KEY_OPERATOR_VALUE'],
    ['orQueries=x', 'POST'],
  ])('%s is refused naming the parameter', (text, message) => {
    expect(() => tasksFrom(text)).toThrow(message);
  });

  it('takes parameters up to the length limit', () => {
    const named = (length: number) => queryFromParams(taskFields, new URLSearchParams({ name: 'n'.repeat(length) }));
    expect(named(MAX_QUERY_PARAMETER_LENGTH).name).toHaveLength(MAX_QUERY_PARAMETER_LENGTH);
    expect(() => named(MAX_QUERY_PARAMETER_LENGTH + 1)).toThrow(/longer than/);
  });

  it('cuts a page to the largest one', () => {
    const pageOf = (maxResults: number) => pagingOf(params(`maxResults=${maxResults}`)).maxResults;
    expect(pageOf(MAX_PAGE_SIZE - 1)).toBe(MAX_PAGE_SIZE - 1);
    expect(pageOf(MAX_PAGE_SIZE)).toBe(MAX_PAGE_SIZE);
    expect(pageOf(MAX_PAGE_SIZE + 1)).toBe(MAX_PAGE_SIZE);
    expect(pagingOf(params('')).maxResults).toBe(MAX_PAGE_SIZE);
  });

  it('reads paging of a POST from the query string', () => {
    expect(pagingOf(params('firstResult=1&maxResults=2'))).toEqual({ firstResult: 1, maxResults: 2 });
  });
});

describe('the query of a POST', () => {
  const schema = querySchema(taskFields);

  it('accepts alternatives and sorting by a variable', () => {
    const query = {
      orQueries: [{ assignee: 'zhang', candidateGroups: ['station'] }],
      sorting: [{ sortBy: 'processVariable', sortOrder: 'asc', parameters: { variable: 'due', type: 'Date' } }],
    };
    expect(schema.parse(query)).toEqual(query);
  });

  it('ignores fields it does not know, also inside alternatives, as Camunda does', () => {
    expect(schema.parse({ assignee: 'zhang', firstResult: 0, maxResults: 15 })).toEqual({ assignee: 'zhang' });
    expect(schema.parse({ orQueries: [{ asignee: 'zhang' }] })).toEqual({ orQueries: [{}] });
  });
});
