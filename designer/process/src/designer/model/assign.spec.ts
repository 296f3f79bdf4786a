import { describe, expect, it } from 'vitest';
import { formatAssign, parseAssign } from './assign.js';

describe('who does a step', () => {
  it.each(['starter', 'post:post-chief', 'field:officers|post:post-site', 'performer:record', 'enterprise:ent-safety'])(
    'shows and writes back %s unchanged',
    (rule) => expect(formatAssign(parseAssign(rule))).toBe(rule),
  );

  it('writes nothing while a post is not chosen yet', () => {
    expect(formatAssign({ kind: 'post', value: '', otherwise: '' })).toBe('');
  });
});
