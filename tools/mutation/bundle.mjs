// One file that holds the kernel's specs, what they use, and every mutant.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const CONDITIONS = ['source', 'node', 'import', 'module', 'default'];

/** @param instrumented text of the files that hold mutants, by absolute path */
export async function bundle({ root, specs, instrumented, outfile }) {
  const harness = path.join(root, 'tools/mutation/harness.mjs');
  const entry = [
    `import { beginFile, runTest, tests } from ${JSON.stringify(harness)};`,
    ...specs.map(
      (file) => `beginFile(${JSON.stringify(path.relative(root, file))}); await import(${JSON.stringify(file)});`,
    ),
    "export { createEmbeddedEngine } from '@anliu/engine-embedded';",
    'export { runTest, tests };',
  ].join('\n');
  await build({
    stdin: { contents: entry, resolveDir: root, loader: 'js' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: CONDITIONS,
    external: ['better-sqlite3'],
    alias: { vitest: harness },
    logLevel: 'warning',
    // Packages that are not modules reach Node's own ones by `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [
      {
        name: 'mutants',
        setup: (builder) =>
          builder.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
            const contents = instrumented.get(file);
            if (contents !== undefined) return { contents, loader: 'ts' };
            const text = fs.readFileSync(file, 'utf8');
            if (!text.includes('import.meta.url')) return undefined;
            const url = JSON.stringify(`file://${file}`);
            return { contents: text.replaceAll('import.meta.url', url), loader: 'ts' };
          }),
      },
    ],
  });
}
