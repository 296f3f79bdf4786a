import { ERROR } from '@anliu/contract';
import {
  checkFormDefinition,
  compileForm,
  formErrorSentence,
  formatFormKey,
  MAX_ERRORS,
  parseFormKey,
  UnknownViewError,
  type CompiledForm,
  type FormDefinition,
  type FormDeps,
  type FormError,
} from '@anliu/form-model';
import { AppError, conflict, formInvalid, invalid, notFound, type FieldRefusal } from '@anliu/kit';
import { SEMICOLON, together, withoutStop, type Sentence } from '@anliu/sentences';
import { isDuplicateKey } from '@anliu/storage';
import type { Model } from 'mongoose';
import type { FormsService, ResolvedForm } from './service.js';
import { canonical, formId, type StoredForm } from './store/forms.js';
import { say } from './sentences.js';

/** Compiled forms kept in memory, one per form version and view. */
const COMPILED_KEPT = 300;
/** Problems named in one sentence; all of them travel as `fields`. */
const NAMED = 3;

const fieldError = (error: FormError): FieldRefusal => ({
  path: error.path,
  code: error.code,
  message: formErrorSentence(error),
});

/** Number of the table row a path leads into, as people count. */
const rowOf = (path: string): number | undefined => {
  const [, row, column] = path.split('.');
  return column === undefined ? undefined : Number(row) + 1;
};

/** The first of them in one sentence. Rows are named, because it is read away from their table. */
function sentence(errors: readonly FieldRefusal[]): Sentence {
  const named = errors.slice(0, NAMED).map(({ path, message }) => {
    const row = rowOf(path);
    const problem = withoutStop(message);
    return row === undefined ? problem : say.row({ row, problem });
  });
  const all = together(named, SEMICOLON);
  return errors.length > NAMED ? say.wrongAndMore({ named: all, count: errors.length }) : say.wrong({ named: all });
}

export function createForms(model: Model<StoredForm>, deps: FormDeps, now: () => Date): FormsService {
  const definitions = new Map<string, FormDefinition>();
  const compiled = new Map<string, CompiledForm>();

  const load = async (id: string, version: number): Promise<FormDefinition | undefined> => {
    const key = formId(id, version);
    const known = definitions.get(key);
    if (known) return known;
    const stored = await model.findById(key).lean();
    if (!stored) return undefined;
    const definition = JSON.parse(stored.json) as FormDefinition;
    definitions.set(key, definition);
    return definition;
  };

  const newest = async (id: string): Promise<number | undefined> => {
    const stored = await model.findOne({ form: id }).sort({ version: -1 }).lean();
    return stored?.version;
  };

  const compile = (definition: FormDefinition, view: string): CompiledForm => {
    const key = `${formId(definition.id, definition.version)}#${view}`;
    const known = compiled.get(key);
    if (known) return known;
    if (compiled.size >= COMPILED_KEPT) compiled.clear();
    const form = compileForm(definition, view, deps);
    compiled.set(key, form);
    return form;
  };

  const service: FormsService = {
    async publish(value, file) {
      const { definition, problems: found } = checkFormDefinition(value, file);
      if (!definition) {
        const fields = found.filter((problem) => problem.severity === 'error').map(asField);
        const problems = sentence(fields.map((field) => ({ ...field, path: '' })));
        throw invalid(
          file === undefined ? say.formWrong({ problems }) : say.fileWrong({ file, problems }),
          fields,
          ERROR.formInvalid,
        );
      }
      const json = canonical(definition);
      const _id = formId(definition.id, definition.version);
      const taken = async (): Promise<void> => {
        const stored = await model.findById(_id).lean();
        if (stored && stored.json !== json) {
          throw conflict('FORM_VERSION_TAKEN', say.versionTaken({ form: definition.id, version: definition.version }));
        }
      };
      if (await model.exists({ _id })) await taken();
      else {
        try {
          await model.create({
            _id,
            form: definition.id,
            version: definition.version,
            json,
            publishedAt: now().toISOString(),
          });
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          await taken();
        }
      }
      return definition;
    },

    async definition(id, version) {
      const definition = await load(id, version);
      if (!definition) throw notFound(say.versionMissing({ form: id, version }));
      return definition;
    },

    async resolveForm(formKey, pin): Promise<ResolvedForm> {
      const key = parseFormKey(formKey);
      if (!key) throw new AppError(500, 'FORM_KEY', say.badKey({ key: formKey }));
      const version = key.version ?? pin?.(key.id) ?? (await newest(key.id));
      if (version === undefined) throw notFound(say.missing({ form: key.id }));
      const definition = await service.definition(key.id, version);
      try {
        const form = compile(definition, key.view);
        return { key: formatFormKey({ ...key, version }), definition, view: key.view, form };
      } catch (error) {
        if (error instanceof UnknownViewError) throw notFound(error.message);
        throw error;
      }
    },

    async validateSubmission(formKey, data, before, context, lookUp, pin) {
      const { form, key, definition } = await service.resolveForm(formKey, pin);
      const refused = form.refuse(data, before, context).map(fieldError);
      if (refused.length > 0) throw notWritable(refused);
      const known = await lookUp(definition, data, before);
      const merged = form.merge(before, known.data, context);
      const unknown = new Set(known.errors.map((error) => error.path));
      const others = form.validate(merged, before, context).filter((error) => !unknown.has(error.path));
      const errors = [...known.errors, ...others.map(fieldError)].slice(0, MAX_ERRORS);
      if (errors.length > 0) throw formInvalid(sentence(errors), errors);
      return { data: merged, key, definition };
    },

    async acceptDraft(formKey, data, before, pin) {
      const { form } = await service.resolveForm(formKey, pin);
      const refused = form.refuse(data, before).map(fieldError);
      if (refused.length > 0) throw notWritable(refused);
      return data;
    },
  };
  return service;
}

const notWritable = (refused: readonly FieldRefusal[]): AppError =>
  invalid(say.notWritable({ problems: sentence(refused) }), refused, ERROR.fieldNotWritable);

const asField = (problem: { path: string; code: string; message: string }): FieldRefusal => ({
  path: problem.path,
  code: problem.code,
  message: say.at({ path: problem.path || say.root, problem: problem.message }),
});
