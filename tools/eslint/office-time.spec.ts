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

describe('the office’s time has one home', () => {
  it.each([
    'export const due = (day: string): string => `${day}T23:59:59+08:00`;',
    "export const OFFSET = '+08:00';",
    "export const ZONE = 'Asia/Shanghai';",
    'export const day = (at: Date): string => at.toISOString().slice(0, 10);',
    "export const day = (at: Date): boolean => at.toISOString().startsWith('2026');",
    'export const day = (at: string): string => at.slice(0, 10);',
    'export const wall = (at: string): string => at.substring(0, 16);',
    "export const parts = (at: string): string[] => at.split('T');",
    'export const wall = (at: Date): number => at.getTime() + 8 * 3_600_000;',
    'export const hour = (at: Date): number => at.getHours();',
    'export const text = (at: Date): string => at.toLocaleDateString();',
    "export const format = new Intl.DateTimeFormat('zh-CN');",
  ])('%s is refused', async (code) => {
    expect((await findings(code)).join()).toMatch(/office-time/);
  });

  it('in the scripts and in the templates of components too', async () => {
    const script =
      '<script setup lang="ts">\nconst OFFSET = \'+08:00\';\n</script>\n<template>{{ OFFSET }}</template>\n';
    const template =
      '<script setup lang="ts">\ndefineProps<{ at: string }>();\n</script>\n<template>{{ at.slice(0, 10) }}</template>\n';
    for (const code of [script, template])
      expect((await findings(code, 'designer/app/src/planted.vue')).join()).toMatch(/office-time/);
  });

  it('while other cutting, and the home itself, are left alone', async () => {
    expect(
      await findings('export const short = (text: string): string => text.slice(0, 12) + text.slice(10);'),
    ).toEqual([]);
    expect(await findings("export const OFFSET = '+08:00';", 'modules/office-time/src/planted.ts')).toEqual([]);
    expect(
      await findings("export const at = '2026-11-23T10:00:00+08:00';", 'modules/cases/src/planted.spec.ts'),
    ).toEqual([]);
  });
});
