import path from 'node:path';
import { templatesFolder } from '@anliu/regions';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { artifactOf, loadFolder, type LoadedFolder } from '../../store/load-folder.js';
import { weakenings } from './weakening.js';

let county: LoadedFolder;
beforeAll(async () => {
  county = await loadFolder(path.join(templatesFolder() ?? '', 'county-hazard'));
});

type Change = (content: string) => string;
const changed = (kind: string, file: RegExp, change: Change): LoadedFolder => ({
  ...county,
  artifacts: county.artifacts.map((artifact) =>
    artifact.kind === kind && file.test(artifact.path)
      ? artifactOf(artifact.kind, artifact.path, change(artifact.content))
      : artifact,
  ),
});
const replaced =
  (text: string | RegExp, by: string): Change =>
  (content) => {
    expect(content).toMatch(text);
    return content.replace(text, by);
  };
interface FormText {
  fields: Record<string, Record<string, unknown>>;
  views: Record<string, Record<string, string>>;
  checks: Record<string, unknown>[];
  rules: unknown[];
}
const inForm =
  (change: (form: FormText) => void): Change =>
  (content) => {
    const form = parse(content) as FormText;
    change(form);
    return stringify(form);
  };
const process = (text: string | RegExp, by: string): string[] =>
  weakenings(county, changed('process', /(?:^|\/)inspection\.bpmn/, replaced(text, by)));
const form = (change: (form: FormText) => void): string[] =>
  weakenings(county, changed('form', /(?:^|\/)inspection\.form/, inForm(change)));

describe('a process that is published again', () => {
  it('is the same however another program writes it', () => {
    // Another prefix, defaults written out, references of flows left out, another indentation.
    const written: Change = (content) =>
      content
        .replaceAll(/<(\/?)([a-z][A-Za-z]*)(?=[\s>/])/g, '<$1bpmn:$2')
        .replace(
          'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"',
          'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
        )
        .replaceAll('<bpmn:startEvent ', '<bpmn:startEvent isInterrupting="true" ')
        .replaceAll(/<bpmn:(?:incoming|outgoing)>[^<]*<\/bpmn:(?:incoming|outgoing)>/g, '')
        .replaceAll(/>\s+</g, '>\n<');
    expect(weakenings(county, changed('process', /./, written))).toEqual([]);
  });

  it.each<[string, string | RegExp, string]>([
    [
      'a new step after an approval, whose outcome would be read as the approval',
      '<userTask id="approve_plan"',
      '<userTask id="zz" name="再核对" /><userTask id="approve_plan"',
    ],
    [
      'an end that ends everything',
      '<userTask id="approve_plan"',
      '<endEvent id="zz"><terminateEventDefinition /></endEvent><userTask id="approve_plan"',
    ],
    [
      'a paper that is made earlier',
      '<userTask id="approve_plan"',
      '<serviceTask id="zz" camunda:type="external" camunda:topic="document.render" /><userTask id="approve_plan"',
    ],
    ['a second process in the same file', '</process>', '</process><process id="hazard" />'],
    ['another meaning of being executable', 'isExecutable="true"', 'isExecutable="false"'],
    ['buttons that say something else', '*approve=同意?', '*approve=退回?'],
  ])('waits for a second person with %s', (_, text, by) => {
    expect(process(text, by)).toHaveLength(1);
  });

  it('does not wait with other names and notes', () => {
    expect(process('name="审批检查方案"', 'name="审核检查方案"')).toEqual([]);
    expect(
      process(
        '<userTask id="approve_plan"',
        '<textAnnotation id="zz"><text>注</text></textAnnotation><userTask id="approve_plan"',
      ),
    ).toEqual([]);
  });
});

const some = <T>(of: Record<string, T>): [string, T] => Object.entries(of)[0]!;

describe('a form that is published again', () => {
  it.each<[string, (form: FormText) => void]>([
    ['checks that never apply', ({ checks }) => checks.forEach((check) => (check['when'] = '1 = 2'))],
    ['a check at another field', ({ checks }) => (checks[0]!['field'] = 'f_other')],
    [
      'a field that may be left empty',
      ({ fields }) => delete Object.values(fields).find((field) => field['required'])!['required'],
    ],
    ['a field that is hidden from somebody', ({ views }) => (some(views)[1]['f_zz'] = 'hidden')],
    ['a field under another data name', ({ fields }) => (some(fields)[1]['name'] = 'zz')],
    ['a field with a value to begin with', ({ fields }) => (some(fields)[1]['default'] = '无')],
    [
      'a new field that must be filled',
      ({ fields }) => (fields['f_zz'] = { type: 'text', name: 'zz', title: '新', required: true }),
    ],
  ])('waits for a second person with %s', (_, change) => {
    expect(form(change).length).toBeGreaterThan(0);
  });

  it('does not wait with other words, another order and one more field that may be left empty', () => {
    const change = ({ fields, views }: FormText): void => {
      some(fields)[1]['title'] = '换个名称';
      fields['f_zz'] = { type: 'text', name: 'zz', title: '新' };
      some(views)[1]['f_zz'] = 'edit';
    };
    expect(form(change)).toEqual([]);
  });
});
