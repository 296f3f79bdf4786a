import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const CHINESE = /[\u4e00-\u9fff]/;
const PLACES = /\{([a-zA-Z]\w*)\}/g;

/** Chinese that is data of the law, of the language or of other people's files, and not said by the server. */
const DATA = [
  'modules/access/src/demo/',
  'modules/access/src/domain/totp.ts',
  'modules/access/src/importing/people-columns.ts',
  'modules/calendar/src/data/',
  'modules/calendar/src/domain/counting.ts',
  'modules/checks/src/legacy.ts',
  'modules/enterprises/src/domain/columns.ts',
  'modules/office-time/src/chinese.ts',
];

/** Written before there were catalogues; each leaves this list when its sentences stand in one. Nothing comes to it. */
const NOT_YET: readonly string[] = [
  'modules/calendar/src/domain/check.ts',
  'modules/calendar/src/domain/clock.ts',
  'modules/calendar/src/http/routes.ts',
  'modules/codes/src/domain/parse.ts',
  'modules/codes/src/module.ts',
  'modules/conventions/src/properties.ts',
  'modules/documents/src/domain/format.ts',
  'modules/documents/src/domain/merge.ts',
  'modules/documents/src/domain/number.ts',
  'modules/documents/src/domain/template.ts',
  'modules/documents/src/http/routes.ts',
  'modules/documents/src/service.ts',
  'modules/enterprises/src/',
  'modules/form-model/src/compile/describe.ts',
  'modules/form-model/src/compile/model.ts',
  'modules/form-model/src/fields/computed/index.ts',
  'modules/form-model/src/fields/document-number/index.ts',
  'modules/form-model/src/fields/enterprise/index.ts',
  'modules/form-model/src/fields/shared/bounds.ts',
  'modules/form-model/src/fields/shared/choices.ts',
  'modules/form-model/src/fields/shared/dates.ts',
  'modules/form-model/src/fields/shared/people.ts',
  'modules/form-model/src/fields/shared/schema.ts',
  'modules/form-model/src/fields/shared/texts.ts',
  'modules/form-model/src/fields/table/index.ts',
  'modules/form-model/src/names.ts',
  'modules/form-model/src/parse/cost.ts',
  'modules/form-model/src/parse/parse.ts',
  'modules/form-model/src/parse/problems.ts',
  'modules/form-model/src/parse/references.ts',
  'modules/form-model/src/parse/schema-messages.ts',
  'modules/form-model/src/parse/schema.ts',
  'modules/host/src/audit/',
  'modules/host/src/cli.ts',
  'modules/host/src/config/installation.ts',
  'modules/host/src/config/tls.ts',
  'modules/host/src/data-folder/data-folder-error.ts',
  'modules/host/src/data-folder/data-lock.ts',
  'modules/host/src/data-folder/restore.ts',
  'modules/host/src/http/application.ts',
  'modules/host/src/workers/worker-tokens.ts',
  'modules/packs/src/domain/',
  'modules/packs/src/http/routes.ts',
  'modules/packs/src/publish-kind.ts',
  'modules/packs/src/service.ts',
  'modules/packs/src/store/load-folder.ts',
  'modules/regions/src/folder.ts',
  'modules/regions/src/region.ts',
  'modules/storage/src/sqlite/database.ts',
];

function* sources(dir: string): Generator<string> {
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const full = path.join(dir, entry.name);
    if (entry.isDirectory()) yield* sources(full);
    else if (/\.ts$/.test(entry.name) && !/\.(spec|d)\.ts$/.test(entry.name)) yield full;
  }
}

interface Pair {
  readonly name: string;
  readonly wordings: readonly [string, string];
}

/** What one file says: pairs of a Chinese text and its English, and Chinese texts without one. */
function read(file: string, text: string): { pairs: Pair[]; alone: string[] } {
  const pairs: Pair[] = [];
  const alone: string[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const texts = (node: ts.Node): string | undefined =>
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? node.text : undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node) && node.elements.length === 2) {
      const [chinese, english] = node.elements.map(texts);
      if (chinese !== undefined && english !== undefined && CHINESE.test(chinese) && !CHINESE.test(english)) {
        const { parent } = node;
        pairs.push({
          name: ts.isPropertyAssignment(parent) ? parent.name.getText() : '',
          wordings: [chinese, english],
        });
        return;
      }
    }
    // Notes for developers beside a route; nothing answers with them.
    if (ts.isPropertyAssignment(node) && ['summary', 'none'].includes(node.name.getText())) return;
    if (
      (ts.isStringLiteralLike(node) ||
        ts.isTemplateHead(node) ||
        ts.isTemplateMiddle(node) ||
        ts.isTemplateTail(node)) &&
      CHINESE.test(node.text)
    ) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      alone.push(`${file}:${line + 1} ${node.text}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { pairs, alone };
}

const files = fs
  .readdirSync(path.join(root, 'modules'))
  .map((name) => path.join(root, 'modules', name, 'src'))
  .filter((dir) => fs.existsSync(dir))
  .flatMap((dir) => [...sources(dir)])
  .map((full) => {
    const file = path.relative(root, full).replaceAll(path.sep, '/');
    const text = fs.readFileSync(full, 'utf8');
    return { file, text, ...read(file, text) };
  });
const isData = (file: string): boolean => DATA.some((entry) => file.startsWith(entry));
const isOpen = (file: string): boolean => NOT_YET.some((entry) => file.startsWith(entry));

describe('what the server says', () => {
  it('stands in both languages: no Chinese text in a module without its English beside it', () => {
    const found = files.filter(({ file, alone }) => alone.length > 0 && !isData(file) && !isOpen(file));
    expect(found.flatMap(({ alone }) => alone)).toEqual([]);
  });

  it('has no file left on the list that is done', () => {
    const open = new Set(files.filter(({ alone }) => alone.length > 0).map(({ file }) => file));
    expect(NOT_YET.filter((entry) => ![...open].some((file) => file.startsWith(entry)))).toEqual([]);
    expect(DATA.filter((entry) => ![...open].some((file) => file.startsWith(entry)))).toEqual([]);
  });

  it('has the same places in both languages', () => {
    const placesOf = (text: string): string[] =>
      [...new Set([...text.matchAll(PLACES)].map(([, name]) => name!))].sort();
    for (const { file, pairs } of files)
      for (const { name, wordings } of pairs)
        expect(placesOf(wordings[1]), `${file} ${name}`).toEqual(placesOf(wordings[0]));
  });

  it('is said somewhere: a module uses every sentence of its catalogue', () => {
    const catalogues = files.filter(({ file }) => file.endsWith('/sentences.ts'));
    expect(catalogues.length).toBeGreaterThan(8);
    for (const { file, pairs } of catalogues) {
      const own = file.slice(0, -'sentences.ts'.length);
      const used = new Set(
        files
          .filter((other) => other.file.startsWith(own) && other.file !== file)
          .flatMap(({ text }) => [...text.matchAll(/\bsay\s*\.(\w+)/g)].map((match) => match[1])),
      );
      expect(
        pairs.map(({ name }) => name).filter((name) => !used.has(name)),
        file,
      ).toEqual([]);
    }
  });
});
