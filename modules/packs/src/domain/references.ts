import type { ArtifactProblem } from '@anliu/contract';
import { parseFormKey, type FormDefinition } from '@anliu/form-model';
import type { Manifest } from './manifest.js';

/** What processes may refer to. */
export interface References {
  readonly manifest: Manifest;
  readonly forms: ReadonlyMap<string, FormDefinition>;
  readonly processKeys: ReadonlySet<string>;
  /** Process variables that some step of the pack sets. */
  readonly variables: ReadonlySet<string>;
}

export const error = (
  artifact: string,
  code: string,
  message: string,
  more: Partial<ArtifactProblem> = {},
): ArtifactProblem => ({
  artifact,
  severity: 'error',
  code,
  message,
  ...more,
});

/** The form and view a step shows, or why it cannot. */
export function formReference(
  formKey: string | undefined,
  forms: ReadonlyMap<string, FormDefinition>,
): string | undefined {
  if (formKey === undefined) return '没有指定表单';
  const key = parseFormKey(formKey);
  if (!key) return `表单标识“${formKey}”无法识别，应为 form:表单#视图`;
  const form = forms.get(key.id);
  if (!form) return `表单“${key.id}”不在模板包中`;
  return key.view in form.views ? undefined : `表单“${key.id}”没有名为“${key.view}”的视图`;
}
