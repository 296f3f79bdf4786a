import { ESLint } from 'eslint';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({
  cwd: root,
  // The text is linted as if it stood in that file; types are not needed for this rule.
  overrideConfig: [
    {
      files: ['**/*.{ts,vue}'],
      languageOptions: { parserOptions: { project: null } },
      rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/no-misused-promises': 'off' },
    },
  ],
});

async function findings(code: string, file = 'modules/cases/src/planted.ts'): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId?.endsWith('no-restricted-syntax'))
    .map(({ message }) => message);
}

describe('an error is recognised by class or code', () => {
  it.each([
    'export const gone = (error: Error): boolean => /ECONN|network/i.test(error.message);',
    'export const where = (error: Error): unknown => /line (\\d+)/.exec(error.message);',
    'export const gone = (error: unknown): boolean => /ECONN/.test(String(error));',
    "export const gone = (error: unknown): boolean => (error as Error).message.includes('network');",
    "export const gone = (error?: Error): boolean => error?.message.startsWith('No such') === true;",
    'export const gone = (error: Error): unknown => error.message.match(/gone/);',
    "export const gone = (error: Error): boolean => error.message === 'gone';",
    "export const gone = (error: Error): boolean => { switch (error.message) { case 'gone': return true; default: return false; } };",
  ])('%s is refused', async (code) => {
    for (const file of ['modules/cases', 'engine/kernel', 'plugins/notification', 'designer/process'])
      expect((await findings(code, `${file}/src/planted.ts`)).join(), file).toMatch(/class or code/);
  });

  it('in the templates of components too', async () => {
    const template =
      '<script setup lang="ts">\ndefineProps<{ error: Error; title: string }>();\n</script>\n' +
      '<template><p v-if="error.message.startsWith(title)">{{ error.message }}</p></template>\n';
    expect((await findings(template, 'designer/app/src/planted.vue')).join()).toMatch(/class or code/);
  });

  it('while showing a message, asking for a code, and specs are left alone', async () => {
    expect(
      await findings(
        "export const text = (error: Error & { code?: string }): string => (error.code === 'GONE' ? error.message : '');",
      ),
    ).toEqual([]);
    expect(
      await findings(
        'export const gone = (error: Error): boolean => /gone/.test(error.message);',
        'modules/cases/src/planted.spec.ts',
      ),
    ).toEqual([]);
  });
});
