import { describe, expect, it } from 'vitest';
import { DEFAULT_DATA_DIR, DEFAULT_PORT, readArguments } from './arguments.js';

describe('the command line of the engine', () => {
  it('needs nothing', () => {
    expect(readArguments([])).toEqual({
      port: DEFAULT_PORT,
      dataDir: DEFAULT_DATA_DIR,
      jobs: 'on',
      historyLevel: 'full',
      auth: 'none',
    });
  });

  it('takes port, folder, whether jobs run, how much history is kept and how callers are known', () => {
    const options = readArguments([
      '--port',
      '0',
      '--data',
      'somewhere',
      '--jobs',
      'off',
      '--history',
      'audit',
      '--auth',
      'basic',
    ]);
    expect(options).toEqual({ port: 0, dataDir: 'somewhere', jobs: 'off', historyLevel: 'audit', auth: 'basic' });
  });

  it.each([
    [['--port', '65536'], '--port'],
    [['--port', 'http'], '--port'],
    [['--data', ''], '--data'],
    [['--jobs', 'maybe'], '--jobs'],
    [['--history', 'some'], '--history'],
    [['--auth', 'digest'], '--auth'],
    [['--host', '0.0.0.0'], '--host'],
  ])('%j is refused naming the option', (argv, named) => {
    expect(() => readArguments(argv)).toThrow(named);
  });
});
