import type { Logger } from '@anliu/kit';

type LogLevel = 'info' | 'warn' | 'error';
export type LogSink = (line: string) => void;

/** Characters of one field; longer texts are cut so that a caller cannot flood the log. */
const MAX_FIELD_LENGTH = 4_000;

// Ours, not pino: a dozen lines an hour of work need no speed, and fields are cut and separators escaped before they are written.
/** One JSON object per line. JSON escapes line breaks and control characters; what some viewers also break at is escaped here. */
export function jsonLogger(
  sink: LogSink = (line) => process.stdout.write(line),
  now: () => Date = () => new Date(),
): Logger {
  const write = (level: LogLevel, message: string, fields: Record<string, unknown> = {}): void => {
    const record = { time: now().toISOString(), level, message: cut(message), ...shorten(fields) };
    sink(`${escapeSeparators(JSON.stringify(record))}\n`);
  };
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
}

const cut = (text: string): string => (text.length > MAX_FIELD_LENGTH ? `${text.slice(0, MAX_FIELD_LENGTH)}…` : text);

function shorten(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      value instanceof Error ? cut(value.stack ?? value.message) : typeof value === 'string' ? cut(value) : value,
    ]),
  );
}

const escapeSeparators = (json: string): string =>
  json.replace(/[\u007f-\u009f\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
