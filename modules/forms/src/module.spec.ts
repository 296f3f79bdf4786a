import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CODES, createCodesModule, parseCodeTable } from '@anliu/codes';
import type { FormDefinition } from '@anliu/form-model';
import { ServiceRegistry, type AppError, type Platform } from '@anliu/kit';
import { connect, type Storage } from '@anliu/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFormsModule, formContext, FORMS, type FormsService } from './index.js';

const hazard = (version: number, title = '隐患'): FormDefinition => ({
  id: 'form.hazard',
  version,
  title,
  fields: {
    f_desc: { name: 'desc', type: 'textarea', title: '隐患描述', required: true, minLength: 4 },
    f_grade: { name: 'grade', type: 'code', title: '隐患等级', code: 'CT-06', required: true },
    f_governor: { name: 'governor', type: 'text', title: '责任领导' },
    f_opinion: { name: 'opinion', type: 'text', title: '意见' },
  },
  layout: [{ section: '基本', rows: [['f_desc'], ['f_grade', 'f_governor'], ['f_opinion']] }],
  rules: [{ when: 'grade = "2"', show: ['f_governor'], require: ['f_governor'] }],
  views: { register: { '*': 'edit', f_opinion: 'hidden' }, review: { '*': 'read', f_opinion: 'required' } },
});
const clean = (form: FormDefinition): FormDefinition => JSON.parse(JSON.stringify(form)) as FormDefinition;

let dir: string;
let storage: Storage;
let forms: FormsService;
const context = formContext(new Date('2026-11-23T02:00:00Z'));

async function boot(): Promise<FormsService> {
  const services = new ServiceRegistry();
  const platform = { storage, services, clock: { now: () => new Date('2026-11-23T02:00:00Z') } } as unknown as Platform;
  const codes = createCodesModule(platform);
  createFormsModule(platform);
  await codes.start?.();
  await services.use(CODES).install([parseCodeTable('CT-06', 'code,name\n1,一般\n2,重大\n')], 'test@1');
  return services.use(FORMS);
}

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'forms-'));
  storage = await connect(dir);
  forms = await boot();
});
afterEach(async () => {
  await storage.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

const failure = async (promise: Promise<unknown>): Promise<AppError> => {
  try {
    await promise;
  } catch (error) {
    return error as AppError;
  }
  throw new Error('nothing was refused');
};

describe('published forms', () => {
  it('are resolved by key: with a version, by the pack, else the newest', async () => {
    await forms.publish(clean(hazard(1)));
    await forms.publish(clean(hazard(2, '隐患整改')));
    expect((await forms.resolveForm('form:form.hazard@1#review')).definition.title).toBe('隐患');
    expect((await forms.resolveForm('form:form.hazard#review', () => 1)).key).toBe('form:form.hazard@1#review');
    expect((await forms.resolveForm('form:form.hazard#review')).key).toBe('form:form.hazard@2#review');
  });

  it('are immutable, survive a restart, and publishing the same again changes nothing', async () => {
    await forms.publish(clean(hazard(1)));
    await forms.publish(clean(hazard(1)));
    expect(await failure(forms.publish(clean(hazard(1, '改名'))))).toMatchObject({
      status: 409,
      code: 'FORM_VERSION_TAKEN',
    });
    const again = await boot();
    expect(await again.definition('form.hazard', 1)).toEqual(clean(hazard(1)));
  });

  it('are refused with located problems', async () => {
    const broken = { ...clean(hazard(1)), layout: [{ section: 'x', rows: [['f_none']] }] };
    const error = await failure(forms.publish(broken, 'forms/hazard.form.yaml'));
    expect(error).toMatchObject({ status: 400, fields: [{ path: 'layout.0.rows.0.0' }] });
    expect(error.message).toContain('forms/hazard.form.yaml');
    expect(await failure(forms.definition('form.hazard', 1))).toMatchObject({ status: 404 });
  });

  it('say in words what does not exist', async () => {
    await forms.publish(clean(hazard(1)));
    expect((await failure(forms.resolveForm('form:form.hazard#nobody'))).message).toContain('没有名为“nobody”的视图');
    expect((await failure(forms.resolveForm('form:form.other#x'))).message).toBe('没有表单 form.other。');
    expect((await failure(forms.resolveForm('embedded:app:x.html'))).code).toBe('FORM_KEY');
  });
});

describe('T88, T89: a submission by API alone', () => {
  const key = 'form:form.hazard#register';
  beforeEach(async () => void (await forms.publish(clean(hazard(1)))));
  const submit = (data: Record<string, unknown>, before: Record<string, unknown> = {}, formKey = key) =>
    forms.validateSubmission(formKey, data, before, context, async (_, writes) => ({ data: writes, errors: [] }));

  it('is taken when the browser would have sent it, and completed from what is stored', async () => {
    const accepted = await submit({ desc: ' 配电箱未接地 ', grade: '1' }, { opinion: '旧意见', no: '1' });
    expect(accepted.data).toEqual({ desc: '配电箱未接地', grade: '1', opinion: '旧意见', no: '1' });
  });

  it('meets the same rules as in the browser: required, code table, linkage', async () => {
    expect((await failure(submit({}))).fields?.map((field) => field.path)).toEqual(['desc', 'grade']);
    expect(await failure(submit({ desc: '配电箱未接地', grade: '9' }))).toMatchObject({
      status: 422,
      fields: [{ code: 'NOT_IN_CODES' }],
    });
    expect(await failure(submit({ desc: '配电箱未接地', grade: '2' }))).toMatchObject({
      fields: [{ path: 'governor' }],
    });
    expect(await failure(submit({ desc: '配电箱未接地', grade: '1', governor: '王' }))).toMatchObject({
      status: 400,
      code: 'FIELD_NOT_WRITABLE',
      fields: [{ path: 'governor' }],
    });
  });

  it('is refused by field where the view only shows or hides', async () => {
    const stored = { desc: '配电箱未接地', grade: '1' };
    expect(await failure(submit({ desc: '改写', opinion: '同意' }, stored, 'form:form.hazard#review'))).toMatchObject({
      status: 400,
      code: 'FIELD_NOT_WRITABLE',
      message: '有不能填写的内容：“隐患描述”在当前环节不能填写。',
      fields: [{ path: 'desc' }],
    });
    expect(await failure(submit({ ...stored, opinion: '偷写' }))).toMatchObject({ fields: [{ path: 'opinion' }] });
    expect(await failure(submit({ ...stored, strange: 1 }))).toMatchObject({ fields: [{ code: 'FIELD_UNKNOWN' }] });
  });

  it('keeps a draft that is not complete yet but not one that writes elsewhere', async () => {
    expect(await forms.acceptDraft(key, { desc: '半' }, {})).toEqual({ desc: '半' });
    expect(await failure(forms.acceptDraft(key, { opinion: '偷写' }, {}))).toMatchObject({ status: 400 });
  });
});
