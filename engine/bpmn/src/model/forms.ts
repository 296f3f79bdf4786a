import type { CompiledExpression } from '@anliu/engine-expression';

export type Properties = Readonly<Record<string, string>>;

export interface FormReference {
  readonly formKey: string | undefined;
  /** The form key when it is an expression. */
  readonly formKeyExpression: CompiledExpression | undefined;
  /** `camunda:formRef`. */
  readonly formRef:
    | {
        readonly key: CompiledExpression;
        readonly binding: 'latest' | 'deployment' | 'version';
        readonly version: CompiledExpression | undefined;
      }
    | undefined;
  /** `camunda:formData` fields. */
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly id: string;
  readonly label: string | undefined;
  readonly type: string | undefined;
  readonly datePattern: string | undefined;
  readonly defaultValue: CompiledExpression | undefined;
  readonly properties: Properties;
  readonly values: readonly { readonly id: string; readonly name: string | undefined }[];
  readonly constraints: readonly { readonly name: string; readonly config: string | undefined }[];
}
