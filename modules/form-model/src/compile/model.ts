import { kindOf } from '../fields/index.js';
import type { ColumnDefinition, FieldAccess, FieldDefinition, FormDefinition, FormView } from '../form.js';

export interface ModelColumn {
  readonly id: string;
  readonly name: string;
  readonly definition: ColumnDefinition;
  readonly access: FieldAccess;
  /** The view lets one write it and no system value stands there. */
  readonly writable: boolean;
}

export interface ModelField {
  readonly id: string;
  readonly name: string;
  readonly definition: FieldDefinition;
  readonly access: FieldAccess;
  readonly writable: boolean;
  /** Only tables: every column, also hidden ones. */
  readonly columns: readonly ModelColumn[];
  /** Only tables: rows may be added and removed. */
  readonly extensible: boolean;
}

export interface FormModel {
  readonly definition: FormDefinition;
  readonly view: string;
  readonly fields: readonly ModelField[];
  readonly byId: ReadonlyMap<string, ModelField>;
  readonly byName: ReadonlyMap<string, ModelField>;
}

export class UnknownViewError extends Error {
  readonly code = 'FORM_VIEW_UNKNOWN';
  readonly form: string;
  readonly view: string;
  constructor(form: string, view: string) {
    super(`表单 ${form} 没有名为“${view}”的视图。`);
    this.name = 'UnknownViewError';
    this.form = form;
    this.view = view;
  }
}

const own = (view: FormView, pattern: string): FieldAccess | undefined =>
  Object.hasOwn(view, pattern) ? view[pattern] : undefined;
const allowsWriting = (access: FieldAccess): boolean => access === 'edit' || access === 'required';

/** Fields with the access one view gives them. @throws UnknownViewError */
export function modelOf(definition: FormDefinition, viewName: string): FormModel {
  const view = Object.hasOwn(definition.views, viewName) ? definition.views[viewName] : undefined;
  if (!view) throw new UnknownViewError(definition.id, viewName);
  const compute = definition.compute ?? {};
  const isSystem = (pattern: string, type: FieldDefinition['type']): boolean =>
    kindOf({ type }).isSystem === true || Object.hasOwn(compute, pattern);
  /** What a step may only read stays readable, however generous the pattern is. */
  const capped = (access: FieldAccess, system: boolean): FieldAccess =>
    system && allowsWriting(access) ? 'read' : access;

  const columnsOf = (tableId: string, table: FieldDefinition, tableAccess: FieldAccess): ModelColumn[] => {
    if (table.type !== 'table') return [];
    return Object.entries(table.columns).map(([id, column]) => {
      const pattern = `${tableId}.*.${id}`;
      const system = isSystem(pattern, column.type);
      const inherited = tableAccess === 'required' ? 'edit' : tableAccess;
      const given = own(view, pattern) ?? own(view, `${tableId}.*`) ?? inherited;
      const access = tableAccess === 'hidden' ? 'hidden' : capped(given, system);
      return { id, name: column.name, definition: column, access, writable: allowsWriting(access) };
    });
  };

  const fields = Object.entries(definition.fields).map(([id, field]): ModelField => {
    const system = isSystem(id, field.type);
    const access = capped(own(view, id) ?? own(view, '*') ?? 'hidden', system);
    const columns = columnsOf(id, field, access);
    const extensible = field.type === 'table' && allowsWriting(access);
    const writable = allowsWriting(access) || columns.some((column) => column.writable);
    return { id, name: field.name, definition: field, access, writable, columns, extensible };
  });
  return {
    definition,
    view: viewName,
    fields,
    byId: new Map(fields.map((field) => [field.id, field])),
    byName: new Map(fields.map((field) => [field.name, field])),
  };
}
