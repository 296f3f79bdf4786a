import { describe, expect, it } from 'vitest';
import { BpmnError } from './bpmn-error.js';

describe('a BPMN error', () => {
  it('has a code, and a message that is the code unless it says more', () => {
    expect(new BpmnError('leak')).toMatchObject({ name: 'BpmnError', errorCode: 'leak', message: 'leak' });
    expect(new BpmnError('leak', 'pump 7')).toMatchObject({ errorCode: 'leak', message: 'pump 7' });
  });

  it('is known also when another copy of the package made it; nothing else is one', () => {
    expect(BpmnError.isInstance(new BpmnError('leak'))).toBe(true);
    for (const other of [new Error('leak'), null, undefined, 'leak', {}, () => 'leak']) {
      expect(BpmnError.isInstance(other)).toBe(false);
    }
  });
});
