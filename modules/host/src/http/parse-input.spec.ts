import { AppError } from '@anliu/kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseInput } from './parse-input.js';

const refusalOf = (run: () => unknown): AppError => {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('what is sent to a route', () => {
  const list = z.object({ q: z.string().optional(), page: z.coerce.number().default(1) });

  it('is read by its schema', () => {
    expect(parseInput(list, { q: '消防', page: '2' }, 'query')).toEqual({ q: '消防', page: 2 });
  });

  it.each(['q[$ne]', 'sort', 'regionn'])(
    'with a query of another name (%s) is refused, not answered as if it were not there',
    (name) => {
      const refusal = refusalOf(() => parseInput(list, { [name]: '1' }, 'query'));
      expect(refusal).toMatchObject({ status: 400, fields: [{ path: name, code: 'unknown_field' }] });
    },
  );

  it.each(['__proto__', 'constructor', 'prototype'])('names nothing in a path that every object has (%s)', (name) => {
    const params = z.object({ artifact: z.string() });
    expect(parseInput(params, { artifact: 'TP73' }, 'params')).toEqual({ artifact: 'TP73' });
    const refusal = refusalOf(() => parseInput(params, { artifact: name }, 'params'));
    expect(refusal).toMatchObject({ status: 400, fields: [{ path: 'artifact', code: 'reserved' }] });
  });
});
