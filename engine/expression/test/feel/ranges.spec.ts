import { describe, expect, it } from 'vitest';
import { ask, text } from './ask.js';

describe('ranges', () => {
  it.each([
    ['5 in [1..10]', 'true'],
    ['10 in [1..10)', 'false'],
    ['1 in ]1..10]', 'false'],
    ['10 in [1..10[', 'false'],
    ['[1..10[ = [1..10)', 'true'],
    ['5 in (> 3)', 'true'],
    ['(< 10) = (< 10)', 'true'],
    ['(< 10) = (null..10)', 'false'],
    ['(>= 10).start included', 'true'],
    ['[1..10].end', '10'],
    ['range("[18..21)") = [18..21)', 'true'],
    ['range("[date(\\"1970-01-01\\")..@\\"1970-01-02\\"]").start', '1970-01-01'],
    ['"b" in ["a".."c"]', 'true'],
    ['[1..3] instance of range<number>', 'true'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it.each([
    ['before(1, [5..10])', 'true'],
    ['after([11..20], 10)', 'true'],
    ['meets([1..5], [5..10])', 'true'],
    ['met by([5..10], [1..5))', 'false'],
    ['overlaps([1..5], [3..8])', 'true'],
    ['overlaps before([1..5], (1..5])', 'true'],
    ['overlaps after([3..8], [1..5])', 'true'],
    ['finishes(10, [1..10])', 'true'],
    ['finished by([1..10], (5..10])', 'true'],
    ['includes([1..10], 10)', 'true'],
    ['during((1..5], (1..10])', 'true'],
    ['starts(1, (1..10])', 'false'],
    ['started by([1..10], [1..5])', 'true'],
    ['coincides([1..5], [1..5])', 'true'],
  ])('%s is %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it.each(['range("[3..1]")', 'range("[1..\\"b\\"]")', '[1.."a"]', '5 in (null..10]', 'meets(1, [1..2])'])(
    '%s is null with a warning',
    (source) => {
      const { value, warnings } = ask(source);
      expect(value).toBeNull();
      expect(warnings).not.toEqual([]);
    },
  );
});
