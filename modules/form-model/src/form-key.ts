/** `form:form.hazard@3#review`; without a version the one the pack version pins. */
export interface FormKey {
  id: string;
  version?: number;
  view: string;
}

const FORM_KEY = /^form:([A-Za-z][A-Za-z0-9_.-]*)(?:@([1-9][0-9]{0,8}))?#([A-Za-z][A-Za-z0-9_-]*)$/;

/** Reads a `camunda:formKey` of ours; undefined for anything else. */
export function parseFormKey(text: string): FormKey | undefined {
  const match = FORM_KEY.exec(text);
  if (!match) return undefined;
  const [, id, version, view] = match;
  if (id === undefined || view === undefined) return undefined;
  return version === undefined ? { id, view } : { id, version: Number(version), view };
}

export const formatFormKey = (key: FormKey): string =>
  `form:${key.id}${key.version === undefined ? '' : `@${key.version}`}#${key.view}`;
