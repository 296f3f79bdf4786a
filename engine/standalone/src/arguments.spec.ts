import { describe, expect, it } from 'vitest';
import { DEFAULT_DATA_DIR, DEFAULT_PORT, readArguments } from './arguments.js';

describe('the command line of the engine', () => {
  it('needs nothing', () => {
    expect(readArguments([])).toEqual({
      port: DEFAULT_PORT,
      dataDir: DEFAULT_DATA_DIR,
      jobs: 'on',
      historyLevel: 'full',
    });
  });

  it('takes port, folder, whether jobs run and how much history is kept', () => {
    const options = readArguments(['--port', '0', '--data', 'somewhere', '--jobs', 'off', '--history', 'audit']);
    expect(options).toEqual({ port: 0, dataDir: 'somewhere', jobs: 'off', historyLevel: 'audit' });
  });

  it.each([
    [['--port', '65536'], '--port'],
    [['--port', 'http'], '--port'],
    [['--data', ''], '--data'],
    [['--jobs', 'maybe'], '--jobs'],
    [['--history', 'some'], '--history'],
    [['--host', '0.0.0.0'], '--host'],
  ])('%j is refused naming the option', (argv, named) => {
    expect(() => readArguments(argv)).toThrow(named);
  });
});
