import { describe, expect, it } from 'vitest';
import type { IdentityLink } from '../tables/entities.js';
import { ROWS_PER_PIECE } from '../limits.js';
import { Store } from './store.js';

const link = (id: string, columns: Partial<IdentityLink> = {}): IdentityLink => ({
  id,
  type: 'candidate',
  userId: 'li',
  groupId: null,
  taskId: 't',
  processInstanceId: 'i',
  processDefinitionId: null,
  tenantId: null,
  ...columns,
});

describe('the journal', () => {
  it('rolls back to exactly what was there, in the same order', () => {
    const store = new Store();
    for (const id of ['1', '2', '3']) store.load('identityLink', link(id));
    store.begin();
    store.remove('identityLink', '1');
    store.put('identityLink', link('2', { userId: 'wang' }));
    store.put('identityLink', link('4', { taskId: 'other' }));
    store.rollback();
    expect(store.owned('identityLink', 't').map(({ id, userId }) => [id, userId])).toEqual([
      ['1', 'li'],
      ['2', 'li'],
      ['3', 'li'],
    ]);
    expect(store.owned('identityLink', 'other')).toEqual([]);
    expect(store.ofInstance('identityLink', 'i')).toHaveLength(3);
  });

  it.each([
    ['to its end', (undoing: Generator<void>) => [...undoing].length],
    [
      'though it is given up half-way',
      (undoing: Generator<void>) => {
        undoing.next();
        expect(() => undoing.throw(new Error('the disk is full'))).toThrow('the disk is full');
        return 2;
      },
    ],
  ])('rolls back a lot in pieces, %s', (_, undo) => {
    const store = new Store();
    store.load('identityLink', link('kept'));
    store.begin();
    for (let index = 0; index < 2 * ROWS_PER_PIECE; index++) store.put('identityLink', link(`new ${index}`));
    store.remove('identityLink', 'kept');
    expect(undo(store.rollingBack())).toBeGreaterThanOrEqual(2);
    expect(store.owned('identityLink', 't')).toEqual([link('kept')]);
    store.begin();
    expect(store.commit()).toEqual([]);
  });

  it('tells net changes: what came and went is none', () => {
    const store = new Store();
    store.begin();
    store.put('identityLink', link('1'));
    store.remove('identityLink', '1');
    store.put('identityLink', link('2'));
    expect(store.commit()).toMatchObject([{ id: '2', before: undefined }]);
  });
});
