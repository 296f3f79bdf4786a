import type { LookUp } from '@anliu/forms';
import {
  isEmpty,
  isRows,
  kindOf,
  MAX_ITEMS,
  own,
  pairRows,
  rowsOf,
  sameValue,
  withRowKeys,
  type FieldDefinition,
  type FormData,
  type FormDefinition,
} from '@anliu/form-model';
import type { FieldRefusal, Message } from '@anliu/kit';
import type { CaseContext } from './context.js';
import { say } from '../sentences.js';

/**
 * Replaces what a browser says about people, enterprises and files by what the platform knows of them, and refuses those that do not
 * exist or that may not stand there. Values that did not change are left alone: history keeps its words. What has not even the shape
 * of its field is left for the form to refuse.
 */
export const lookUpIn =
  (context: CaseContext): LookUp =>
  async (definition, writes, before) => {
    const errors: FieldRefusal[] = [];
    const data: FormData = { ...writes };
    const one = async (field: FieldDefinition, value: unknown, earlier: unknown, path: string): Promise<unknown> => {
      if (isEmpty(value)) return value;
      if (!isEmpty(earlier) && sameValue(value, earlier)) return earlier;
      if (!kindOf(field).isShape(value) || (Array.isArray(value) && value.length > MAX_ITEMS)) return value;
      return known(context, field, value, (code, message) => void errors.push({ path, code, message }));
    };
    for (const field of Object.values(definition.fields)) {
      if (!Object.hasOwn(writes, field.name)) continue;
      const [value, earlier] = [writes[field.name], own(before, field.name)];
      if (field.type !== 'table') data[field.name] = await one(field, value, earlier, field.name);
      else if (isRows(value)) {
        const pairs = pairRows(value, withRowKeys(rowsOf(earlier)), false);
        const rows: FormData[] = [];
        for (const [index, row] of value.entries()) {
          const changed: FormData = { ...row };
          for (const column of Object.values(field.columns)) {
            if (!Object.hasOwn(row, column.name)) continue;
            const path = `${field.name}.${index}.${column.name}`;
            changed[column.name] = await one(column, row[column.name], own(pairs[index], column.name), path);
          }
          rows.push(changed);
        }
        data[field.name] = rows;
      }
    }
    return { data, errors };
  };

/** A filled value of the right shape as the platform knows it; as it is when its field refers to nothing. */
async function known(
  context: CaseContext,
  field: FieldDefinition,
  value: unknown,
  report: (code: string, message: Message) => void,
): Promise<unknown> {
  const refuse = (code: string, message: Message): unknown => {
    report(code, message);
    return value;
  };
  switch (field.type) {
    case 'person':
    case 'persons': {
      const wanted = (Array.isArray(value) ? value : [value]).map(idOf);
      const found: unknown[] = [];
      for (const id of wanted) {
        const person = id === undefined ? undefined : await context.organization.byId(id);
        if (!person || person.disabled) return refuse('PERSON_UNKNOWN', say.personUnknown({ title: field.title }));
        if (field.posts && !person.posts.some((post) => field.posts?.includes(post.post))) {
          return refuse('PERSON_POST', say.personPost({ name: person.name, title: field.title }));
        }
        const post = person.posts.find((item) => field.posts?.includes(item.post)) ?? person.posts[0];
        found.push({
          id: person.id,
          name: person.name,
          ...(person.certificate === undefined ? {} : { certificate: person.certificate }),
          ...(post ? { title: `${post.organization.name} · ${post.title}` } : {}),
        });
      }
      return field.type === 'person' ? found[0] : found;
    }
    case 'enterprise': {
      const uscc = typeof value === 'object' && value !== null ? (Reflect.get(value, 'uscc') as unknown) : undefined;
      if (!context.enterprises) return value;
      const known = typeof uscc === 'string' ? await context.enterprises.ref(uscc) : undefined;
      return known ?? refuse('ENTERPRISE_UNKNOWN', say.enterpriseUnknown({ title: field.title }));
    }
    case 'photo':
    case 'file':
    case 'signature': {
      const ids = (Array.isArray(value) ? value : [value]).map(idOf).filter((id) => id !== undefined);
      const views = await context.files.views(ids);
      if (views.length !== ids.length) return refuse('FILE_UNKNOWN', say.fileUnknown({ title: field.title }));
      const refs = views.map(({ id, name, type, size }) => ({ id, name, type, size }));
      return field.type === 'signature' ? refs[0] : refs;
    }
    default:
      return value;
  }
}

const idOf = (value: unknown): string | undefined => {
  const id = typeof value === 'object' && value !== null ? (Reflect.get(value, 'id') as unknown) : undefined;
  return typeof id === 'string' ? id : undefined;
};

const fieldsOf = (definition: FormDefinition): FieldDefinition[] => Object.values(definition.fields);

/** Ids of the people named in person fields. */
export function peopleIn(definitions: Iterable<FormDefinition>, data: FormData): string[] {
  const ids = new Set<string>();
  for (const definition of definitions) {
    for (const field of fieldsOf(definition)) {
      if (field.type !== 'person' && field.type !== 'persons') continue;
      const value = data[field.name];
      for (const person of Array.isArray(value) ? value : [value]) {
        const id = idOf(person);
        if (id !== undefined) ids.add(id);
      }
    }
  }
  return [...ids];
}

/** Ids of all files named in file fields, also in table rows. */
export function filesIn(definitions: Iterable<FormDefinition>, data: FormData): string[] {
  const ids = new Set<string>();
  const collect = (value: unknown): void => {
    for (const file of Array.isArray(value) ? value : [value]) {
      const id = idOf(file);
      if (id !== undefined) ids.add(id);
    }
  };
  const isFile = (field: FieldDefinition): boolean => ['photo', 'file', 'signature'].includes(field.type);
  for (const definition of definitions) {
    for (const field of fieldsOf(definition)) {
      const value = data[field.name];
      if (isFile(field)) collect(value);
      else if (field.type === 'table' && Array.isArray(value)) {
        for (const row of value as unknown[]) {
          for (const column of Object.values(field.columns).filter(isFile)) {
            if (typeof row === 'object' && row !== null) collect(Reflect.get(row, column.name));
          }
        }
      }
    }
  }
  return [...ids];
}
