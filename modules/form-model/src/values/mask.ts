import type { FormData, FormDefinition } from '../form.js';
import { isPlainObject } from './empty.js';

const HIDDEN = '＊';
/** Characters of a text of class 1 that stay: of a telephone number enough to recognise it. */
const HEAD = 3;
const TAIL = 4;

type Masked = { sensitive?: 1 | 2 | 3 | undefined; name: string };

/**
 * A value as somebody sees it who has no part in the case. Class 1: the middle is hidden; class 2: all but the first character; class 3:
 * everything. What is no text cannot be shown in part and is left out.
 */
function maskValue(value: unknown, sensitive: 1 | 2 | 3): unknown {
  if (typeof value !== 'string' || value === '') return undefined;
  const characters = [...value];
  if (sensitive === 3) return HIDDEN.repeat(TAIL);
  if (sensitive === 2 || characters.length <= HEAD + TAIL)
    return `${characters[0]}${HIDDEN.repeat(Math.max(1, characters.length - 1))}`;
  const middle = HIDDEN.repeat(characters.length - HEAD - TAIL);
  return `${characters.slice(0, HEAD).join('')}${middle}${characters.slice(-TAIL).join('')}`;
}

function maskFields(fields: readonly Masked[], data: Record<string, unknown>): Record<string, unknown> {
  const shown = { ...data };
  for (const { name, sensitive } of fields) {
    if (sensitive === undefined || shown[name] === undefined || shown[name] === null) continue;
    const masked = maskValue(shown[name], sensitive);
    if (masked === undefined) delete shown[name];
    else shown[name] = masked;
  }
  return shown;
}

/** The data of a form with its sensitive fields masked by their class; what is not sensitive is as it was. */
export function maskSensitive(definition: FormDefinition, data: FormData): FormData {
  const fields = Object.values(definition.fields);
  const shown = maskFields(fields, data);
  for (const field of fields) {
    if (!('columns' in field)) continue;
    const rows = shown[field.name];
    if (!Array.isArray(rows)) continue;
    const columns = Object.values(field.columns);
    shown[field.name] = rows.map((row: unknown) => (isPlainObject(row) ? maskFields(columns, row) : row));
  }
  return shown as FormData;
}

/** Whether the data holds anything sensitive. */
export function hasSensitive(definition: FormDefinition, data: FormData): boolean {
  return JSON.stringify(maskSensitive(definition, data)) !== JSON.stringify(data);
}
