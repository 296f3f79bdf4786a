import js from '@eslint/js';
import ts from 'typescript-eslint';

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
  { ignores: ['**/dist/**', '**/node_modules/**', '.cache/**', 'data/**', '**/*.vue'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  {
    files: ['{engine,modules,plugins,designer}/*/src/**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...noEvaluation,
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
    },
  },
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
