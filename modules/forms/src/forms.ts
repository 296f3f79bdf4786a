import { ERROR, type FieldError } from '@anliu/contract';
import {
  checkFormDefinition,
  compileForm,
  formatFormKey,
  MAX_ERRORS,
  parseFormKey,
  UnknownViewError,
  type CompiledForm,
  type FormDefinition,
  type FormDeps,
  type FormError,
} from '@anliu/form-model';
import { AppError, conflict, formInvalid, invalid, notFound } from '@anliu/kit';
import { isDuplicateKey } from '@anliu/storage';
import type { Model } from 'mongoose';
import type { FormsService, ResolvedForm } from './service.js';
import { canonical, formId, type StoredForm } from './store/forms.js';

/** Compiled forms kept in memory, one per form version and view. */
const COMPILED_KEPT = 300;
/** Problems named in one sentence; all of them travel as `fields`. */
const NAMED = 3;

/** Row number in front, because a message may be read away from its table. */
const fieldError = ({ path, code, message, params }: FormError): FieldError => {
  const row = params?.['row'];
  return { path, code, message: typeof row === 'number' ? `第 ${row} 行：${message}` : message };
};

function sentence(errors: readonly FieldError[], lead: string): string {
  const named = errors.slice(0, NAMED).map((error) => error.message.replace(/。$/, ''));
  return `${lead}${named.join('；')}${errors.length > NAMED ? ` 等 ${errors.length} 处` : ''}。`;
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
      const { definition, problems } = checkFormDefinition(value, file);
      if (!definition) {
        const errors = problems.filter((problem) => problem.severity === 'error');
        throw invalid(
          sentence(errors.map(asField), `表单${file === undefined ? '' : ` ${file} `}有误：`),
          errors.map(asField),
          ERROR.formInvalid,
        );
      }
      const json = canonical(definition);
      const _id = formId(definition.id, definition.version);
      const taken = async (): Promise<void> => {
        const stored = await model.findById(_id).lean();
        if (stored && stored.json !== json) {
          throw conflict(
            'FORM_VERSION_TAKEN',
            `表单 ${definition.id} 的第 ${definition.version} 版已经发布且内容不同，请把版本号加一后再发布。`,
          );
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
      if (!definition) throw notFound(`没有表单 ${id} 的第 ${version} 版。`);
      return definition;
    },

    async resolveForm(formKey, pin): Promise<ResolvedForm> {
      const key = parseFormKey(formKey);
      if (!key) throw new AppError(500, 'FORM_KEY', `表单标识“${formKey}”写法不对，应如 form:form.hazard#review。`);
      const version = key.version ?? pin?.(key.id) ?? (await newest(key.id));
      if (version === undefined) throw notFound(`没有表单 ${key.id}。`);
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
      if (refused.length > 0) throw invalid(sentence(refused, '有不能填写的内容：'), refused, ERROR.fieldNotWritable);
      const known = await lookUp(definition, data, before);
      const merged = form.merge(before, known.data, context);
      const unknown = new Set(known.errors.map((error) => error.path));
      const others = form.validate(merged, before, context).filter((error) => !unknown.has(error.path));
      const errors = [...known.errors, ...others.map(fieldError)].slice(0, MAX_ERRORS);
      if (errors.length > 0) throw formInvalid(sentence(errors, ''), errors);
      return { data: merged, key, definition };
    },

    async acceptDraft(formKey, data, before, pin) {
      const { form } = await service.resolveForm(formKey, pin);
      const refused = form.refuse(data, before).map(fieldError);
      if (refused.length > 0) throw invalid(sentence(refused, '有不能填写的内容：'), refused, ERROR.fieldNotWritable);
      return data;
    },
  };
  return service;
}

const asField = (problem: { path: string; code: string; message: string }): FieldError => ({
  path: problem.path,
  code: problem.code,
  message: `${problem.path || '（根）'}：${problem.message}`,
});
