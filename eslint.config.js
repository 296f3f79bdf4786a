import js from '@eslint/js';
import ts from 'typescript-eslint';
import vue from 'eslint-plugin-vue';
import { errorCodes, errorCodesFiles } from './tools/eslint/error-codes.mjs';
import { officeTime, officeTimeFiles } from './tools/eslint/office-time.mjs';

// Nothing in the product evaluates text or starts programs; only tools and tests may start programs.
const noEvaluation = {
  'no-eval': 'error',
  'no-new-func': 'error',
  'no-implied-eval': 'error',
  'no-restricted-imports': [
    'error',
    {
      paths: ['vm', 'node:vm', 'child_process', 'node:child_process'].map((name) => ({
        name,
        message: 'Definitions are data: the product neither evaluates text nor starts programs.',
      })),
    },
  ],
};

export default ts.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.cache/**', 'data/**'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      // The rules above look at scripts only; a template is code too.
      'vue/no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Function"]', message: 'Nothing in the product evaluates text.' },
        { selector: 'CallExpression[callee.name="eval"]', message: 'Nothing in the product evaluates text.' },
        ...officeTime,
        ...errorCodes,
      ],
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['{engine,modules,plugins,designer}/*/src/**/*.{ts,vue}'],
    languageOptions: {
      parserOptions: {
        project: './tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      ...noEvaluation,
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
    },
  },
  { ...errorCodesFiles, rules: { 'no-restricted-syntax': ['error', ...errorCodes] } },
  // Of two settings of one rule the later counts: it has both.
  { ...officeTimeFiles, rules: { 'no-restricted-syntax': ['error', ...officeTime, ...errorCodes] } },
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      'no-undef': 'off',
      'no-control-regex': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['**/*.spec.ts', 'tools/**', 'bench/**', 'e2e/**'], rules: { 'no-restricted-imports': 'off' } },
);
