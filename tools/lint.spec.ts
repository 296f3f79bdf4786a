import path from 'node:path';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** Rules a text breaks when it stands where `file` stands. */
async function broken(file: string, text: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: root });
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return [...new Set((result?.messages ?? []).map(({ ruleId }) => ruleId ?? 'parse'))].sort();
}

it('what is forbidden in TypeScript is forbidden in the script of a component too', async () => {
  const planted = `<script setup lang="ts">
const run = new Function('return 1');
async function save(): Promise<void> {}
save();
const value: any = run();
</script>
<template><p>{{ value }}</p></template>
`;

  expect(await broken('designer/app/src/app.vue', planted)).toEqual([
    '@typescript-eslint/no-explicit-any',
    '@typescript-eslint/no-floating-promises',
    'no-new-func',
  ]);
});

it('a template neither evaluates text nor writes markup', async () => {
  const planted = `<script setup lang="ts">
const text = 'a';
</script>
<template><p :title="new Function(text)()">{{ text }}</p><div v-html="text" /></template>
`;

  expect(await broken('designer/app/src/app.vue', planted)).toEqual(['vue/no-restricted-syntax', 'vue/no-v-html']);
});
