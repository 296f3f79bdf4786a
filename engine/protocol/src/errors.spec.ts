import { describe, expect, it } from 'vitest';
import { BadUserRequestError, EngineError, NotFoundError, OptimisticLockingError, ParseError } from './errors.js';

describe('engine errors', () => {
  it('are recognised across copies of the package by their mark, not by their class', () => {
    const foreign = Object.assign(new Error('x'), { code: 'engine.not-found' });
    Object.defineProperty(foreign, Symbol.for('anliu.engine.error'), { value: true });
    expect(NotFoundError.isInstance(foreign)).toBe(true);
    expect(NotFoundError.isInstance(new Error('x'))).toBe(false);
    expect(NotFoundError.isInstance(new BadUserRequestError('x'))).toBe(false);
  });

  it('carry the name and numeric code the REST dialect answers', () => {
    expect(new OptimisticLockingError('x')).toMatchObject({
      type: 'OptimisticLockingException',
      numericCode: 1,
      status: 500,
    });
    expect(EngineError.isInstance(new NotFoundError('x'))).toBe(true);
  });

  it('of parsing list every problem of every resource', () => {
    const problem = { severity: 'error', code: 'x', message: 'm', elementIds: ['a'], line: 3, column: 7 } as const;
    const error = new ParseError('broken', { 'a.bpmn': { errors: [problem], warnings: [] } });
    expect(error.problems).toEqual([problem]);
    expect(error.details['a.bpmn']?.errors[0]?.line).toBe(3);
  });
});
