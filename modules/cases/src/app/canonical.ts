import type { FieldError } from '@anliu/contract';
import type { FieldDefinition, FormData, FormDefinition } from '@anliu/form-model';
import type { CaseContext } from './context.js';

/**
 * Replaces what a browser says about people and enterprises by what the directory says, and refuses people, enterprises and files
 * that do not exist or that the person may not use. Values that did not change are left alone: history keeps its words.
 */
export async function canonicalize(
  context: CaseContext,
  definition: FormDefinition,
  data: FormData,
  before: FormData,
): Promise<{ data: FormData; errors: FieldError[] }> {
  const errors: FieldError[] = [];
  const result: FormData = { ...data };
  for (const field of Object.values(definition.fields)) {
    const value = data[field.name];
    if (value === undefined || value === null || JSON.stringify(value) === JSON.stringify(before[field.name])) continue;
    if (field.type === 'table' && Array.isArray(value)) {
      result[field.name] = await Promise.all(
        value.map(async (row: unknown, index) => {
          if (typeof row !== 'object' || row === null) return row;
          const changed: Record<string, unknown> = { ...row };
          for (const column of Object.values(field.columns)) {
            if (changed[column.name] === undefined || changed[column.name] === null) continue;
            changed[column.name] = await one(column, changed[column.name], `${field.name}.${index}.${column.name}`);
          }
          return changed;
        }),
      );
    } else result[field.name] = await one(field, value, field.name);
  }
  return { data: result, errors };

  async function one(field: FieldDefinition, value: unknown, path: string): Promise<unknown> {
    const refuse = (code: string, message: string): unknown => {
      errors.push({ path, code, message });
      return value;
    };
    switch (field.type) {
      case 'person':
      case 'persons': {
        const wanted = (Array.isArray(value) ? value : [value]).map(idOf);
        const found: unknown[] = [];
        for (const id of wanted) {
          const person = id === undefined ? undefined : await context.organization.byId(id);
          if (!person || person.disabled)
            return refuse('PERSON_UNKNOWN', `“${field.title}”中有系统里没有或已停用的人员，请重新选择。`);
          if (field.posts && !person.posts.some((post) => field.posts?.includes(post.post))) {
            return refuse('PERSON_POST', `${person.name}不具备“${field.title}”要求的岗位，请另选一人。`);
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
        return known ?? refuse('ENTERPRISE_UNKNOWN', `“${field.title}”不在企业名录中，请先在企业档案中登记。`);
      }
      case 'photo':
      case 'file':
      case 'signature': {
        const ids = (Array.isArray(value) ? value : [value]).map(idOf).filter((id) => id !== undefined);
        const views = await context.files.views(ids);
        if (views.length !== ids.length)
          return refuse('FILE_UNKNOWN', `“${field.title}”中有不存在的文件，请删除后重新上传。`);
        const refs = views.map(({ id, name, type, size }) => ({ id, name, type, size }));
        return field.type === 'signature' ? refs[0] : refs;
      }
      default:
        return value;
    }
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
