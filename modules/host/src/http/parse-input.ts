import { invalid, type FieldRefusal } from '@anliu/kit';
import { sentenceOf, type Sentence } from '@anliu/sentences';
import type { z } from 'zod';
import { RESERVED } from './reserved-names.js';
import { unknownFields } from './unknown-fields.js';
import { say } from '../sentences.js';

const SOURCES = { params: say.sourceParams, query: say.sourceQuery, body: say.sourceBody } as const;

/** What the schema accepts of an input. @throws AppError 400 with one entry per refused or unknown field */
export function parseInput(schema: z.ZodType | undefined, value: unknown, source: keyof typeof SOURCES): unknown {
  if (!schema) {
    const surplus = source === 'body' && value !== null && typeof value === 'object' ? Object.keys(value) : [];
    if (surplus.length) throw refuse(source, surplus.map(unknown));
    return source === 'body' ? undefined : {};
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw refuse(
      source,
      parsed.error.issues.flatMap((issue): FieldRefusal[] =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => unknown([...issue.path, key].join('.')))
          : [{ path: issue.path.join('.'), code: issue.code, message: wording(issue) }],
      ),
    );
  }
  if (source === 'params') {
    const reserved = Object.entries(parsed.data as Record<string, unknown>).find(([, name]) =>
      RESERVED.has(String(name)),
    );
    if (reserved) throw refuse(source, [{ path: reserved[0], code: 'reserved', message: say.reserved }]);
  } else {
    const surplus = unknownFields(value, parsed.data);
    if (surplus.length) throw refuse(source, surplus.map(unknown));
  }
  return parsed.data;
}

const refuse = (source: keyof typeof SOURCES, fields: FieldRefusal[]): Error => {
  const first = fields[0];
  const said = { source: SOURCES[source], problem: first?.message ?? say.badFormat };
  return invalid(first?.path ? say.inputFieldWrong({ ...said, path: first.path }) : say.inputWrong(said), fields);
};

const unknown = (path: string): FieldRefusal => ({ path, code: 'unknown_field', message: say.unknownField });

type Issue = z.core.$ZodIssue;

/** zod's own words are for developers; a sentence a module gave its schema is kept. */
function wording(issue: Issue): Sentence {
  const given = sentenceOf(issue.message);
  if (given) return given;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && !('received' in issue) ? say.missingOrWrongType : say.wrongType;
    case 'too_small':
      return issue.origin === 'string'
        ? say.tooShort({ min: Number(issue.minimum) })
        : say.tooSmall({ min: Number(issue.minimum) });
    case 'too_big':
      return issue.origin === 'string'
        ? say.tooLong({ max: Number(issue.maximum) })
        : say.tooBig({ max: Number(issue.maximum) });
    case 'invalid_value':
      return say.notAllowedValue;
    default:
      return say.badFormat;
  }
}
