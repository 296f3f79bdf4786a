import { describe, expect, it } from 'vitest';
import { credentialsOf } from './basic-authentication.js';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('name and password of a request', () => {
  it('are those before and after the first colon', () => {
    expect(credentialsOf(basic('张三:a:b'))).toEqual({ userId: '张三', password: 'a:b' });
    expect(credentialsOf(basic('zhang:'))).toEqual({ userId: 'zhang', password: '' });
  });

  it.each(['', 'Bearer abc', 'Basic', 'Basic %%%', basic('zhang'), basic(':secret')])('are not in %j', (header) =>
    expect(credentialsOf(header)).toBeUndefined(),
  );
});
