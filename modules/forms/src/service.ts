import type { CompiledForm, FormContext, FormData, FormDefinition } from '@anliu/form-model';
import type { FieldRefusal } from '@anliu/kit';
import { serviceToken } from '@anliu/kit';

/** Which version of a form a pack version pins; undefined = it pins none of that name. */
export type FormPin = (formId: string) => number | undefined;

export interface ResolvedForm {
  /** With the version that was resolved: `form:form.hazard@3#review`. */
  key: string;
  definition: FormDefinition;
  view: string;
  form: CompiledForm;
}

export interface AcceptedSubmission {
  /** The whole data after the write: what the case stores. */
  data: FormData;
  key: string;
  definition: FormDefinition;
}

/**
 * Replaces what a browser says about people, enterprises and files by what the platform knows of them, by id; `data` holds writes
 * only. Done before anything is computed: a name that was made up would else stand in a computed value.
 */
export type LookUp = (
  definition: FormDefinition,
  writes: FormData,
  before: FormData,
) => Promise<{ data: FormData; errors: FieldRefusal[] }>;

export interface FormsService {
  /**
   * Publishes a version. Publishing the same again changes nothing.
   * @throws AppError FORM_INVALID with located problems; FORM_VERSION_TAKEN when that version exists with other content
   */
  publish(definition: unknown, file?: string): Promise<FormDefinition>;
  /** @throws AppError 404 when it was never published */
  definition(id: string, version: number): Promise<FormDefinition>;
  /**
   * A form key as it stands in a process. Without `@version` the pack's pin decides, without a pin the newest version.
   * @throws AppError when the key, the form or the view does not exist
   */
  resolveForm(formKey: string, pin?: FormPin): Promise<ResolvedForm>;
  /**
   * Decides a submission exactly as the browser did, after `lookUp` has put in place what only the server knows. Nothing is stored.
   * @throws AppError 400 FIELD_NOT_WRITABLE naming every field the view (or a rule) does not let one write;
   *   422 FORM_INVALID naming every field that is wrong
   */
  validateSubmission(
    formKey: string,
    data: FormData,
    before: FormData,
    context: FormContext,
    lookUp: LookUp,
    pin?: FormPin,
  ): Promise<AcceptedSubmission>;
  /** A draft may be incomplete and wrong, but not hold what the view does not let one write. @throws AppError 400 */
  acceptDraft(formKey: string, data: FormData, before: FormData, pin?: FormPin): Promise<FormData>;
}

export const FORMS = serviceToken<FormsService>('forms');
