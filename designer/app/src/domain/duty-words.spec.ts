import { describe, expect, it } from 'vitest';
import { holderWords, NAMED_HOLDERS } from './duty-words.js';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `p-${index}`, name: `员${index}` }));

describe('who has a duty', () => {
  it('is nobody when no one may take it', () => {
    expect(holderWords({ holder: [] })).toEqual({ key: 'nobody', values: { people: '', count: 0 }, unit: '' });
  });

  it.each([
    [NAMED_HOLDERS - 1, 'named', '员0'],
    [NAMED_HOLDERS, 'named', '员0、员1'],
    [NAMED_HOLDERS + 1, 'several', '员0、员1'],
  ])('of %i people is %s', (count, key, said) => {
    expect(holderWords({ holder: people(count), unit: { id: 'b', name: '执法大队', kind: 'unit' } as never })).toEqual({
      key,
      values: { people: said, count },
      unit: '执法大队',
    });
  });
});
