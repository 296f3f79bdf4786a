import fs from 'node:fs';
import path from 'node:path';
import { attribute, readXml, type XmlElement } from '@anliu/engine-xml';
import type { FeelValue } from '@anliu/engine-expression';
import { valueOf } from './values.js';

/** One test file of the DMN Technology Compatibility Kit: models, and cases with inputs and expected results. */
export interface TckFile {
  /** `compliance-level-3/0082-feel-coercion` */
  readonly directory: string;
  readonly name: string;
  /** Text of the model under test, then of every other model beside it. */
  readonly models: readonly string[];
  readonly cases: readonly TckCase[];
}

export interface TckCase {
  readonly id: string;
  /** The decision service to call, when it is not decisions that are evaluated. */
  readonly service: string | undefined;
  readonly inputs: readonly {
    readonly name: string;
    readonly namespace: string | undefined;
    readonly value: FeelValue;
  }[];
  readonly results: readonly TckResult[];
}

export interface TckResult {
  readonly name: string;
  readonly expected: FeelValue;
  /** The result is null and something is reported. */
  readonly isError: boolean;
}

/** The test files in a folder that holds folders per compliance level, in the order of their names. */
export function readTck(folder: string, only?: string): TckFile[] {
  const files: TckFile[] = [];
  for (const level of folders(folder)) {
    for (const test of folders(path.join(folder, level))) {
      const directory = `${level}/${test}`;
      const names = fs.readdirSync(path.join(folder, directory)).sort();
      for (const name of names.filter((one) => /-test-[^/]*\.xml$/.test(one))) {
        if (only !== undefined && !`${directory}/${name}`.includes(only)) continue;
        files.push(readFile(path.join(folder, directory), directory, name, names));
      }
    }
  }
  return files;
}

const folders = (folder: string): string[] =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

function readFile(folder: string, directory: string, name: string, beside: readonly string[]): TckFile {
  const root = read(path.join(folder, name));
  const model = textOf(root, 'modelName') ?? '';
  const others = beside.filter((one) => one.endsWith('.dmn') && one !== model);
  return {
    directory,
    name,
    models: [model, ...others].map((one) => fs.readFileSync(path.join(folder, one), 'utf8')),
    cases: children(root, 'testCase').map((element) => ({
      id: attribute(element, 'id') ?? '',
      service: attribute(element, 'type') === 'decisionService' ? attribute(element, 'invocableName') : undefined,
      inputs: children(element, 'inputNode').map((input) => ({
        name: attribute(input, 'name') ?? '',
        namespace: attribute(input, 'namespace'),
        value: valueOf(input),
      })),
      results: children(element, 'resultNode').map((result) => ({
        name: attribute(result, 'name') ?? '',
        expected: valueOf(children(result, 'expected')[0]),
        isError: attribute(result, 'errorResult') === 'true',
      })),
    })),
  };
}

function read(file: string): XmlElement {
  // case ids are sentences, and repeat
  const { root, problem } = readXml(fs.readFileSync(file, 'utf8'), { checkIds: false });
  if (!root) throw new Error(`${file}: ${problem.message}`);
  return root;
}

const children = (element: XmlElement, local: string): XmlElement[] =>
  element.children.filter((child) => child.local === local);

const textOf = (element: XmlElement, local: string): string | undefined => children(element, local)[0]?.text.trim();
