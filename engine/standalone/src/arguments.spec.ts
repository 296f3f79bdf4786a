import { describe, expect, it } from 'vitest';
import { DEFAULT_HOST } from './server.js';
import { DEFAULT_DATA_DIR, DEFAULT_PORT, readArguments } from './arguments.js';

describe('the command line of the engine', () => {
  it('needs nothing', () => {
    expect(readArguments([])).toEqual({
      port: DEFAULT_PORT,
      host: DEFAULT_HOST,
      allowHosts: [],
      corsOrigins: [],
      dataDir: DEFAULT_DATA_DIR,
      jobs: 'on',
      historyLevel: 'full',
      auth: 'none',
      authorization: 'off',
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
    expect(options).toMatchObject({ port: 0, dataDir: 'somewhere', jobs: 'off', historyLevel: 'audit', auth: 'basic' });
  });

  it.each([
    [['--port', '65536'], '--port'],
    [['--port', 'http'], '--port'],
    [['--data', ''], '--data'],
    [['--jobs', 'maybe'], '--jobs'],
    [['--history', 'some'], '--history'],
    [['--auth', 'digest'], '--auth'],
    [['--host', '0.0.0.0'], '--auth basic'],
    [['--authorization', 'on'], '--auth basic'],
    [['--auth', 'basic', '--authorization', 'maybe'], '--authorization'],
    [['--allow-host', 'http://x'], '--allow-host'],
    [['--cors', 'app.example'], '--cors'],
    [['--colour', 'red'], '--colour'],
  ])('%j is refused naming the option', (argv, named) => {
    expect(() => readArguments(argv)).toThrow(named);
  });

  it('takes an address beyond this machine only with names and passwords, and lists of hosts and origins', () => {
    const argv = [
      '--host',
      '0.0.0.0',
      '--auth',
      'basic',
      '--allow-host',
      'engine.example, other',
      '--cors',
      'https://a.example,*',
    ];
    expect(readArguments(argv)).toMatchObject({
      host: '0.0.0.0',
      allowHosts: ['engine.example', 'other'],
      corsOrigins: ['https://a.example', '*'],
    });
    expect(readArguments(['--auth', 'basic', '--authorization', 'on']).authorization).toBe('on');
    expect(readArguments(['--host', '::1']).host).toBe('::1');
  });
});
