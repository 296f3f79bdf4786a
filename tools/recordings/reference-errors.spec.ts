import { describe, expect, it } from 'vitest';
import { isReferenceError } from './reference-errors.mjs';

const shown = [{ key: 'p' }];
const trace = (...statuses: string[]) => ({
  deploy: 'ok',
  start: 'ok',
  steps: statuses.map((status) => ({ status, view: shown })),
  history: { procs: ['p|ACTIVE'] },
});

describe('where the reference failed', () => {
  it.each([
    ['at the deployment', { deploy: 'failed' }, '/deploy: wanted "failed" got "refused"'],
    ['at the start', { deploy: 'ok', start: 'failed', steps: [] }, '/start: wanted "failed" got "ok"'],
    ['at the step', trace('ok', 'failed'), '/steps/1/status: wanted "failed" got "ok"'],
    ['at the next step', trace('ok', 'ok', 'failed'), '/steps/1/view/0/tree/a: wanted "a" got "b"'],
    [
      'to show an instance that is open',
      { ...trace(), steps: [{ status: 'ok', view: [] }] },
      '/steps/0/view/0: wanted undefined got {}',
    ],
  ])('%s, nothing is compared', (_, recorded, difference) => expect(isReferenceError(recorded, difference)).toBe(true));

  it.each([
    ['another step failed', trace('failed', 'ok', 'ok', 'failed'), '/steps/1/status: wanted "ok" got "refused"'],
    ['it refused', { deploy: 'refused' }, '/deploy: wanted "refused" got "ok"'],
    [
      'the instance has ended',
      { ...trace(), steps: [{ status: 'ok', view: [] }], history: { procs: ['p|COMPLETED'] } },
      '/steps/0/view/0: wanted undefined got {}',
    ],
    ['history differs', trace('ok', 'failed'), '/history/acts/1: wanted "a" got "b"'],
  ])('%s: that is a difference', (_, recorded, difference) =>
    expect(isReferenceError(recorded, difference)).toBe(false),
  );
});
